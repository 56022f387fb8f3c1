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
import io.millrace.compile.WindowProgram;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.util.Collector;

/** Expressions with OVER: a row of results for each row of a window, in the order of the rows. */
final class OverEvaluation<T, R> implements WindowEvaluation<T, R> {
  private final RowReader<T> reader;
  private final Errors errors;
  private final TimeLimit timeLimit;
  private final RowBatch batch;
  private final WindowProgram program;
  private final RowErrors[] failed;
  private final RowWriter<R> writer;
  private Block[] results;

  OverEvaluation(RowExpressions<T> expressions, RowOutput<R> output, Errors errors) {
    this.errors = errors;
    timeLimit = new TimeLimit(expressions.session().limits());
    List<TypedExpr> bound = expressions.bindOver();
    int[] columns = RowExpressions.columns(bound);
    batch = new RowBatch(expressions.inputTypes(), columns, Block.CAPACITY);
    reader = expressions.input().reader(columns, batch);
    program = WindowProgram.compile(Windowing.of(bound), Block.CAPACITY);
    failed = Stream.generate(RowErrors::new).limit(bound.size()).toArray(RowErrors[]::new);
    List<BlockValue> values =
        IntStream.range(0, bound.size())
            .mapToObj(i -> new BlockValue(() -> results[i], failed[i]))
            .toList();
    writer = output.writer(values, errors);
  }

  @Override
  public void evaluate(Iterable<T> rows, Collector<R> out) {
    program.clear();
    batch.clear();
    List<R> inTime = new ArrayList<>();
    Consumer<R> results = timeLimit.isNone() ? out::collect : inTime::add;
    List<R> rest =
        timeLimit.within(
            "evaluate a window",
            () -> {
              gather(rows);
              write(results);
              return inTime;
            },
            errors);
    program.clear();
    if (rest != null) {
      rest.forEach(out::collect);
    }
  }

  private void gather(Iterable<T> rows) {
    for (T row : rows) {
      gather(row);
      if (batch.isFull()) {
        flush();
      }
    }
    flush();
    program.finish();
  }

  private void write(Consumer<R> out) {
    for (int row = 0; row < program.rows(); row++) {
      results = program.results(row, 1, failed);
      R written = writer.write();
      if (written != null) {
        out.accept(written);
      }
    }
  }

  private void gather(T row) {
    batch.beginRow();
    try {
      reader.read(row);
    } catch (EvaluationError e) {
      batch.dropRow();
      errors.accept(e.getMessage());
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
