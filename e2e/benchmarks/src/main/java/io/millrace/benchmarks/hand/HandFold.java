// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.hand;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import java.util.Arrays;

/** One fused loop for one aggregate. */
public interface HandFold {
  void reset();

  void add(Rows batch);

  /** One row. */
  Column result();

  static HandFold of(String query) {
    return switch (query) {
      case "g01" -> new Sum();
      case "g02" -> new Mean();
      case "g03" -> new DistinctLongs();
      case "g04" -> new DistinctTexts();
      default -> throw new IllegalArgumentException(query);
    };
  }

  /** {@code sum(x)}, in eight sums. */
  final class Sum implements HandFold {
    private double sum;

    @Override
    public void reset() {
      sum = 0;
    }

    @Override
    public void add(Rows batch) {
      double[] x = batch.x().values();
      int rows = batch.count();
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      int i = 0;
      for (; i + 8 <= rows; i += 8) {
        s0 += x[i];
        s1 += x[i + 1];
        s2 += x[i + 2];
        s3 += x[i + 3];
        s4 += x[i + 4];
        s5 += x[i + 5];
        s6 += x[i + 6];
        s7 += x[i + 7];
      }
      for (; i < rows; i++) {
        s0 += x[i];
      }
      sum += ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    @Override
    public Column result() {
      return new Column.Doubles(1, new double[] {sum}, null);
    }
  }

  /** {@code avg(y)}, nulls masked out, in four sums. */
  final class Mean implements HandFold {
    private double sum;
    private long count;

    @Override
    public void reset() {
      sum = 0;
      count = 0;
    }

    @Override
    public void add(Rows batch) {
      double[] y = batch.y().values();
      long[] valid = batch.y().valid();
      int rows = batch.count();
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int word = 0; word < Column.words(rows); word++) {
        long bits = valid[word];
        int i = word << 6;
        int to = Math.min(rows, i + 64);
        for (; i + 4 <= to; i += 4) {
          s0 += masked(y[i], bits >>> i);
          s1 += masked(y[i + 1], bits >>> (i + 1));
          s2 += masked(y[i + 2], bits >>> (i + 2));
          s3 += masked(y[i + 3], bits >>> (i + 3));
        }
        for (; i < to; i++) {
          s0 += masked(y[i], bits >>> i);
        }
        count += Long.bitCount(bits);
      }
      sum += (s0 + s1) + (s2 + s3);
    }

    private static double masked(double value, long bit) {
      return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & -(bit & 1));
    }

    @Override
    public Column result() {
      return new Column.Doubles(1, new double[] {sum / count}, null);
    }
  }

  /** {@code count(distinct a)}, in an open hash table that grows. */
  final class DistinctLongs implements HandFold {
    private long[] table = new long[1 << 10];
    private int count;
    private boolean hasZero;

    @Override
    public void reset() {
      Arrays.fill(table, 0);
      count = 0;
      hasZero = false;
    }

    @Override
    public void add(Rows batch) {
      long[] a = batch.a().values();
      for (int i = 0; i < batch.count(); i++) {
        long value = a[i];
        if (value == 0) {
          hasZero = true;
        } else {
          int place = place(value);
          if (table[place] == 0) {
            table[place] = value;
            grow();
          }
        }
      }
    }

    private int place(long value) {
      int mask = table.length - 1;
      int place = (int) ((value * 0x9E3779B97F4A7C15L) >>> 32) & mask;
      while (table[place] != 0 && table[place] != value) {
        place = (place + 1) & mask;
      }
      return place;
    }

    private void grow() {
      if (++count * 2 > table.length) {
        long[] old = table;
        table = new long[2 * old.length];
        for (long value : old) {
          if (value != 0) {
            table[place(value)] = value;
          }
        }
      }
    }

    @Override
    public Column result() {
      return new Column.Longs(1, new long[] {count + (hasZero ? 1 : 0)}, null);
    }
  }

  /** {@code approx_distinct(s)}: HyperLogLog with 2^14 registers, as DataFusion's. */
  final class DistinctTexts implements HandFold {
    private static final int BITS = 14;

    private final byte[] registers = new byte[1 << BITS];

    @Override
    public void reset() {
      Arrays.fill(registers, (byte) 0);
    }

    @Override
    public void add(Rows batch) {
      byte[] bytes = batch.s().bytes();
      int[] offsets = batch.s().offsets();
      long[] valid = batch.s().valid();
      for (int i = 0; i < batch.count(); i++) {
        if ((valid[i >>> 6] >>> i & 1) != 0) {
          long hash = hash(bytes, offsets[i], offsets[i + 1]);
          int register = (int) (hash >>> (64 - BITS));
          byte rank = (byte) (1 + Long.numberOfTrailingZeros(hash | (1L << (64 - BITS))));
          if (registers[register] < rank) {
            registers[register] = rank;
          }
        }
      }
    }

    /** The product of the words, both halves of each. */
    private static long hash(byte[] bytes, int start, int end) {
      long hash = (end - start) ^ 0x2D358DCCAA6C78A5L;
      int i = start;
      for (; i + Long.BYTES <= end; i += Long.BYTES) {
        hash = mix(hash ^ Words.at(bytes, i), 0x8BB84B93962EACC9L);
      }
      if (i < end) {
        hash =
            mix(hash ^ (Words.at(bytes, i) & (-1L >>> (64 - 8 * (end - i)))), 0x4B33A62ED433D4A3L);
      }
      return mix(hash, 0x9E3779B97F4A7C15L);
    }

    private static long mix(long a, long b) {
      return Math.multiplyHigh(a, b) ^ a * b;
    }

    @Override
    public Column result() {
      int empty = 0;
      double sum = 0;
      for (byte rank : registers) {
        sum += 1.0 / (1L << rank);
        empty += rank == 0 ? 1 : 0;
      }
      int m = registers.length;
      double estimate = 0.7213 / (1 + 1.079 / m) * m * m / sum;
      if (estimate <= 2.5 * m && empty > 0) {
        estimate = m * Math.log((double) m / empty);
      }
      return new Column.Longs(1, new long[] {Math.round(estimate)}, null);
    }
  }
}
