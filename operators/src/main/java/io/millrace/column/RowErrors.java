// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.BitSet;
import org.apache.flink.annotation.Internal;

/** Which rows of a block failed, with the first cause of each. */
@Internal
public final class RowErrors {
  private final BitSet rows = new BitSet();
  private String[] messages = new String[0];

  /** Keeps the first message of a row. */
  public void mark(int row, String message) {
    if (!rows.get(row)) {
      rows.set(row);
      if (row >= messages.length) {
        messages = java.util.Arrays.copyOf(messages, Math.max(row + 1, 2 * messages.length));
      }
      messages[row] = message;
    }
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public boolean failed(int row) {
    return rows.get(row);
  }

  /** The next failed row from {@code row} on, or -1. */
  public int next(int row) {
    return rows.nextSetBit(row);
  }

  public String message(int row) {
    return messages[row];
  }

  public void clear() {
    rows.clear();
  }
}
