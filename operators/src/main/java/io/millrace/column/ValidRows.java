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

  /**
   * Lists them; returns how many they are. Where a row is much work a loop over the list is faster,
   * because the processor sees where it goes.
   *
   * @param to has room for all rows
   */
  public static int list(Block block, int rows, int[] to) {
    if (!block.hasNulls(rows)) {
      for (int row = 0; row < rows; row++) {
        to[row] = row;
      }
      return rows;
    }
    long[] valid = block.validWords();
    int count = 0;
    for (int word = 0; word < Masks.words(rows); word++) {
      long bits = valid[word] & Masks.present(word, rows);
      int first = word << 6;
      int more = Long.bitCount(bits);
      for (int i = 0; i < more; i++) {
        to[count + i] = first + Long.numberOfTrailingZeros(bits);
        bits &= bits - 1;
      }
      count += more;
    }
    return count;
  }

  /**
   * Puts the values of the rows that are not null side by side; returns how many they are.
   *
   * @param to has room for all rows
   */
  public static int gather(double[] values, long[] valid, int rows, double[] to) {
    int count = 0;
    for (int word = 0; word < Masks.words(rows); word++) {
      long bits = valid[word] & Masks.present(word, rows);
      int first = word << 6;
      int more = Long.bitCount(bits);
      for (int i = 0; i < more; i++) {
        to[count + i] = values[first + Long.numberOfTrailingZeros(bits)];
        bits &= bits - 1;
      }
      count += more;
    }
    return count;
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
