// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.RowBatch;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/** Writes one row of a user's type into the next row of a batch. Thread-safe. */
@Internal
interface RowReader<T> extends Serializable {
  /** {@code batch} has just started a row of nulls. */
  void read(T row, RowBatch batch);
}
