// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import java.util.List;

/** Which rows count as null: of unions, those whose member is null, too. */
final class LogicalNulls {
  private LogicalNulls() {}

  static boolean isNull(Block block, int row, DataType type) {
    return block.isNull(row)
        || (type instanceof DataType.Union && isNull(Cells.view(block, row, type)));
  }

  /** Of a union: its number and the value of its member. */
  private static boolean isNull(Object union) {
    return ((List<?>) union).get(1) == null;
  }

  /** Keeps the rows of a list that are not null; returns how many there are. */
  static int keepValid(Block block, int[] rows, int count, DataType type) {
    if (!(type instanceof DataType.Union)) {
      return count;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!isNull(block, rows[i], type)) {
        rows[kept++] = rows[i];
      }
    }
    return kept;
  }
}
