// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowSink;

/** Reads one column of a row into the last row of a sink. */
interface CellReader<T> {
  void read(T row, RowSink sink);
}
