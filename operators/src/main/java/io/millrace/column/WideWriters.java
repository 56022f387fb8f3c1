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

  /** Decimals of 16 bytes; put together where they will lie. */
  static final class Wide extends FixedWriters.Fixed {
    Wide(BatchMemory memory) {
      super(memory, 2 * Long.BYTES);
    }

    @Override
    void values(Block block, int more) {
      long[] high = ((Int128Block) block).high;
      long[] low = ((Int128Block) block).low;
      long at = room(more);
      for (int i = 0; i < more; i++) {
        long place = at + ((long) i << 4);
        NativeValues.putLong(place, low[i]);
        NativeValues.putLong(place + Long.BYTES, high[i]);
      }
    }
  }

  /** Months and days come first, as two ints. */
  static final class MonthDayNanos extends FixedWriters.Fixed {
    MonthDayNanos(BatchMemory memory) {
      super(memory, 2 * Long.BYTES);
    }

    @Override
    void values(Block block, int more) {
      long[] high = ((Int128Block) block).high;
      long[] low = ((Int128Block) block).low;
      long at = room(more);
      for (int i = 0; i < more; i++) {
        long place = at + ((long) i << 4);
        NativeValues.putLong(place, Long.rotateLeft(high[i], 32));
        NativeValues.putLong(place + Long.BYTES, low[i]);
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
