// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Up to {@link Block#CAPACITY} rows by column; a column is brought into its block when first asked
 * for.
 */
@Internal
public interface Batch {
  int rows();

  Block column(int index);

  /**
   * A member of a struct column, or of a member of it, by their places from the outside in. Where a
   * struct around it is null it may have a value nevertheless, if Arrow holds one there.
   *
   * @param type of the member
   */
  default Block member(int index, List<Integer> path, DataType type) {
    Block whole = column(index);
    Block members = Block.of(Lane.of(type), whole.capacity());
    for (int row = 0; row < rows(); row++) {
      Object value = whole.isNull(row) ? null : ((NestedBlock) whole).view(row);
      for (int place : path) {
        value = value == null ? null : ((List<?>) value).get(place);
      }
      Cells.set(members, row, type, value);
    }
    return members;
  }
}
