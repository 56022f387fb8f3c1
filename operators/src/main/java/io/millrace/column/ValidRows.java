// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/** The rows that are not null, one after another; found in words, so that nulls cost nothing. */
@Internal
public final class ValidRows {
  private final long[] valid;
  private final int rows;
  private int word = -1;
  private long bits;

  /**
   * @param valid a bit a row; null if all rows are valid
   */
  public ValidRows(long[] valid, int rows) {
    this.valid = valid;
    this.rows = rows;
  }

  public ValidRows(Block block, int rows) {
    this(block.hasNulls(rows) ? block.validWords() : null, rows);
  }

  /** The next row, or -1 behind the last. */
  public int next() {
    while (bits == 0) {
      if (++word >= Masks.words(rows)) {
        return -1;
      }
      bits = Masks.present(word, rows) & (valid == null ? -1L : valid[word]);
    }
    int row = (word << 6) + Long.numberOfTrailingZeros(bits);
    bits &= bits - 1;
    return row;
  }
}
