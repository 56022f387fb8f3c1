// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ShortBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.Float16;

/** Readers of values of up to eight bytes. */
final class FixedReaders {
  private FixedReaders() {}

  /** Booleans. */
  static final class Bools extends ColumnReader {
    private final ArrowBuf data;
    private final long[] words = new long[Block.CAPACITY >>> 6];

    Bools(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      byte[] values = ((BoolBlock) out).values;
      for (int start = 0; start < rows; start += Block.CAPACITY) {
        int count = Math.min(Block.CAPACITY, rows - start);
        Bits.read(data, from + start, count, words);
        for (int i = 0; i < count; i++) {
          values[start + i] = (byte) -(words[i >>> 6] >>> i & 1);
        }
      }
    }
  }

  /** Integers of one byte. */
  static final class Bytes extends ColumnReader {
    private final ArrowBuf data;
    private final boolean signed;
    private byte[] scratch = new byte[0];

    Bytes(ArrowArray column, boolean signed) {
      super(column);
      data = column.buffers().get(1);
      this.signed = signed;
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new byte[rows];
      }
      bytes(data, from, rows).get(scratch, 0, rows);
      long[] values = ((LongBlock) out).values;
      long mask = signed ? -1L : 0xFFL;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i] & mask;
      }
    }
  }

  /** Integers of two bytes. */
  static final class Shorts extends ColumnReader {
    private final ArrowBuf data;
    private final boolean signed;
    private short[] scratch = new short[0];

    Shorts(ArrowArray column, boolean signed) {
      super(column);
      data = column.buffers().get(1);
      this.signed = signed;
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new short[rows];
      }
      bytes(data, from * 2, rows * 2L).asShortBuffer().get(scratch, 0, rows);
      long[] values = ((LongBlock) out).values;
      long mask = signed ? -1L : 0xFFFFL;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i] & mask;
      }
    }
  }

  /** Integers of four bytes. */
  static final class Ints extends ColumnReader {
    private final ArrowBuf data;
    private final boolean signed;
    private int[] scratch = new int[0];

    Ints(ArrowArray column, boolean signed) {
      super(column);
      data = column.buffers().get(1);
      this.signed = signed;
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new int[rows];
      }
      bytes(data, from * 4, rows * 4L).asIntBuffer().get(scratch, 0, rows);
      long[] values = ((LongBlock) out).values;
      long mask = signed ? -1L : 0xFFFFFFFFL;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i] & mask;
      }
    }
  }

  /** Integers of eight bytes. */
  static final class Longs extends ColumnReader {
    private final ArrowBuf data;

    Longs(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      bytes(data, from * 8, rows * 8L).asLongBuffer().get(((LongBlock) out).values, 0, rows);
    }
  }

  /** Day-time intervals, whose days come first. */
  static final class DayTimes extends ColumnReader {
    private final ArrowBuf data;

    DayTimes(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      long[] values = ((LongBlock) out).values;
      bytes(data, from * 8, rows * 8L).asLongBuffer().get(values, 0, rows);
      for (int i = 0; i < rows; i++) {
        values[i] = Long.rotateLeft(values[i], 32);
      }
    }
  }

  /** Floats of two bytes. */
  static final class Halves extends ColumnReader {
    private final ArrowBuf data;

    Halves(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      double[] values = ((DoubleBlock) out).values;
      ShortBuffer shorts = bytes(data, from * 2, rows * 2L).asShortBuffer();
      for (int i = 0; i < rows; i++) {
        values[i] = Float16.toFloat(shorts.get(i));
      }
    }
  }

  /** Floats of four bytes. */
  static final class Floats extends ColumnReader {
    private final ArrowBuf data;
    private float[] scratch = new float[0];

    Floats(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new float[rows];
      }
      bytes(data, from * 4, rows * 4L).asFloatBuffer().get(scratch, 0, rows);
      double[] values = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i];
      }
    }
  }

  /** Floats of eight bytes. */
  static final class Doubles extends ColumnReader {
    private final ArrowBuf data;

    Doubles(ArrowArray column) {
      super(column);
      data = column.buffers().get(1);
    }

    @Override
    void values(long from, int rows, Block out) {
      bytes(data, from * 8, rows * 8L).asDoubleBuffer().get(((DoubleBlock) out).values, 0, rows);
    }
  }
}
