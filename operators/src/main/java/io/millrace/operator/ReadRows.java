// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowReader;
import java.util.List;
import java.util.function.Consumer;

/** Rows of a stream in a batch, with the columns that expressions look at. */
final class ReadRows<T> {
  private final RowReader<T> reader;
  private final RowBatch batch;
  private final Consumer<String> errors;

  /**
   * @param errors is told of rows that can not be read, which are left out
   */
  ReadRows(
      RowExpressions<T> expressions, List<TypedExpr> bound, int capacity, Consumer<String> errors) {
    this.errors = errors;
    int[] columns = RowExpressions.columns(bound);
    batch = new RowBatch(expressions.inputTypes(), columns, capacity);
    reader = expressions.input().reader(columns, batch);
  }

  RowBatch batch() {
    return batch;
  }

  /** Whether it is there now. */
  boolean add(T row) {
    batch.beginRow();
    try {
      reader.read(row);
      return true;
    } catch (EvaluationError e) {
      batch.dropRow();
      errors.accept(e.getMessage());
      return false;
    }
  }
}
