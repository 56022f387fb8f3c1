// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import java.util.Arrays;

/**
 * Finds the value at a place in the order of many without sorting them: by some leading bits at a
 * time those are found among which it is. So the time is in proportion to how many there are,
 * whatever they are.
 */
final class Selection {
  private static final int BITS = 11;
  private static final int MASK = (1 << BITS) - 1;

  private final int[] counts = new int[1 << BITS];
  private long[] left = new long[0];

  /**
   * The value with so many before it.
   *
   * @param keys the first {@code count} are looked at, and stay as they are
   */
  long at(int rank, long[] keys, int count) {
    long[] from = keys;
    int rest = count;
    int before = rank;
    for (int shift = Long.SIZE - BITS; ; shift = Math.max(0, shift - BITS)) {
      int chosen = bucket(from, rest, shift, before);
      for (int bucket = 0; bucket < chosen; bucket++) {
        before -= counts[bucket];
      }
      int kept = counts[chosen];
      if (left.length < kept) {
        left = new long[kept];
      }
      int filled = 0;
      for (int i = 0; i < rest; i++) {
        if (digit(from[i], shift) == chosen) {
          left[filled++] = from[i];
        }
      }
      from = left;
      rest = kept;
      if (kept == 1 || shift == 0) {
        return left[0];
      }
    }
  }

  private int bucket(long[] keys, int count, int shift, int rank) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[digit(keys[i], shift)]++;
    }
    int bucket = 0;
    for (int before = counts[0]; before <= rank; before += counts[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** Negative numbers first. */
  private static int digit(long key, int shift) {
    return (int) ((key ^ Long.MIN_VALUE) >>> shift) & MASK;
  }
}
