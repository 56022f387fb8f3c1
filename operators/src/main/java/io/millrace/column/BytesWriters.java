// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/** Writers of text and binary. */
final class BytesWriters {
  private BytesWriters() {}

  private static MillraceException tooLong() {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot write a column of text: its bytes exceed 2 GiB, expected LargeUtf8");
  }

  /** Text between offsets. */
  static final class Offsets extends ColumnWriter {
    private final int width;
    private final GrowingBuffer offsets;
    private final GatheredBytes data;
    private int[] ends = new int[0];
    private long[] wideEnds = new long[0];

    /**
     * @param width of an offset, in bytes
     */
    Offsets(BatchMemory memory, int width) {
      super(memory);
      this.width = width;
      offsets = new GrowingBuffer(memory);
      data = new GatheredBytes(memory);
    }

    @Override
    void beginValues(long expected) {
      offsets.begin((expected + 1) * width);
      data.begin(expected);
    }

    @Override
    List<GrowingBuffer> sized() {
      return List.of(offsets);
    }

    @Override
    void values(Block block, int more) {
      BytesBlock texts = (BytesBlock) block;
      addFirst();
      long end = width == Integer.BYTES ? addEnds(texts, more) : addWideEnds(texts, more);
      data.expect(end, rows() + more);
      data.add(texts, more, 0);
    }

    private void addFirst() {
      if (offsets.used() == 0) {
        if (width == Long.BYTES) {
          offsets.add(0L);
        } else {
          offsets.add(0);
        }
      }
    }

    private long addEnds(BytesBlock texts, int more) {
      if (ends.length < more) {
        ends = new int[more];
      }
      long end = data.used();
      long[] valid = texts.mayHaveNulls() ? texts.validWords() : null;
      for (int word = 0; word < Masks.words(more); word++) {
        long bits = valid == null ? -1L : valid[word];
        int last = Math.min(more, (word + 1) << 6);
        for (int i = word << 6; i < last; i++, bits >>>= 1) {
          end += (texts.ends[i] - texts.starts[i]) & -(int) (bits & 1);
          ends[i] = (int) end;
        }
      }
      if (end > Integer.MAX_VALUE) {
        throw tooLong();
      }
      offsets.add(ends, more);
      return end;
    }

    private long addWideEnds(BytesBlock texts, int more) {
      if (wideEnds.length < more) {
        wideEnds = new long[more];
      }
      long end = data.used();
      long[] valid = texts.mayHaveNulls() ? texts.validWords() : null;
      for (int i = 0; i < more; i++) {
        end += GatheredBytes.length(texts, valid, i);
        wideEnds[i] = end;
      }
      offsets.add(wideEnds, more);
      return end;
    }

    @Override
    void buffers(List<ArrowBuf> to) {
      addFirst();
      to.add(offsets.written());
      to.add(data.written());
    }

    @Override
    public void close() {
      offsets.close();
      data.close();
      super.close();
    }
  }

  /** Views of 16 bytes, with one buffer behind them for what does not fit. */
  static final class Views extends ColumnWriter {
    private static final VarHandle INT =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WIDTH = 16;
    private static final int INLINE = 12;
    private static final int PREFIX = 4;

    private final GrowingBuffer views;
    private final GatheredBytes data;
    private byte[] heads = new byte[0];

    Views(BatchMemory memory) {
      super(memory);
      views = new GrowingBuffer(memory);
      data = new GatheredBytes(memory);
    }

    @Override
    void beginValues(long expected) {
      views.begin(expected * WIDTH);
      data.begin(expected);
    }

    @Override
    List<GrowingBuffer> sized() {
      return List.of(views);
    }

    @Override
    void values(Block block, int more) {
      BytesBlock texts = (BytesBlock) block;
      if (heads.length < WIDTH * more) {
        heads = new byte[WIDTH * more];
      }
      Arrays.fill(heads, 0, WIDTH * more, (byte) 0);
      long end = data.used();
      for (int i = 0; i < more; i++) {
        if (!texts.isNull(i)) {
          end = view(texts.bytes, texts.starts[i], texts.ends[i], WIDTH * i, end);
        }
      }
      views.add(heads, 0, WIDTH * more);
      data.expect(end, rows() + more);
      data.add(texts, more, INLINE + 1);
    }

    /** Returns how many bytes are behind the views after this one. */
    private long view(byte[] bytes, int start, int end, int at, long behind) {
      int length = end - start;
      INT.set(heads, at, length);
      if (length <= INLINE) {
        System.arraycopy(bytes, start, heads, at + PREFIX, length);
        return behind;
      }
      if (behind > Integer.MAX_VALUE) {
        throw tooLong();
      }
      System.arraycopy(bytes, start, heads, at + PREFIX, PREFIX);
      INT.set(heads, at + 12, (int) behind);
      return behind + length;
    }

    @Override
    void buffers(List<ArrowBuf> to) {
      to.add(views.written());
      if (data.used() > 0) {
        to.add(data.written());
      }
    }

    @Override
    public void close() {
      views.close();
      data.close();
      super.close();
    }
  }

  /** Binary of one length. */
  static final class Fixed extends FixedWriters.Fixed {
    private final int width;
    private byte[] scratch = new byte[0];

    Fixed(BatchMemory memory, int width) {
      super(memory, width);
      this.width = width;
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < width * more) {
        scratch = new byte[Math.multiplyExact(width, more)];
      }
      BytesBlock texts = (BytesBlock) block;
      for (int i = 0; i < more; i++) {
        if (!texts.isNull(i)) {
          System.arraycopy(texts.bytes, texts.starts[i], scratch, width * i, width);
        }
      }
      data.add(scratch, 0, width * more);
    }
  }

  /** Binary of no bytes, carried by bytes that say nothing. */
  static final class Empty extends FixedWriters.Fixed {
    private byte[] scratch = new byte[0];

    Empty(BatchMemory memory) {
      super(memory, 1);
    }

    @Override
    void values(Block block, int more) {
      if (scratch.length < more) {
        scratch = new byte[more];
      }
      data.add(scratch, 0, more);
    }
  }
}
