// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.CellSink;
import io.millrace.column.RowReader;
import io.millrace.column.RowSink;
import io.millrace.column.RowSource;
import java.util.List;

/** Rows that give their values, by column, in the Java form of literals. */
interface ObjectColumns<T> extends RowSource<T> {
  Object value(T row, int column);

  @Override
  default RowReader<T> reader(int[] columns, RowSink to) {
    return row -> {
      for (int column : columns) {
        to.cell(column).set(value(row, column));
      }
    };
  }

  /** A member of a struct that is null is null. */
  @Override
  default RowReader<T> memberReader(int column, List<Integer> path, CellSink to) {
    return row -> to.set(RowSource.member(value(row, column), path));
  }
}
