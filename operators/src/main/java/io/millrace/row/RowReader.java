// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import org.apache.flink.annotation.Internal;

/** Writes rows of a user's type into batches. Confined to one thread. */
@Internal
public interface RowReader<T> {
  /**
   * Writes the columns that are read to the last row of a batch, nulls too.
   *
   * @throws EvaluationError if the row has a value that the type of its column can not hold
   */
  void read(T row, RowBatch batch);
}
