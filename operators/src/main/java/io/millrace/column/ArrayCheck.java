// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static io.millrace.column.IpcArrays.malformed;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Whether an array from anywhere is one: its places lie in its buffers, its texts are UTF-8, and it
 * does not stand for more than a limit by saying the same bytes many times.
 */
final class ArrayCheck {
  private static final int VIEW = 16;
  private static final int INLINE = 12;

  private final long limit;
  private byte[] scratch = new byte[64];

  private ArrayCheck(long limit) {
    this.limit = limit;
  }

  /** Throws MALFORMED_BYTES or LIMIT_EXCEEDED. */
  static void of(ArrowArray array, long limit) {
    new ArrayCheck(limit).check(array);
  }

  private void check(ArrowArray array) {
    DataType type = array.type();
    if (IpcArrays.isFixed(type)) {
      room(array, 1, array.length() * IpcArrays.bits(type));
      return;
    }
    switch (type.family()) {
      case NULL,
          BOOLEAN,
          SIGNED,
          UNSIGNED,
          FLOAT,
          DECIMAL,
          DATE,
          TIME,
          TIMESTAMP,
          DURATION,
          INTERVAL -> {}
      case TEXT, BINARY -> bytes(array, type.isText());
      case LIST, MAP -> list(array);
      case STRUCT -> {
        for (ArrowArray child : array.children()) {
          atLeast(child.length(), array.length());
          below(child);
        }
      }
      case UNION -> union(array, (DataType.Union) type);
      case ENCODED -> {
        if (type instanceof DataType.Dictionary) {
          keys(array);
        } else {
          runs(array);
        }
      }
    }
  }

  /** All its values are in memory at a time. */
  private void below(ArrowArray child) {
    fits(child);
    check(child);
    if (child.type() instanceof DataType.Dictionary) {
      long all = 0;
      for (int i = 0; i < child.length(); i++) {
        all = add(all, size(child.dictionary(), key(child, i)));
      }
    } else if (child.type() instanceof DataType.RunEndEncoded) {
      ArrowArray values = child.children().get(1);
      long start = 0;
      long all = 0;
      for (int i = 0; i < values.length(); i++) {
        long end = end(child, i);
        all = add(all, Math.multiplyExact(end - start, size(values, i)));
        start = end;
      }
    }
  }

  private void fits(ArrowArray array) {
    if (array.length() > limit / Long.BYTES) {
      throw exceeded(array.length() + " values that are in memory together");
    }
  }

  private static MillraceException exceeded(String found) {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot read Arrow array: found " + found + ", more than its memory limit admits");
  }

  private long add(long all, long more) {
    long sum = all + more;
    if (sum < 0 || sum > limit) {
      throw exceeded("values that refer to the same bytes many times");
    }
    return sum;
  }

  private static void room(ArrowArray array, int buffer, long bits) {
    atLeast(array.buffers().get(buffer).capacity(), (bits + 7) / 8);
  }

  private static void atLeast(long found, long expected) {
    if (found < expected) {
      throw malformed("%d bytes or values, expected at least %d", found, expected);
    }
  }

  private static boolean isValid(ArrowArray array, int row) {
    ArrowBuf bits = array.buffers().get(0);
    return bits.capacity() == 0 || (bits.getByte(row >> 3) >> (row & 7) & 1) != 0;
  }

  private static long number(ArrowBuf buffer, long index, int width) {
    return width == Integer.BYTES ? buffer.getInt(4 * index) : buffer.getLong(8 * index);
  }

  private static void within(long from, long length, long capacity) {
    if ((from | length) < 0 || from > capacity - length) {
      throw malformed("a place %d of %d values in %d", from, length, capacity);
    }
  }

  private void bytes(ArrowArray array, boolean text) {
    if (array.type().id().layout().isView()) {
      views(array, text);
      return;
    }
    int width = array.type().id().layout().offsetBytes();
    ArrowBuf data = array.buffers().get(2);
    offsets(array, width, data.capacity());
    if (text) {
      ArrowBuf offsets = array.buffers().get(1);
      for (int i = 0; i < array.length(); i++) {
        if (isValid(array, i)) {
          long from = number(offsets, i, width);
          utf8(data, from, (int) (number(offsets, i + 1L, width) - from));
        }
      }
    }
  }

  /** They go upwards, and not over an end. */
  private static void offsets(ArrowArray array, int width, long end) {
    if (array.length() == 0) {
      return;
    }
    room(array, 1, (array.length() + 1L) * width * Byte.SIZE);
    ArrowBuf offsets = array.buffers().get(1);
    long last = number(offsets, 0, width);
    within(last, 0, end);
    for (int i = 1; i <= array.length(); i++) {
      long next = number(offsets, i, width);
      if (next < last || next - last > Integer.MAX_VALUE) {
        throw malformed("offset %d behind %d", next, last);
      }
      last = next;
    }
    within(last, 0, end);
  }

