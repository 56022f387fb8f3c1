// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;

/** Masks and the words that say which of them are null. */
final class Masks {
  private Masks() {}

  /** Gives the values under nulls, which are arbitrary, a value that suits. */
  static void setNulls(BoolBlock block, int rows, byte value) {
    if (block.mayHaveNulls()) {
      long[] valid = block.validWords();
      for (int word = 0; word < (rows + 63) >>> 6; word++) {
        for (long nulls = ~valid[word] & present(word, rows); nulls != 0; nulls &= nulls - 1) {
          block.values[(word << 6) + Long.numberOfTrailingZeros(nulls)] = value;
        }
      }
    }
  }

  /** Adds the nulls of a block to {@code nulls}. */
  static void collectNulls(Block block, int rows, long[] nulls) {
    if (block.mayHaveNulls()) {
      long[] valid = block.validWords();
      for (int word = 0; word < (rows + 63) >>> 6; word++) {
        nulls[word] |= ~valid[word] & present(word, rows);
      }
    }
  }

  private static long present(int word, int rows) {
    int left = rows - (word << 6);
    return left >= 64 ? -1L : (1L << left) - 1;
  }
}
