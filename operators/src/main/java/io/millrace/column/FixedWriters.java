// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.Float16;

/** Writers of values of up to eight bytes. */
final class FixedWriters {
  private FixedWriters() {}

  /** Values of one width in one buffer. */
  abstract static class Fixed extends ColumnWriter {
    final GrowingBuffer data;

    Fixed(BufferAllocator allocator) {
      super(allocator);
      data = new GrowingBuffer(allocator);
    }

    @Override
    List<ArrowBuf> buffers() {
      return List.of(data.written());
    }

    @Override
    public void close() {
      data.close();
      super.close();
    }
  }

  /** The type Null, which has no buffers. */
  static final class Nulls extends ColumnWriter {
    Nulls(BufferAllocator allocator) {
      super(allocator);
    }

    @Override
    void values(Block block, int rows) {}

    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    List<ArrowBuf> buffers() {
      return List.of();
    }
  }

  /** Booleans as bits. */
  static final class Bools extends ColumnWriter {
    private final BitBuffer data;

    Bools(BufferAllocator allocator) {
      super(allocator);
      data = new BitBuffer(allocator);
    }

    @Override
    void values(Block block, int rows) {
      data.addMasks(((BoolBlock) block).values, rows);
    }

    @Override
    List<ArrowBuf> buffers() {
      return List.of(data.written());
    }

    @Override
    public void close() {
      data.close();
      super.close();
    }
  }

  /** Integers, and what counts in integers. */
  static final class Integers extends Fixed {
    private final int width;

    Integers(BufferAllocator allocator, int width) {
      super(allocator);
      this.width = width;
    }

    @Override
    void values(Block block, int rows) {
      long[] values = ((LongBlock) block).values;
      ByteBuffer to = data.next((long) rows * width);
      switch (width) {
        case 1 -> {
          for (int i = 0; i < rows; i++) {
            to.put((byte) values[i]);
          }
        }
        case 2 -> {
          for (int i = 0; i < rows; i++) {
            to.putShort((short) values[i]);
          }
        }
        case 4 -> {
          for (int i = 0; i < rows; i++) {
            to.putInt((int) values[i]);
          }
        }
        default -> to.asLongBuffer().put(values, 0, rows);
      }
    }
  }

  /** Day-time intervals, whose days come first. */
  static final class DayTimes extends Fixed {
    DayTimes(BufferAllocator allocator) {
      super(allocator);
    }

    @Override
    void values(Block block, int rows) {
      ByteBuffer to = data.next(rows * 8L);
      for (int i = 0; i < rows; i++) {
        to.putLong(Long.rotateLeft(((LongBlock) block).values[i], 32));
      }
    }
  }

  /** Floats of any width. */
  static final class Floats extends Fixed {
    private final int width;

    Floats(BufferAllocator allocator, int width) {
      super(allocator);
      this.width = width;
    }

    @Override
    void values(Block block, int rows) {
      double[] values = ((DoubleBlock) block).values;
      ByteBuffer to = data.next((long) rows * width);
      if (width == Double.BYTES) {
        to.asDoubleBuffer().put(values, 0, rows);
      } else {
        for (int i = 0; i < rows; i++) {
          if (width == Float.BYTES) {
            to.putFloat((float) values[i]);
          } else {
            to.putShort(Float16.toFloat16((float) values[i]));
          }
        }
      }
    }
  }
}
