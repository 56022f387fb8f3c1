// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.CellSink;
import io.millrace.column.RowReader;
import io.millrace.column.RowSink;
import io.millrace.column.RowSource;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the columns of rows, and behind them the elements of their lists.
 *
 * @param count of the columns
 */
record ElementColumns<T>(RowSource<T> rows, int count) implements RowSource<Element<T>> {
  @Override
  public RowReader<Element<T>> reader(int[] columns, RowSink to) {
    int[] own = Arrays.stream(columns).filter(column -> column < count).toArray();
    int[] lists = Arrays.stream(columns).filter(column -> column >= count).toArray();
    RowReader<T> reader = rows.reader(own, to);
    return element -> {
      reader.read(element.row());
      for (int column : lists) {
        to.cell(column).set(element.of(column - count));
      }
    };
  }

  @Override
  public RowReader<Element<T>> memberReader(int column, List<Integer> path, CellSink to) {
    if (column < count) {
      RowReader<T> reader = rows.memberReader(column, path, to);
      return element -> reader.read(element.row());
    }
    return element -> to.set(RowSource.member(element.of(column - count), path));
  }
}
