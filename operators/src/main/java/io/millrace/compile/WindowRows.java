// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Lane;
import java.util.stream.Stream;

/** Some rows of a window: the columns that results read, and what the calls have come to. */
final class WindowRows implements Batch {
  private final Block[] columns;
  private final int[] chosen;
  private int rows;

  WindowRows(Windowing windowing, int capacity) {
    columns =
        Stream.<TypedExpr>concat(windowing.columns().stream(), windowing.calls().stream())
            .map(expr -> Block.of(Lane.of(expr.type()), capacity))
            .toArray(Block[]::new);
    chosen = new int[capacity];
  }

  void start(int count) {
    rows = count;
  }

  /** Fills a column with the rows from {@code first} on, which stand where {@code places} says. */
  void gather(int column, Block source, int[] places, int first) {
    for (int i = 0; i < rows; i++) {
      chosen[i] = places == null ? first + i : places[first + i];
    }
    columns[column].gather(source, chosen, rows);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Block column(int index) {
    return columns[index];
  }
}
