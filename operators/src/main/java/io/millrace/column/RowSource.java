// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.List;
import org.apache.flink.annotation.Internal;

/** Makes readers of rows of a user's type. */
@Internal
public interface RowSource<T> {
  /**
   * A reader for one task.
   *
   * @param columns the places in the schema of those that it reads
   */
  RowReader<T> reader(int[] columns, RowSink to);

  /**
   * A reader of a member of a struct column, or of a member of it.
   *
   * @param path the places of the member from the outside in
   */
  default RowReader<T> memberReader(int column, List<Integer> path, CellSink to) {
    throw new AssertionError("these rows have no structs: column " + column);
  }

  /**
   * A member of a struct in the form of literals; null where that or one on the way is null.
   *
   * @param path as in {@link #memberReader}
   */
  static Object member(Object struct, List<Integer> path) {
    Object value = struct;
    for (int place : path) {
      value = value == null ? null : ((List<?>) value).get(place);
    }
    return value;
  }
}
