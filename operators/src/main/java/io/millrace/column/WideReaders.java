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

  /** Decimals of 16 bytes; taken apart where they lie, without a copy of the pairs. */
  static final class Wide extends FixedReaders.Fixed {
    @Override
    void values(long from, int rows, Block out) {
      long[] high = ((Int128Block) out).high;
      long[] low = ((Int128Block) out).low;
      long at = data.address(from << 4, (long) rows << 4);
      for (int i = 0; i < rows; i++) {
        long place = at + ((long) i << 4);
        low[i] = NativeValues.getLong(place);
        high[i] = NativeValues.getLong(place + Long.BYTES);
      }
    }
  }

  /** Months and days come first, as two ints. */
  static final class MonthDayNanos extends FixedReaders.Fixed {
    @Override
    void values(long from, int rows, Block out) {
      long[] high = ((Int128Block) out).high;
      long[] low = ((Int128Block) out).low;
      long at = data.address(from << 4, (long) rows << 4);
      for (int i = 0; i < rows; i++) {
        long place = at + ((long) i << 4);
        high[i] = Long.rotateLeft(NativeValues.getLong(place), 32);
        low[i] = NativeValues.getLong(place + Long.BYTES);
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
