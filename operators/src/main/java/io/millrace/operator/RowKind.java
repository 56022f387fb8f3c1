// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

/** What {@link RowOperator} makes of a row. */
enum RowKind {
  /** Itself, or nothing. */
  FILTER,
  /** A row of results. */
  MAP,
  /** A row of results for each element of its lists. */
  UNNEST
}
