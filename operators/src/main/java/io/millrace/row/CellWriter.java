// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

/**
 * Writes one result into a row that is being made.
 *
 * @param <R> what the row is while it is made
 */
interface CellWriter<R> {
  void write(R row);
}
