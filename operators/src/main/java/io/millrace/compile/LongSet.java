// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import java.util.stream.LongStream;

/**
 * A set of longs that never changes, by open addressing with room to spare: a multiplier is looked
 * for that gives every element a place of its own, so that most lookups are one comparison.
 */
final class LongSet {
  private static final int TRIES = 64;

  private final long[] table;
  private final boolean[] occupied;
  private final int shift;
  private final long multiplier;

  LongSet(LongStream elements) {
    long[] distinct = elements.distinct().toArray();
    int bits = 2 + (32 - Integer.numberOfLeadingZeros(Math.max(1, distinct.length)));
    shift = 64 - bits;
    table = new long[1 << bits];
    occupied = new boolean[1 << bits];
    multiplier = spread(distinct, shift);
    for (long element : distinct) {
      int place = place(element);
      while (occupied[place]) {
        place = (place + 1) & (table.length - 1);
      }
      occupied[place] = true;
      table[place] = element;
    }
  }

  /** -1 if it is among the elements, else 0. */
  byte mask(long value) {
    int place = place(value);
    while (occupied[place]) {
      if (table[place] == value) {
        return -1;
      }
      place = (place + 1) & (table.length - 1);
    }
    return 0;
  }

  private int place(long value) {
    return (int) ((value * multiplier) >>> shift);
  }

  private static long spread(long[] elements, int shift) {
    long candidate = 0x9E3779B97F4A7C15L;
    long best = candidate;
    int fewest = Integer.MAX_VALUE;
    int tries = elements.length > 1000 ? 1 : TRIES;
    for (int i = 0; i < tries && fewest > 0; i++) {
      boolean[] taken = new boolean[1 << (64 - shift)];
      int clashes = 0;
      for (long element : elements) {
        int place = (int) ((element * candidate) >>> shift);
        clashes += taken[place] ? 1 : 0;
        taken[place] = true;
      }
      if (clashes < fewest) {
        fewest = clashes;
        best = candidate;
      }
      candidate = (candidate * 6364136223846793005L + 1442695040888963407L) | 1;
    }
    return best;
  }
}
