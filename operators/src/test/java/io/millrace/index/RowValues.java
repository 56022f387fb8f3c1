// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import io.millrace.column.CellSink;
import io.millrace.column.RowReader;
import io.millrace.column.RowSink;
import io.millrace.column.RowSource;
import java.util.List;

/** Rows of values in the Java form of literals. */
final class RowValues implements RowSource<Object[]> {
  @Override
  public RowReader<Object[]> reader(int[] columns, RowSink to) {
    return row -> {
      for (int column : columns) {
        to.cell(column).set(row[column]);
      }
    };
  }

  @Override
  public RowReader<Object[]> memberReader(int column, List<Integer> path, CellSink to) {
    return row -> {
      Object value = row[column];
      for (int place : path) {
        value = value == null ? null : ((List<?>) value).get(place);
      }
      to.set(value);
    };
  }
}
