// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.math.BigInteger;

/** Writers of decimals, and of intervals of months, days and nanoseconds. */
final class WideWriters {
  private WideWriters() {}

  /** Decimals of four bytes. */
  static final class Ints extends FixedWriters.Fixed {
    private int[] scratch = new int[0];

    Ints(BatchMemory memory) {
      super(memory, Integer.BYTES);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new int[more];
      }
      long[] low = ((Int128Block) block).low;
      for (int i = 0; i < more; i++) {
        scratch[i] = (int) low[i];
      }
      data.add(scratch, more);
    }
  }

  /** Decimals of eight bytes. */
  static final class Longs extends FixedWriters.Fixed {
    Longs(BatchMemory memory) {
      super(memory, Long.BYTES);
    }

    @Override
    void values(Block block, int more) {
      data.add(((Int128Block) block).low, more);
    }
  }

  /** Values of two longs each. */
  private abstract static class Pairs extends FixedWriters.Fixed {
    long[] pairs = new long[0];

    Pairs(BatchMemory memory) {
      super(memory, 2 * Long.BYTES);
    }

    @Override
    final void values(Block block, int more) {
      if (pairs.length < 2 * more) {
        pairs = new long[2 * more];
      }
      fill((Int128Block) block, more);
      data.add(pairs, 2 * more);
    }

    abstract void fill(Int128Block values, int more);
  }

  /** Decimals of 16 bytes. */
  static final class Wide extends Pairs {
    Wide(BatchMemory memory) {
      super(memory);
    }

    @Override
    void fill(Int128Block values, int more) {
      for (int i = 0; i < more; i++) {
        pairs[2 * i] = values.low[i];
        pairs[2 * i + 1] = values.high[i];
      }
    }
  }

  /** Months and days come first, as two ints. */
  static final class MonthDayNanos extends Pairs {
    MonthDayNanos(BatchMemory memory) {
      super(memory);
    }

    @Override
    void fill(Int128Block values, int more) {
      for (int i = 0; i < more; i++) {
        pairs[2 * i] = Long.rotateLeft(values.high[i], 32);
        pairs[2 * i + 1] = values.low[i];
      }
    }
  }

  /** Decimals of 32 bytes. */
  static final class Widest extends FixedWriters.Fixed {
    private static final int WORDS = 4;

    private long[] scratch = new long[0];

    Widest(BatchMemory memory) {
      super(memory, WORDS * Long.BYTES);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < WORDS * more) {
        scratch = new long[WORDS * more];
      }
      Object[] values = ((ObjectBlock) block).values;
      for (int i = 0; i < more; i++) {
        if (!block.isNull(i)) {
          BigInteger value = (BigInteger) values[i];
          for (int word = 0; word < WORDS; word++) {
            scratch[WORDS * i + word] = value.shiftRight(word * Long.SIZE).longValue();
          }
        }
      }
      data.add(scratch, WORDS * more);
    }
  }
}
