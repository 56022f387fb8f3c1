// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.column.BatchValue;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.column.RowReader;
import io.millrace.column.RowSource;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers rows into columns and answers them together, block by block. A row with a column that can
 * not be read is answered by itself, between the rows around.
 */
final class BatchStage<T, U, R> implements Stage<T, U> {
  /** What becomes of the row that the values look at; null where nothing does. */
  interface Answer<T, R> {
    R of(StreamRecord<T> element);
  }

  private final RowBatch batch;
  private final RowReader<U> reader;
  private final Program program;
  private final RowErrors[] failed;
  private final List<BatchValue> values = new ArrayList<>();
  private final Answer<T, R> answer;

  private final KeptRows<T> kept;
  private final int most;
  private final Stage<T, U> single;
  private final SideErrors<T> errors;
  private final Results<R> results;

  /**
   * @param bound the expressions
   * @param types of all columns
   * @param answer makes what values are looked at with
   * @param kept of the rows, as far as the answer and errors ask for them
   * @param single for rows that can not be read
   */
  BatchStage(
      List<TypedExpr> bound,
      RowSource<U> source,
      List<DataType> types,
      Function<List<BatchValue>, Answer<T, R>> answer,
      KeptRows<T> kept,
      int most,
      Stage<T, U> single,
      SideErrors<T> errors,
      Results<R> results) {
    int[] columns = RowExpressions.columns(bound);
    batch = new RowBatch(types, columns, Block.CAPACITY);
    reader = source.reader(columns, batch);
    program = Program.compile(bound, Block.CAPACITY);
    failed = new RowErrors[bound.size()];
    for (int i = 0; i < failed.length; i++) {
      failed[i] = new RowErrors();
      values.add(new BatchValue(bound.get(i).type(), failed[i]));
    }
    this.answer = answer.apply(values);
    this.kept = kept;
    this.most = most;
    this.single = single;
    this.errors = errors;
    this.results = results;
  }

  @Override
  public void add(U row, StreamRecord<T> element) {
    batch.beginRow();
    try {
      reader.read(row);
    } catch (EvaluationError e) {
      batch.dropRow();
      flush();
      single.add(row, element);
      return;
    }
    kept.set(batch.rows() - 1, element);
    if (batch.rows() == most) {
      flush();
    }
  }

  @Override
  public int pending() {
    return batch.rows();
  }

  @Override
  public void flush() {
    int rows = batch.rows();
    if (rows == 0) {
      return;
    }
    Block[] blocks = program.evaluate(batch, failed);
    for (int i = 0; i < failed.length; i++) {
      values.get(i).over(blocks[i]);
    }
    for (int row = 0; row < rows; row++) {
      StreamRecord<T> element = kept.get(row);
      errors.at(element);
      results.write(answer.of(element), element);
      kept.forget(row);
      for (BatchValue value : values) {
        value.next();
      }
    }
    batch.clear();
  }
}
