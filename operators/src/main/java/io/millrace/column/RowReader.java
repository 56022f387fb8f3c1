// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/** Reads columns of rows of a user's type into where it was made for. Confined to one thread. */
@Internal
public interface RowReader<T> {
  /**
   * Writes the columns that are read, nulls too.
   *
   * @throws EvaluationError if the row has a value that the type of its column can not hold
   */
  void read(T row);
}
