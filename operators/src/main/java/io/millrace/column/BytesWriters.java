// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Writers of text and binary. */
final class BytesWriters {
  private BytesWriters() {}

  /** Text between offsets. */
  static final class Offsets extends ColumnWriter {
    private final GrowingBuffer offsets;
    private final GrowingBuffer data;
    private final int width;

    Offsets(BufferAllocator allocator, int width) {
      super(allocator);
      offsets = new GrowingBuffer(allocator);
      data = new GrowingBuffer(allocator);
      this.width = width;
      addOffset();
    }

    @Override
    void values(Block block, int rows) {
      BytesBlock texts = (BytesBlock) block;
      for (int i = 0; i < rows; i++) {
        if (!texts.isNull(i)) {
          data.add(texts.bytes, texts.starts[i], texts.ends[i] - texts.starts[i]);
        }
        addOffset();
      }
    }

    private void addOffset() {
      if (width == Long.BYTES) {
        offsets.addLong(data.used());
      } else if (data.used() <= Integer.MAX_VALUE) {
        offsets.addInt((int) data.used());
      } else {
        throw new MillraceException(
            ErrorCode.LIMIT_EXCEEDED,
            "Cannot write a column of text: its bytes exceed 2 GiB, expected LargeUtf8");
      }
    }

    @Override
    List<ArrowBuf> buffers() {
      return List.of(offsets.written(), data.written());
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
    private static final int INLINE = 12;
    private final GrowingBuffer views;
    private final GrowingBuffer data;

    Views(BufferAllocator allocator) {
      super(allocator);
      views = new GrowingBuffer(allocator);
      data = new GrowingBuffer(allocator);
    }

    @Override
    void values(Block block, int rows) {
      BytesBlock texts = (BytesBlock) block;
      for (int i = 0; i < rows; i++) {
        ByteBuffer view = views.next(16);
        if (!texts.isNull(i)) {
          int start = texts.starts[i];
          int length = texts.ends[i] - start;
          view.putInt(0, length);
          view.put(4, texts.bytes, start, Math.min(length, length <= INLINE ? INLINE : 4));
          if (length > INLINE) {
            view.putInt(12, Math.toIntExact(data.used()));
            data.add(texts.bytes, start, length);
          }
        }
      }
    }

    @Override
    List<ArrowBuf> buffers() {
      return data.used() == 0 ? List.of(views.written()) : List.of(views.written(), data.written());
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

    Fixed(BufferAllocator allocator, int width) {
      super(allocator);
      this.width = width;
    }

    @Override
    void values(Block block, int rows) {
      BytesBlock texts = (BytesBlock) block;
      ByteBuffer to = data.next((long) rows * width);
      for (int i = 0; i < rows; i++) {
        if (!texts.isNull(i)) {
          to.put(i * width, texts.bytes, texts.starts[i], width);
        }
      }
    }
  }

  /** Binary of no bytes, carried by bytes that say nothing. */
  static final class Empty extends FixedWriters.Fixed {
    Empty(BufferAllocator allocator) {
      super(allocator);
    }

    @Override
    void values(Block block, int rows) {
      data.next(rows);
    }
  }
}
