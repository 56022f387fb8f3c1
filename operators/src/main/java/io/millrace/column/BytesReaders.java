// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/** Readers of text and binary. */
final class BytesReaders {
  private BytesReaders() {}

  /** Text between offsets; the bytes of all rows are copied at once. */
  static final class Offsets extends ColumnReader {
    private final int width;
    private final BufferView offsets = new BufferView();
    private ArrowBuf data;
    private int[] places = new int[0];
    private long[] widePlaces = new long[0];

    /**
     * @param width of an offset, in bytes
     */
    Offsets(int width) {
      this.width = width;
    }

    @Override
    void take(ArrowArray array) {
      offsets.over(array.buffers().get(1));
      data = array.buffers().get(2);
    }

    @Override
    void values(long from, int rows, Block out) {
      BytesBlock block = (BytesBlock) out;
      if (places.length <= rows) {
        places = new int[rows + 1];
      }
      long first = width == Integer.BYTES ? narrow(from, rows) : wide(from, rows);
      int length = places[rows] - places[0];
      int base = block.extend(length);
      if (length > 0) {
        data.getBytes(first, block.bytes, base, length);
      }
      int[] all = places;
      int[] starts = block.starts;
      int[] ends = block.ends;
      int moved = base - places[0];
      for (int i = 0; i < rows; i++) {
        starts[i] = all[i] + moved;
        ends[i] = all[i + 1] + moved;
      }
    }

    /** Fills the places of the rows; returns that of the first in the data. */
    private long narrow(long from, int rows) {
      offsets.get(from, places, rows + 1);
      return places[0];
    }

    private long wide(long from, int rows) {
      if (widePlaces.length <= rows) {
        widePlaces = new long[rows + 1];
      }
      offsets.get(from, widePlaces, rows + 1);
      long first = widePlaces[0];
      Math.toIntExact(widePlaces[rows] - first);
      for (int i = 0; i <= rows; i++) {
        places[i] = (int) (widePlaces[i] - first);
      }
      return first;
    }
  }

  /**
   * Views of 16 bytes, which hold short values themselves: those are left in the views, of which
   * the block gets a copy.
   */
  static final class Views extends ColumnReader {
    private static final int WIDTH = 16;
    private static final int INLINE = 12;

    private final BufferView views = new BufferView();
    private List<ArrowBuf> data;
    private int[] heads = new int[0];

    @Override
    void take(ArrowArray array) {
      views.over(array.buffers().get(1));
      data = array.buffers().subList(2, array.buffers().size());
    }

    @Override
    void values(long from, int rows, Block out) {
      BytesBlock block = (BytesBlock) out;
      if (heads.length < 4 * rows) {
        heads = new int[4 * rows];
      }
      views.get(4 * from, heads, 4 * rows);
      int base = block.extend(Math.multiplyExact(WIDTH, rows));
      views.get(WIDTH * from, block.bytes, base, WIDTH * rows);
      for (int i = 0; i < rows; i++) {
        int length = block.isNull(i) ? 0 : heads[4 * i];
        int start = base + WIDTH * i + 4;
        if (length > INLINE) {
          start = block.extend(length);
          data.get(heads[4 * i + 2]).getBytes(heads[4 * i + 3], block.bytes, start, length);
        }
        block.starts[i] = start;
        block.ends[i] = start + length;
      }
    }
  }

  /** Binary of one length. */
  static final class Fixed extends FixedReaders.Fixed {
    private final int width;

    Fixed(int width) {
      this.width = width;
    }

    @Override
    void values(long from, int rows, Block out) {
      BytesBlock block = (BytesBlock) out;
      int base = block.extend(Math.multiplyExact(rows, width));
      data.get(from * width, block.bytes, base, rows * width);
      for (int i = 0; i < rows; i++) {
        block.starts[i] = base + i * width;
        block.ends[i] = base + (i + 1) * width;
      }
    }
  }
}
