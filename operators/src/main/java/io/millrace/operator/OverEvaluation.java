// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.closure.Deadline;
import io.millrace.column.Block;
import io.millrace.column.RowBatch;
import io.millrace.column.TimeLimit;
import io.millrace.compile.WindowProgram;
import io.millrace.row.RowOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;

/** Expressions with OVER: a row of results for each row of a window, in the order of the rows. */
final class OverEvaluation<T, R> implements WindowEvaluation<T, R> {
  private final ReadRows<T> rows;
  private final Errors errors;
  private final TimeLimit timeLimit;
  private final RowBatch batch;
  private final WindowProgram program;
  private final ResultRow<R> results;

  OverEvaluation(RowExpressions<T> expressions, RowOutput<R> output, Errors errors) {
    this.errors = errors;
    timeLimit = new TimeLimit(expressions.session().limits());
    List<TypedExpr> bound = expressions.bindOver();
    rows = new ReadRows<>(expressions, bound, Block.CAPACITY, errors);
    batch = rows.batch();
    program = WindowProgram.compile(Windowing.of(bound), Block.CAPACITY);
    results = new ResultRow<>(bound.size(), output, errors);
  }

  @Override
  public void evaluate(Iterable<T> window, Collector<R> out) {
    program.clear();
    batch.clear();
    List<R> inTime = new ArrayList<>();
    Consumer<R> written = timeLimit.isNone() ? out::collect : inTime::add;
    List<R> rest =
        timeLimit.within(
            "evaluate a window",
            () -> {
              gather(window);
              write(written);
              return inTime;
            },
            errors);
    program.clear();
    if (rest != null) {
      rest.forEach(out::collect);
    }
  }

  private void gather(Iterable<T> window) {
    for (T row : window) {
      rows.add(row);
      if (batch.isFull()) {
        flush();
      }
    }
    flush();
    program.finish();
  }

  private void write(Consumer<R> out) {
    for (int row = 0; row < program.rows(); row++) {
      R written = results.write(program.results(row, 1, results.errors()));
      if (written != null) {
        out.accept(written);
      }
    }
  }

  private void flush() {
    if (batch.rows() > 0) {
      program.add(batch);
      batch.clear();
      Deadline.more();
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
