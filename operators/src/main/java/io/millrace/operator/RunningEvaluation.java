// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.closure.Deadline;
import io.millrace.column.Block;
import io.millrace.column.BlockValue;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.column.RowReader;
import io.millrace.column.TimeLimit;
import io.millrace.compile.OverPartition;
import io.millrace.compile.OverProgram;
import io.millrace.compile.OverRow;
import io.millrace.compile.Running;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Expressions with OVER at work in one task: rows in, rows of results out, one at a time. */
final class RunningEvaluation<T, R> implements AutoCloseable {
  private final RowReader<T> reader;
  private final RowBatch one;
  private final OverProgram program;
  private final RowErrors[] failed;
  private final RowWriter<R> writer;
  private final Consumer<String> errors;
  private final TimeLimit timeLimit;
  private Block[] results;

  RunningEvaluation(
      RowExpressions<T> expressions,
      RowOutput<R> output,
      OverOptions<T> options,
      Consumer<String> errors) {
    this.errors = errors;
    timeLimit = new TimeLimit(expressions.session().limits());
    List<TypedExpr> bound = expressions.bindOver();
    int[] columns = RowExpressions.columns(bound);
    one = new RowBatch(expressions.inputTypes(), columns, 1);
    reader = expressions.input().reader(columns, one);
    program =
        OverProgram.compile(
            Running.of(Windowing.of(bound), options.time(), options.mostRows()),
            new TimeLimit(expressions.session().limits()));
    failed = Stream.generate(RowErrors::new).limit(bound.size()).toArray(RowErrors[]::new);
    List<BlockValue> values =
        IntStream.range(0, bound.size())
            .mapToObj(i -> new BlockValue(() -> results[i], failed[i]))
            .toList();
    writer = output.writer(values, errors);
  }

  OverProgram program() {
    return program;
  }

  /** Null for a row that is an error, which is counted. */
  OverRow read(T row, long time) {
    one.clear();
    one.beginRow();
    try {
      return timeLimit.within(
          "evaluate a row",
          () -> {
            reader.read(row);
            return program.read(one, time);
          });
    } catch (EvaluationError e) {
      errors.accept(e.getMessage());
      return null;
    }
  }

  /** Puts a row behind the others; null for one that is an error, which is counted. */
  OverRow append(OverPartition partition, OverRow row, OverProgram.Together together) {
    try (Deadline deadline = timeLimit.open("add a row to its partition")) {
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
  R answer(OverPartition partition, LongFunction<OverRow> rows) {
    return timeLimit.within(
        "evaluate a row",
        () -> {
          results = program.answer(partition, rows, failed);
          return writer.write();
        },
        errors);
  }

  @Override
  public void close() {
    program.close();
  }
}
