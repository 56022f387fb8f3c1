// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowBatch;

/** Reads one column of a row into the last row of a batch. */
interface CellReader<T> {
  void read(T row, RowBatch batch);
}
