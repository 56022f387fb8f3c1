// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;

/** Readers of decimals, and of intervals of months, days and nanoseconds. */
final class WideReaders {
  private WideReaders() {}

  /** Decimals of four or eight bytes. */
  static final class Narrow extends ColumnReader {
    private final ArrowBuf data;
    private final int width;

    Narrow(ArrowArray column, int width) {
      super(column);
      data = column.buffers().get(1);
      this.width = width;
    }

    @Override
    void values(long from, int rows, Block out) {
      Int128Block block = (Int128Block) out;
      ByteBuffer bytes = bytes(data, from * width, (long) rows * width);
      for (int i = 0; i < rows; i++) {
        long value = width == Integer.BYTES ? bytes.getInt(i * 4) : bytes.getLong(i * 8);
        block.low[i] = value;
        block.high[i] = value >> 63;
      }
    }
  }

  /** Decimals of 16 bytes. */
  static final class Wide extends ColumnReader {
    private final ArrowBuf data;
    private long[] scratch = new long[0];

    Wide(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < 2 * rows) {
        scratch = new long[2 * rows];
      }
      Int128Block block = (Int128Block) out;
      bytes(data, from * 16, rows * 16L).asLongBuffer().get(scratch, 0, 2 * rows);
      for (int i = 0; i < rows; i++) {
        block.low[i] = scratch[2 * i];
        block.high[i] = scratch[2 * i + 1];
      }
    }
  }

  /** Decimals of 32 bytes. */
  static final class Widest extends ColumnReader {
    private final ArrowBuf data;

    Widest(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      Object[] values = ((ObjectBlock) out).values;
      ByteBuffer bytes = bytes(data, from * 32, rows * 32L);
      byte[] reversed = new byte[32];
      for (int i = 0; i < rows; i++) {
        for (int k = 0; k < 32; k++) {
          reversed[k] = bytes.get(i * 32 + 31 - k);
        }
        values[i] = new BigInteger(reversed);
      }
    }
  }

  /** Months and days come first, as two ints. */
  static final class MonthDayNanos extends ColumnReader {
    private final ArrowBuf data;

    MonthDayNanos(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      Int128Block block = (Int128Block) out;
      ByteBuffer bytes = bytes(data, from * 16, rows * 16L);
      for (int i = 0; i < rows; i++) {
        block.high[i] = Long.rotateLeft(bytes.getLong(i * 16), 32);
        block.low[i] = bytes.getLong(i * 16 + 8);
      }
    }
  }
}
