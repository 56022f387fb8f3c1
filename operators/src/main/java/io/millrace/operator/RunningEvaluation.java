// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.TimeLimit;
import io.millrace.compile.OverPartition;
import io.millrace.compile.OverProgram;
import io.millrace.compile.OverRow;
import io.millrace.compile.Running;
import io.millrace.row.RowOutput;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Expressions with OVER at work in one task: rows in, rows of results out, one at a time. */
final class RunningEvaluation<T, R> implements AutoCloseable {
  private final ReadRows<T> rows;
  private final RowBatch one;
  private final OverProgram program;
  private final ResultRow<R> results;
  private final Consumer<String> errors;
  private final TimeLimit timeLimit;

  RunningEvaluation(
      RowExpressions<T> expressions,
      RowOutput<R> output,
      OverOptions<T> options,
      Consumer<String> errors) {
    this.errors = errors;
    timeLimit = new TimeLimit(expressions.session().limits());
    List<TypedExpr> bound = expressions.bindOver();
    rows = new ReadRows<>(expressions, bound, 1, errors);
    one = rows.batch();
    program =
        OverProgram.compile(Running.of(Windowing.of(bound), options.time(), options.mostRows()));
    results = new ResultRow<>(bound.size(), output, errors);
  }

  OverProgram program() {
    return program;
  }

  /** Null for a row that is an error, which is counted. */
  OverRow read(T row, long time) {
    one.clear();
    try {
      return timeLimit.within(
          "evaluate a row", () -> rows.add(row) ? program.read(one, time) : null);
    } catch (EvaluationError e) {
      errors.accept(e.getMessage());
      return null;
    }
  }

  /** Puts a row behind the others; null for one that is an error, which is counted. */
  OverRow append(OverPartition partition, OverRow row, OverProgram.Together together) {
    try {
      return program.append(partition, row, together);
    } catch (EvaluationError e) {
      errors.accept(e.getMessage());
      return null;
    }
  }

  /**
   * Answers the next row; null where a primitive property has no value, or time was up, which is
   * counted.
   */
  R answer(OverPartition partition, LongFunction<OverRow> numbered) {
    return timeLimit.within(
        "evaluate a row",
        () -> results.write(program.answer(partition, numbered, results.errors())),
        errors);
  }

  @Override
  public void close() {
    program.close();
  }
}
