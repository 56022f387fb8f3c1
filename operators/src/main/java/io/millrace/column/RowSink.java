// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/** Where rows are written, one after another, column by column. */
@Internal
public interface RowSink {
  /** Where the values of a column go, always the same for it. */
  CellSink cell(int column);
}
