// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.RowReader;
import io.millrace.column.RowSource;
import java.util.List;

/** Rows of values in the Java form of literals. */
final class ObjectRows implements RowSource<Object[]> {
  @Override
  public RowReader<Object[]> reader(int[] columns) {
    return (row, to) -> {
      for (int column : columns) {
        to.set(column, row[column]);
      }
    };
  }

  @Override
  public RowReader<Object[]> memberReader(int column, List<Integer> path) {
    return (row, to) -> {
      Object value = row[column];
      for (int place : path) {
        value = value == null ? null : ((List<?>) value).get(place);
      }
      to.set(column, value);
    };
  }
}
