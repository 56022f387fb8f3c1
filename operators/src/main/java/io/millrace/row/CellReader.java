// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

/** Reads one column of a row into the cell that it was made for. */
interface CellReader<T> {
  void read(T row);
}
