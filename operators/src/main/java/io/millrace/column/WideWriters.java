// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.BufferAllocator;

/** Writers of decimals, and of intervals of months, days and nanoseconds. */
final class WideWriters {
  private WideWriters() {}

  /** Decimals of up to 16 bytes. */
  static final class Decimals extends FixedWriters.Fixed {
    private final int width;

    Decimals(BufferAllocator allocator, int width) {
      super(allocator);
      this.width = width;
    }

    @Override
    void values(Block block, int rows) {
      Int128Block values = (Int128Block) block;
      ByteBuffer to = data.next((long) rows * width);
      for (int i = 0; i < rows; i++) {
        if (width == Integer.BYTES) {
          to.putInt((int) values.low[i]);
        } else {
          to.putLong(values.low[i]);
          if (width > Long.BYTES) {
            to.putLong(values.high[i]);
          }
        }
      }
    }
  }

  /** Decimals of 32 bytes. */
  static final class Widest extends FixedWriters.Fixed {
    Widest(BufferAllocator allocator) {
      super(allocator);
    }

    @Override
    void values(Block block, int rows) {
      ByteBuffer to = data.next(rows * 32L);
      for (int i = 0; i < rows; i++) {
        if (!block.isNull(i)) {
          BigInteger value = (BigInteger) ((ObjectBlock) block).values[i];
          for (int word = 0; word < 4; word++) {
            to.putLong(i * 32 + word * 8, value.shiftRight(word * 64).longValue());
          }
        }
      }
    }
  }

  /** Months and days come first, as two ints. */
  static final class MonthDayNanos extends FixedWriters.Fixed {
    MonthDayNanos(BufferAllocator allocator) {
      super(allocator);
    }

    @Override
    void values(Block block, int rows) {
      Int128Block values = (Int128Block) block;
      ByteBuffer to = data.next(rows * 16L);
      for (int i = 0; i < rows; i++) {
        to.putLong(Long.rotateLeft(values.high[i], 32));
        to.putLong(values.low[i]);
      }
    }
  }
}
