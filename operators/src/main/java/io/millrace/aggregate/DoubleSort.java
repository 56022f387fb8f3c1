// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.value.Floats;
import java.util.Arrays;

/**
 * Sorts doubles in total order: many of them by the first bits in which they differ, some bits at a
 * time, after which hardly any is out of place. Room is kept from one time to the next.
 */
final class DoubleSort {
  private static final int BITS = 11;
  private static final int DIGITS = 3;
  private static final int MASK = (1 << BITS) - 1;

  /** Of fewer the counting would be the most. */
  private static final int MANY = 2048;

  private int[] next;
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
      if (!insert(count)) {
        Arrays.sort(keys, 0, count);
      }
    }
    for (int i = 0; i < count; i++) {
      values[i] = Floats.at(keys[i]);
    }
  }

  private void byDigits(int count) {
    if (others.length < count) {
      others = new long[count];
      next = new int[MASK + 1];
    }
    long varying = 0;
    for (int i = 1; i < count; i++) {
      varying |= keys[i] ^ keys[0];
    }
    int lowest = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(varying) - DIGITS * BITS);
    for (int digit = 0; digit < DIGITS; digit++) {
      int shift = lowest + digit * BITS;
      if (shift < Long.SIZE) {
        byDigit(count, shift);
      }
    }
  }

  private void byDigit(int count, int shift) {
    Arrays.fill(next, 0);
    for (int i = 0; i < count; i++) {
      next[digit(keys[i], shift)]++;
    }
    int before = 0;
    for (int i = 0; i < next.length; i++) {
      int here = next[i];
      next[i] = before;
      before += here;
    }
    for (int i = 0; i < count; i++) {
      others[next[digit(keys[i], shift)]++] = keys[i];
    }
    long[] sorted = others;
    others = keys;
    keys = sorted;
  }

  /** Negative numbers first. */
  private static int digit(long key, int shift) {
    return (int) ((key ^ Long.MIN_VALUE) >>> shift) & MASK;
  }

  /** Puts those right that the first bits do not tell apart; false if they are too many. */
  private boolean insert(int count) {
    int left = count;
    for (int i = 1; i < count; i++) {
      long key = keys[i];
      int place = i;
      while (place > 0 && keys[place - 1] > key && left-- > 0) {
        keys[place] = keys[place - 1];
        place--;
      }
      keys[place] = key;
    }
    return left > 0;
  }
}
