// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.Aggregation;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.row.OutputRow;
import io.millrace.types.AccumulatorState;
import org.apache.flink.types.Row;

/** Expressions over aggregates at work in one task, for one group of rows at a time. */
final class GroupEvaluation<T> implements AutoCloseable {
  private final RowExpressions<T> expressions;
  private final OutputRow output;
  private final Errors errors;
  private final RowBatch batch;
  private final GroupProgram program;
  private final int[] slots;
  private final RowErrors rowErrors = new RowErrors();
  private final RowErrors[] resultErrors;
  private final AccumulatorState empty;

  /**
   * @param capacity how many rows are gathered before they are added
   */
  GroupEvaluation(RowExpressions<T> expressions, OutputRow output, int capacity, Errors errors) {
    this.expressions = expressions;
    this.output = output;
    this.errors = errors;
    batch = new RowBatch(expressions.inputTypes(), capacity);
    program = GroupProgram.compile(Aggregation.of(expressions.bindAggregates()), capacity);
    slots = new int[capacity];
    resultErrors = new RowErrors[output.size()];
    for (int i = 0; i < resultErrors.length; i++) {
      resultErrors[i] = new RowErrors();
    }
    program.resize(1);
    empty = new AccumulatorState(program.state(0));
  }

  AccumulatorState empty() {
    return empty;
  }

  AccumulatorState add(T row, AccumulatorState state) {
    program.load(0, state.calls());
    gather(row);
    flush();
    return new AccumulatorState(program.state(0));
  }

  AccumulatorState merge(AccumulatorState a, AccumulatorState b) {
    program.load(0, a.calls());
    program.merge(0, b.calls());
    return new AccumulatorState(program.state(0));
  }

  Row result(AccumulatorState state) {
    program.load(0, state.calls());
    return result();
  }

  Row result(Iterable<T> rows) {
    program.load(0, empty.calls());
    for (T row : rows) {
      gather(row);
      if (batch.isFull()) {
        flush();
      }
    }
    flush();
    return result();
  }

  private void gather(T row) {
    batch.addRow();
    try {
      expressions.reader().read(row, batch);
    } catch (EvaluationError e) {
      batch.dropRow();
      errors.accept(e.getMessage());
    }
  }

  private void flush() {
    if (batch.rows() > 0) {
      program.update(batch, slots, rowErrors);
      for (int row = rowErrors.next(0); row >= 0; row = rowErrors.next(row + 1)) {
        errors.accept(rowErrors.message(row));
      }
      batch.clear();
    }
  }

  private Row result() {
    return output.read(program.results(1, resultErrors), resultErrors, errors);
  }

  @Override
  public void close() {
    program.close();
  }
}
