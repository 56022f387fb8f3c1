// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.hand;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Comparisons, choices and membership, without a branch that depends on values. */
final class HandLogic {
  private HandLogic() {}

  /** {@code a > 100 AND b < 500 AND x BETWEEN 0.1 AND 0.9}: NULL only where the rest is true. */
  static final class Range implements HandLoop {
    private final byte[] out;
    private final long[] valid;
    private int rows;

    Range(int capacity) {
      out = new byte[capacity];
      valid = new long[Column.words(capacity)];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      long[] a = batch.a().values();
      long[] b = batch.b().values();
      double[] x = batch.x().values();
      for (int i = 0; i < rows; i++) {
        int rest = (a[i] > 100 ? 1 : 0) & (x[i] >= 0.1 ? 1 : 0) & (x[i] <= 0.9 ? 1 : 0);
        out[i] = (byte) -(rest & (b[i] < 500 ? 1 : 0));
      }
      long[] someB = batch.b().valid();
      for (int word = 0; word < Column.words(rows); word++) {
        long decided = 0;
        for (long nulls = ~someB[word]; nulls != 0; nulls &= nulls - 1) {
          int i = (word << 6) + Long.numberOfTrailingZeros(nulls);
          if (i < rows && !(a[i] > 100 && x[i] >= 0.1 && x[i] <= 0.9)) {
            out[i] = 0;
            decided |= 1L << i;
          }
        }
        valid[word] = someB[word] | decided;
      }
    }

    @Override
    public Column output() {
      return new Column.Bools(rows, out, valid);
    }
  }

  /** {@code CASE WHEN a % 3 = 0 THEN x WHEN b IS NULL THEN y ELSE x + y END}. */
  static final class Choice implements HandLoop {
    private final double[] out;
    private final long[] valid;
    private int rows;

    Choice(int capacity) {
      out = new double[capacity];
      valid = new long[Column.words(capacity)];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      long[] a = batch.a().values();
      double[] x = batch.x().values();
      double[] y = batch.y().values();
      long[] someB = batch.b().valid();
      long[] someY = batch.y().valid();
      for (int word = 0; word < Column.words(rows); word++) {
        int from = word << 6;
        int to = Math.min(rows, from + 64);
        long hasB = someB[word];
        long byThree = 0;
        for (int i = from; i < to; i++) {
          long first = a[i] % 3 == 0 ? 1 : 0;
          byThree |= first << i;
          long takeX = -first;
          long takeSum = ~takeX & -(hasB >>> i & 1);
          out[i] =
              Double.longBitsToDouble(
                  (Double.doubleToRawLongBits(x[i]) & takeX)
                      | (Double.doubleToRawLongBits(x[i] + y[i]) & takeSum)
                      | (Double.doubleToRawLongBits(y[i]) & ~(takeX | takeSum)));
        }
        valid[word] = byThree | someY[word];
      }
    }

    @Override
    public Column output() {
      return new Column.Doubles(rows, out, valid);
    }
  }

  /** {@code a IN (…)}: a perfect hash of twenty constants. */
  static final class Membership implements HandLoop {
    private static final long[] MEMBERS = {
      7, 42, 100, 513, 777, 1001, 1500, 1999, 2048, 2500, 3001, 3333, 4096, 5000, 5555, 6007, 7000,
      8192, 9000, 9999
    };
    private static final int BITS = 7;

    private final long[] table = new long[1 << BITS];
    private final byte[] out;
    private final long multiplier;
    private int rows;

    Membership(int capacity) {
      out = new byte[capacity];
      multiplier = multiplier();
    }

    /** One that keeps all members apart; the search always takes the same few steps. */
    private long multiplier() {
      SplittableRandom candidates = new SplittableRandom(20);
      long candidate = candidates.nextLong() | 1;
      while (!fill(candidate)) {
        candidate = candidates.nextLong() | 1;
      }
      return candidate;
    }

    private boolean fill(long candidate) {
      // What stands in a place without a member must not be at home there.
      Arrays.fill(table, MEMBERS[0]);
      for (long member : MEMBERS) {
        int place = place(member, candidate);
        if (place == place(MEMBERS[0], candidate)
            ? member != MEMBERS[0]
            : table[place] != MEMBERS[0]) {
          return false;
        }
        table[place] = member;
      }
      return true;
    }

    private static int place(long value, long factor) {
      return (int) ((value * factor) >>> (64 - BITS));
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      long[] a = batch.a().values();
      long factor = multiplier;
      long[] members = table;
      for (int i = 0; i < rows; i++) {
        long member = members[place(a[i], factor)];
        out[i] = (byte) (member == a[i] ? -1 : 0);
      }
    }

    @Override
    public Column output() {
      return new Column.Bools(rows, out, null);
    }
  }

  /** {@code coalesce(y, x, 0.0) > 0.5 OR s = 'needle'}: NULL where {@code s} is and y is not it. */
  static final class Either implements HandLoop {
    private static final long NEEDLE = Words.of("needle");

    private final byte[] out;
    private final long[] valid;
    private int rows;

    Either(int capacity) {
      out = new byte[capacity];
      valid = new long[Column.words(capacity)];
    }

    @Override
    public void run(Rows batch) {
      rows = batch.count();
      double[] x = batch.x().values();
      double[] y = batch.y().values();
      byte[] bytes = batch.s().bytes();
      int[] offsets = batch.s().offsets();
      long[] someY = batch.y().valid();
      long[] someS = batch.s().valid();
      for (int word = 0; word < Column.words(rows); word++) {
        int from = word << 6;
        int to = Math.min(rows, from + 64);
        long hasY = someY[word];
        for (int i = from; i < to; i++) {
          double first = (hasY >>> i & 1) != 0 ? y[i] : x[i];
          int large = first > 0.5 ? 1 : 0;
          int start = offsets[i];
          int found =
              (offsets[i + 1] - start == 6 ? 1 : 0)
                  & ((Words.at(bytes, start) & 0xFFFF_FFFF_FFFFL) == NEEDLE ? 1 : 0);
          out[i] = (byte) -(large | found);
        }
        long decided = 0;
        for (long nulls = ~someS[word]; nulls != 0; nulls &= nulls - 1) {
          int i = from + Long.numberOfTrailingZeros(nulls);
          if (i < rows && (((hasY >>> i & 1) != 0 ? y[i] : x[i]) > 0.5)) {
            decided |= 1L << i;
          }
        }
        valid[word] = someS[word] | decided;
      }
    }

    @Override
    public Column output() {
      return new Column.Bools(rows, out, valid);
    }
  }
}
