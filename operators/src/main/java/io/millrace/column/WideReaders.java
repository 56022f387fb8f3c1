// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.math.BigInteger;

/** Readers of decimals, and of intervals of months, days and nanoseconds. */
final class WideReaders {
  private WideReaders() {}

  /** Decimals of four bytes. */
  static final class Ints extends FixedReaders.Fixed {
    private int[] scratch = new int[0];

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new int[rows];
      }
      data.get(from, scratch, rows);
      Int128Block block = (Int128Block) out;
      for (int i = 0; i < rows; i++) {
        block.low[i] = scratch[i];
        block.high[i] = scratch[i] >> 31;
      }
    }
  }

  /** Decimals of eight bytes. */
  static final class Longs extends FixedReaders.Fixed {
    @Override
    void values(long from, int rows, Block out) {
      Int128Block block = (Int128Block) out;
      data.get(from, block.low, rows);
      for (int i = 0; i < rows; i++) {
        block.high[i] = block.low[i] >> 63;
      }
    }
  }

  /** Values of two longs each. */
  private abstract static class Pairs extends FixedReaders.Fixed {
    private long[] scratch = new long[0];

    final long[] pairs(long from, int rows) {
      if (scratch.length < 2 * rows) {
        scratch = new long[2 * rows];
      }
      data.get(2 * from, scratch, 2 * rows);
      return scratch;
    }
  }

  /** Decimals of 16 bytes. */
  static final class Wide extends Pairs {
    @Override
    void values(long from, int rows, Block out) {
      Int128Block block = (Int128Block) out;
      long[] pairs = pairs(from, rows);
      for (int i = 0; i < rows; i++) {
        block.low[i] = pairs[2 * i];
        block.high[i] = pairs[2 * i + 1];
      }
    }
  }

  /** Months and days come first, as two ints. */
  static final class MonthDayNanos extends Pairs {
    @Override
    void values(long from, int rows, Block out) {
      Int128Block block = (Int128Block) out;
      long[] pairs = pairs(from, rows);
      for (int i = 0; i < rows; i++) {
        block.high[i] = Long.rotateLeft(pairs[2 * i], 32);
        block.low[i] = pairs[2 * i + 1];
      }
    }
  }

  /** Decimals of 32 bytes. */
  static final class Widest extends FixedReaders.Fixed {
    private static final int WIDTH = 32;

    @Override
    void values(long from, int rows, Block out) {
      Object[] values = ((ObjectBlock) out).values;
      byte[] lowestFirst = new byte[WIDTH];
      byte[] highestFirst = new byte[WIDTH];
      for (int i = 0; i < rows; i++) {
        if (!out.isNull(i)) {
          data.get((from + i) * WIDTH, lowestFirst, 0, WIDTH);
          for (int k = 0; k < WIDTH; k++) {
            highestFirst[k] = lowestFirst[WIDTH - 1 - k];
          }
          values[i] = new BigInteger(highestFirst);
        }
      }
    }
  }
}
