// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.value.Floats;
import java.util.Arrays;

/**
 * Sorts doubles in total order, many of them in linear time by some of their bits at a time. Room
 * is kept from one time to the next.
 */
final class DoubleSort {
  private static final int BITS = 11;
  private static final int DIGITS = (Long.SIZE + BITS - 1) / BITS;
  private static final int MASK = (1 << BITS) - 1;

  /** Of fewer the counting would be the most. */
  private static final int MANY = 2048;

  private final int[][] counts = new int[DIGITS][];
  private long[] keys = new long[0];
  private long[] others = new long[0];

  void sort(double[] values, int count) {
    if (keys.length < count) {
      keys = new long[count];
    }
    for (int i = 0; i < count; i++) {
      keys[i] = Floats.place(values[i]);
    }
    if (count < MANY) {
      Arrays.sort(keys, 0, count);
    } else {
      byDigits(count);
    }
    for (int i = 0; i < count; i++) {
      values[i] = Floats.at(keys[i]);
    }
  }

  private void byDigits(int count) {
    if (others.length < count) {
      others = new long[count];
    }
    count(count);
    for (int digit = 0; digit < DIGITS; digit++) {
      int[] next = counts[digit];
      int first = digit(keys[0], digit);
      if (next[first] == count) {
        continue;
      }
      int before = 0;
      for (int i = 0; i < next.length; i++) {
        int here = next[i];
        next[i] = before;
        before += here;
      }
      for (int i = 0; i < count; i++) {
        others[next[digit(keys[i], digit)]++] = keys[i];
      }
      long[] sorted = others;
      others = keys;
      keys = sorted;
    }
  }

  private void count(int count) {
    for (int digit = 0; digit < DIGITS; digit++) {
      if (counts[digit] == null) {
        counts[digit] = new int[MASK + 1];
      } else {
        Arrays.fill(counts[digit], 0);
      }
      int[] each = counts[digit];
      for (int i = 0; i < count; i++) {
        each[digit(keys[i], digit)]++;
      }
    }
  }

  /** Negative numbers first. */
  private static int digit(long key, int digit) {
    return (int) ((key ^ Long.MIN_VALUE) >>> (digit * BITS)) & MASK;
  }
}
