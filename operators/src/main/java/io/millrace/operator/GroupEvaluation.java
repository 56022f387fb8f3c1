// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.Aggregation;
import io.millrace.bind.TypedExpr;
import io.millrace.closure.Deadline;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.column.TimeLimit;
import io.millrace.compile.GroupProgram;
import io.millrace.row.RowOutput;
import io.millrace.types.AccumulatorState;
import java.util.List;
import org.apache.flink.util.Collector;

/** Expressions over aggregates at work in one task, for one group of rows at a time. */
final class GroupEvaluation<T, R> implements WindowEvaluation<T, R> {
  private final ReadRows<T> rows;
  private final ResultRow<R> results;
  private final Errors errors;
  private final TimeLimit timeLimit;
  private final RowBatch batch;
  private final GroupProgram program;
  private final RowErrors rowErrors = new RowErrors();
  private final AccumulatorState empty;

  /**
   * @param bound the expressions
   * @param capacity how many rows are gathered before they are added
   */
  GroupEvaluation(
      RowExpressions<T> expressions,
      List<TypedExpr> bound,
      RowOutput<R> output,
      int capacity,
      Errors errors) {
    this.errors = errors;
    timeLimit = new TimeLimit(expressions.session().limits());
    rows = new ReadRows<>(expressions, bound, capacity, errors);
    batch = rows.batch();
    program = GroupProgram.compile(Aggregation.of(bound), capacity);
    results = new ResultRow<>(bound.size(), output, errors);
    program.resize(1);
    empty = new AccumulatorState(program.state(0));
  }

  AccumulatorState empty() {
    return empty;
  }

  /** The state as it was if time is up, which is counted as an error of the row. */
  AccumulatorState add(T row, AccumulatorState state) {
    AccumulatorState next =
        timeLimit.within(
            "add a row to a window",
            () -> {
              program.load(0, state.calls());
              rows.add(row);
              flush();
              return new AccumulatorState(program.state(0));
            },
            errors);
    batch.clear();
    return next == null ? state : next;
  }

  /** What takes too long has no result, as the state then says; there is no state without it. */
  AccumulatorState merge(AccumulatorState a, AccumulatorState b) {
    try (Deadline deadline = timeLimit.open("merge windows")) {
      program.load(0, a.calls());
      program.merge(0, b.calls());
      return new AccumulatorState(program.state(0));
    }
  }

  /** Null where a primitive property has no value, or time was up, which is counted. */
  R result(AccumulatorState state) {
    return timeLimit.within(
        "evaluate a window",
        () -> {
          program.load(0, state.calls());
          return result();
        },
        errors);
  }

  @Override
  public void evaluate(Iterable<T> window, Collector<R> out) {
    R result =
        timeLimit.within(
            "evaluate a window",
            () -> {
              program.load(0, empty.calls());
              addAll(window);
              return result();
            },
            errors);
    batch.clear();
    if (result != null) {
      out.collect(result);
    }
  }

  private R result() {
    return results.write(program.results(0, 1, results.errors()));
  }

  private void addAll(Iterable<T> window) {
    for (T row : window) {
      rows.add(row);
      if (batch.isFull()) {
        flush();
        Deadline.more();
      }
    }
    flush();
  }

  private void flush() {
    if (batch.rows() > 0) {
      program.update(batch, 0, rowErrors);
      for (int row = rowErrors.next(0); row >= 0; row = rowErrors.next(row + 1)) {
        errors.accept(rowErrors.message(row));
      }
      batch.clear();
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
