// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/** Readers of text and binary. */
final class BytesReaders {
  private BytesReaders() {}

  /** Text between offsets; the bytes of all rows are copied at once. */
  static final class Offsets extends ColumnReader {
    private final ArrowBuf offsets;
    private final ArrowBuf data;
    private final int width;

    /**
     * @param width of an offset, in bytes
     */
    Offsets(ArrowArray column, int width) {
      super(column);
      offsets = column.buffers().get(1);
      data = column.buffers().get(2);
      this.width = width;
    }

    @Override
    void values(long from, int rows, Block out) {
      BytesBlock block = (BytesBlock) out;
      ByteBuffer places = bytes(offsets, from * width, (rows + 1L) * width);
      long first = offset(places, 0);
      int length = Math.toIntExact(offset(places, rows) - first);
      int base = block.extend(length);
      if (length > 0) {
        data.getBytes(first, block.bytes, base, length);
      }
      int start = base;
      for (int i = 0; i < rows; i++) {
        block.starts[i] = start;
        start = base + (int) (offset(places, i + 1) - first);
        block.ends[i] = start;
      }
    }

    private long offset(ByteBuffer places, int row) {
      return width == Integer.BYTES ? places.getInt(row * 4) : places.getLong(row * 8);
    }
  }

  /** Views of 16 bytes, which hold short values themselves. */
  static final class Views extends ColumnReader {
    private static final int INLINE = 12;
    private final ArrowBuf views;
    private final List<ArrowBuf> data;

    Views(ArrowArray column) {
      super(column);
      views = column.buffers().get(1);
      data = column.buffers().subList(2, column.buffers().size());
    }

    @Override
    void values(long from, int rows, Block out) {
      BytesBlock block = (BytesBlock) out;
      ByteBuffer heads = bytes(views, from * 16, rows * 16L);
      for (int i = 0; i < rows; i++) {
        if (block.isNull(i)) {
          continue;
        }
        int length = heads.getInt(i * 16);
        int start = block.extend(length);
        if (length <= INLINE) {
          heads.get(i * 16 + 4, block.bytes, start, length);
        } else {
          ArrowBuf buffer = data.get(heads.getInt(i * 16 + 8));
          buffer.getBytes(heads.getInt(i * 16 + 12), block.bytes, start, length);
        }
        block.starts[i] = start;
        block.ends[i] = start + length;
      }
    }
  }

  /** Binary of one length. */
  static final class Fixed extends ColumnReader {
    private final ArrowBuf data;
    private final int width;

    Fixed(ArrowArray column, int width) {
      super(column);
      data = column.buffers().get(1);
      this.width = width;
    }

    @Override
    void values(long from, int rows, Block out) {
      BytesBlock block = (BytesBlock) out;
      int base = block.extend(Math.multiplyExact(rows, width));
      data.getBytes(from * width, block.bytes, base, rows * width);
      for (int i = 0; i < rows; i++) {
        block.starts[i] = base + i * width;
        block.ends[i] = base + (i + 1) * width;
      }
    }
  }
}
