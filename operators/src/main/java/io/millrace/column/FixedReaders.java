// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.arrow.memory.util.Float16;

/** Readers of values of up to eight bytes. */
final class FixedReaders {
  private FixedReaders() {}

  /** Values of one width in one buffer. */
  abstract static class Fixed extends ColumnReader {
    final BufferView data = new BufferView();

    @Override
    final void take(ArrowArray array) {
      data.over(array.buffers().get(1));
    }

    /** Where in memory the values of some rows begin, for {@link NativeValues}. */
    final long address(long from, int rows) {
      return data.address(from << 3, (long) rows << 3);
    }
  }

  /** Booleans. */
  static final class Bools extends Fixed {
    private long[] words = new long[0];

    @Override
    void values(long from, int rows, Block out) {
      if (words.length < Masks.words(rows)) {
        words = new long[Masks.words(rows)];
      }
      Bits.read(data, from, rows, words);
      Masks.spread(words, 0L, ((BoolBlock) out).values, rows);
    }
  }

  /** Integers of one byte. */
  static final class Bytes extends Fixed {
    private final long mask;
    private byte[] scratch = new byte[0];

    Bytes(boolean signed) {
      mask = signed ? -1L : 0xFFL;
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new byte[rows];
      }
      data.get(from, scratch, 0, rows);
      long[] values = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i] & mask;
      }
    }
  }

  /** Integers of two bytes. */
  static final class Shorts extends Fixed {
    private final long mask;
    private short[] scratch = new short[0];

    Shorts(boolean signed) {
      mask = signed ? -1L : 0xFFFFL;
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new short[rows];
      }
      data.get(from, scratch, rows);
      long[] values = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i] & mask;
      }
    }
  }

  /** Integers of four bytes. */
  static final class Ints extends Fixed {
    private final long mask;
    private int[] scratch = new int[0];

    Ints(boolean signed) {
      mask = signed ? -1L : 0xFFFFFFFFL;
    }

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new int[rows];
      }
      data.get(from, scratch, rows);
      long[] values = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i] & mask;
      }
    }
  }

  /** Integers of eight bytes. */
  static final class Longs extends Fixed {
    @Override
    void values(long from, int rows, Block out) {
      data.get(from, ((LongBlock) out).values, rows);
    }
  }

  /** Day-time intervals, whose days come first. */
  static final class DayTimes extends Fixed {
    @Override
    void values(long from, int rows, Block out) {
      long[] values = ((LongBlock) out).values;
      data.get(from, values, rows);
      for (int i = 0; i < rows; i++) {
        values[i] = Long.rotateLeft(values[i], 32);
      }
    }
  }

  /** Floats of two bytes. */
  static final class Halves extends Fixed {
    private short[] scratch = new short[0];

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new short[rows];
      }
      data.get(from, scratch, rows);
      double[] values = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        values[i] = Float16.toFloat(scratch[i]);
      }
    }
  }

  /** Floats of four bytes. */
  static final class Floats extends Fixed {
    private float[] scratch = new float[0];

    @Override
    void values(long from, int rows, Block out) {
      if (scratch.length < rows) {
        scratch = new float[rows];
      }
      data.get(from, scratch, rows);
      double[] values = ((DoubleBlock) out).values;
      for (int i = 0; i < rows; i++) {
        values[i] = scratch[i];
      }
    }
  }

  /** Floats of eight bytes. */
  static final class Doubles extends Fixed {
    @Override
    void values(long from, int rows, Block out) {
      data.get(from, ((DoubleBlock) out).values, rows);
    }
  }
}
