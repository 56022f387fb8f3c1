// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.Float16;

/** Writers of values of up to eight bytes. */
final class FixedWriters {
  private FixedWriters() {}

  /** Values of one width in one buffer. */
  abstract static class Fixed extends ColumnWriter {
    final GrowingBuffer data;
    private final int width;

    Fixed(BatchMemory memory, int width) {
      super(memory);
      this.width = width;
      data = new GrowingBuffer(memory);
    }

    @Override
    final void beginValues(long expected) {
      data.begin(expected * width);
    }

    @Override
    final List<GrowingBuffer> sized() {
      return List.of(data);
    }

    @Override
    final void buffers(List<ArrowBuf> to) {
      to.add(data.written());
    }

    @Override
    final long room(int more) {
      return data.extend((long) more * width);
    }

    @Override
    public final void close() {
      data.close();
      super.close();
    }
  }

  /** The type Null, which has no buffers. */
  static final class Nulls extends ColumnWriter {
    Nulls(BatchMemory memory) {
      super(memory);
    }

    @Override
    void beginValues(long expected) {}

    @Override
    void values(Block block, int more) {}

    @Override
    boolean hasValidity() {
      return false;
    }

    @Override
    void buffers(List<ArrowBuf> to) {}
  }

  /** Booleans as bits. */
  static final class Bools extends ColumnWriter {
    private final BitBuffer data;

    Bools(BatchMemory memory) {
      super(memory);
      data = new BitBuffer(memory);
    }

    @Override
    void beginValues(long expected) {
      data.begin(expected);
    }

    @Override
    List<GrowingBuffer> sized() {
      return List.of(data.buffer());
    }

    @Override
    void values(Block block, int more) {
      data.addMasks(((BoolBlock) block).values, more);
    }

    @Override
    void buffers(List<ArrowBuf> to) {
      to.add(data.written());
    }

    @Override
    public void close() {
      data.close();
      super.close();
    }
  }

  /** Integers of one byte. */
  static final class Bytes extends Fixed {
    private byte[] scratch = new byte[0];

    Bytes(BatchMemory memory) {
      super(memory, 1);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new byte[more];
      }
      long[] values = ((LongBlock) block).values;
      for (int i = 0; i < more; i++) {
        scratch[i] = (byte) values[i];
      }
      data.add(scratch, 0, more);
    }
  }

  /** Integers of two bytes. */
  static final class Shorts extends Fixed {
    private short[] scratch = new short[0];

    Shorts(BatchMemory memory) {
      super(memory, Short.BYTES);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new short[more];
      }
      long[] values = ((LongBlock) block).values;
      for (int i = 0; i < more; i++) {
        scratch[i] = (short) values[i];
      }
      data.add(scratch, more);
    }
  }

  /** Integers of four bytes. */
  static final class Ints extends Fixed {
    private int[] scratch = new int[0];

    Ints(BatchMemory memory) {
      super(memory, Integer.BYTES);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new int[more];
      }
      long[] values = ((LongBlock) block).values;
      for (int i = 0; i < more; i++) {
        scratch[i] = (int) values[i];
      }
      data.add(scratch, more);
    }
  }

  /** Integers of eight bytes. */
  static final class Longs extends Fixed {
    Longs(BatchMemory memory) {
      super(memory, Long.BYTES);
    }

    @Override
    void values(Block block, int more) {
      data.add(((LongBlock) block).values, more);
    }
  }

  /** Day-time intervals, whose days come first. */
  static final class DayTimes extends Fixed {
    private long[] scratch = new long[0];

    DayTimes(BatchMemory memory) {
      super(memory, Long.BYTES);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new long[more];
      }
      long[] values = ((LongBlock) block).values;
      for (int i = 0; i < more; i++) {
        scratch[i] = Long.rotateLeft(values[i], 32);
      }
      data.add(scratch, more);
    }
  }

  /** Floats of two bytes. */
  static final class Halves extends Fixed {
    private short[] scratch = new short[0];

    Halves(BatchMemory memory) {
      super(memory, Short.BYTES);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new short[more];
      }
      double[] values = ((DoubleBlock) block).values;
      for (int i = 0; i < more; i++) {
        scratch[i] = Float16.toFloat16((float) values[i]);
      }
      data.add(scratch, more);
    }
  }

  /** Floats of four bytes. */
  static final class Floats extends Fixed {
    private float[] scratch = new float[0];

    Floats(BatchMemory memory) {
      super(memory, Float.BYTES);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new float[more];
      }
      double[] values = ((DoubleBlock) block).values;
      for (int i = 0; i < more; i++) {
        scratch[i] = (float) values[i];
      }
      data.add(scratch, more);
    }
  }

  /** Floats of eight bytes. */
  static final class Doubles extends Fixed {
    Doubles(BatchMemory memory) {
      super(memory, Double.BYTES);
    }

    @Override
    void values(Block block, int more) {
      data.add(((DoubleBlock) block).values, more);
    }
  }
}