  private void views(ArrowArray array, boolean text) {
    room(array, 1, (long) array.length() * VIEW * Byte.SIZE);
    ArrowBuf views = array.buffers().get(1);
    List<ArrowBuf> data = array.buffers().subList(2, array.buffers().size());
    long all = 0;
    for (int i = 0; i < array.length(); i++) {
      if (!isValid(array, i)) {
        continue;
      }
      long at = (long) VIEW * i;
      int length = views.getInt(at);
      ArrowBuf in = views;
      long from = at + 4;
      if (length < 0) {
        throw malformed("a view of %d bytes", length);
      }
      if (length > INLINE) {
        int index = views.getInt(at + 8);
        within(index, 1, data.size());
        in = data.get(index);
        from = views.getInt(at + 12);
        within(from, length, in.capacity());
        all = add(all, length);
      }
      if (text) {
        utf8(in, from, length);
      }
    }
  }

  private void utf8(ArrowBuf data, long from, int length) {
    if (scratch.length < length) {
      scratch = new byte[Math.max(length, 2 * scratch.length)];
    }
    data.getBytes(from, scratch, 0, length);
    if (!TextBytes.isUtf8(scratch, 0, length)) {
      throw malformed("a text that is no UTF-8");
    }
  }

  private void list(ArrowArray array) {
    ArrowArray child = array.children().get(0);
    if (array.type() instanceof DataType.FixedSizeList fixed) {
      atLeast(child.length(), Math.multiplyExact((long) array.length(), fixed.size()));
    } else if (array.type().id().layout().isView()) {
      listViews(array, child.length());
    } else {
      offsets(array, array.type().id().layout().offsetBytes(), child.length());
    }
    below(child);
  }

  private void listViews(ArrowArray array, int end) {
    int width = array.type().id().layout().offsetBytes();
    room(array, 1, (long) array.length() * width * Byte.SIZE);
    room(array, 2, (long) array.length() * width * Byte.SIZE);
    long all = 0;
    for (int i = 0; i < array.length(); i++) {
      if (isValid(array, i)) {
        long size = number(array.buffers().get(2), i, width);
        within(number(array.buffers().get(1), i, width), size, end);
        all = add(all, Long.BYTES * size);
      }
    }
  }

  private void union(ArrowArray array, DataType.Union type) {
    room(array, 0, (long) array.length() * Byte.SIZE);
    boolean dense = type.mode() == DataType.Union.Mode.DENSE;
    if (dense) {
      room(array, 1, (long) array.length() * Integer.SIZE);
    }
    for (int i = 0; i < array.length(); i++) {
      int member = type.ids().indexOf((int) array.buffers().get(0).getByte(i));
      if (member < 0) {
        throw malformed("a value of no member of a union");
      }
      int place = dense ? array.buffers().get(1).getInt(4L * i) : i;
      within(place, 1, array.children().get(member).length());
    }
    array.children().forEach(this::below);
  }

  private void keys(ArrowArray array) {
    room(array, 1, array.length() * IpcArrays.bits(((DataType.Dictionary) array.type()).key()));
    fits(array.dictionary());
    for (int i = 0; i < array.length(); i++) {
      if (isValid(array, i)) {
        within(key(array, i), 1, array.dictionary().length());
      }
    }
  }

  private static int key(ArrowArray array, int row) {
    if (!isValid(array, row)) {
      return -1;
    }
    ArrowBuf keys = array.buffers().get(1);
    DataType type = ((DataType.Dictionary) array.type()).key();
    boolean signed = type.family() == TypeId.Family.SIGNED;
    long key =
        switch ((int) IpcArrays.bits(type)) {
          case Byte.SIZE -> signed ? keys.getByte(row) : keys.getByte(row) & 0xFF;
          case Short.SIZE -> signed ? keys.getShort(2L * row) : keys.getShort(2L * row) & 0xFFFF;
          case Integer.SIZE ->
              signed ? keys.getInt(4L * row) : keys.getInt(4L * row) & 0xFFFF_FFFFL;
          default -> keys.getLong(8L * row);
        };
    return key < 0 || key > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) key;
  }

  private void runs(ArrowArray array) {
    ArrowArray ends = array.children().get(0);
    ArrowArray values = array.children().get(1);
    below(ends);
    below(values);
    if (ends.length() != values.length() || ends.buffers().get(0).capacity() > 0) {
      throw malformed("%d ends of %d runs", ends.length(), values.length());
    }
    long last = 0;
    for (int i = 0; i < ends.length(); i++) {
      long end = end(array, i);
      if (end <= last) {
        throw malformed("a run that ends at %d behind %d", end, last);
      }
      last = end;
    }
    atLeast(last, array.length());
  }

  private static long end(ArrowArray array, int run) {
    ArrowArray ends = array.children().get(0);
    ArrowBuf data = ends.buffers().get(1);
    return switch ((int) IpcArrays.bits(ends.type())) {
      case Short.SIZE -> data.getShort(2L * run);
      case Integer.SIZE -> data.getInt(4L * run);
      default -> data.getLong(8L * run);
    };
  }

  /** Bytes of a value that is not one of those of a few; row -1 has none. */
  private static long size(ArrowArray values, int row) {
    if (row < 0 || IpcArrays.isFixed(values.type()) || values.buffers().isEmpty()) {
      return 0;
    }
    ArrowBuf places = values.buffers().get(1);
    if (values.type().id().layout().isView()) {
      return isValid(values, row) ? places.getInt((long) VIEW * row) : 0;
    }
    int width = values.type().id().layout().offsetBytes();
    return number(places, row + 1L, width) - number(places, row, width);
  }
}
