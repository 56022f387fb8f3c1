// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * Copies between an Arrow buffer and arrays, many values at once; places count in values of the
 * array. Java's own buffers copy fastest, but making one costs as much as copying a hundred values.
 * So this makes one that shows a gigabyte of addresses, the buffer somewhere in it, and moves from
 * buffer to buffer without another as long as they lie there; places are checked against the
 * buffer's own capacity.
 */
final class BufferView {
  private static final long WINDOW = 1L << 30;

  private final long window;
  private long address;
  private long capacity;

  /** The first address that {@link #bytes} shows. */
  private long start;

  private long shown = -1;
  private ByteBuffer bytes;
  private LongBuffer longs;
  private DoubleBuffer doubles;
  private IntBuffer ints;
  private FloatBuffer floats;
  private ShortBuffer shorts;

  BufferView() {
    this(WINDOW);
  }

  /**
   * @param window how many bytes are shown at least, a power of two
   */
  BufferView(long window) {
    this.window = window;
  }

  void over(ArrowBuf buffer) {
    address = buffer.memoryAddress();
    capacity = buffer.capacity();
  }

  /** Where in memory some bytes of the buffer begin. */
  long address(long from, long length) {
    return address + Objects.checkFromIndexSize(from, length, capacity);
  }

  /** Makes {@link #bytes} show some bytes of the buffer; returns where in it they begin. */
  private int show(long from, long length, int alignment) {
    Objects.checkFromIndexSize(from, length, capacity);
    long place = address + from - start;
    if (place < 0 || place + length > shown || (place & (alignment - 1)) != 0) {
      open(address + from, length);
      place = address + from - start;
    }
    return (int) place;
  }

  private void open(long first, long length) {
    start = (first & -window) + (first & (Long.BYTES - 1));
    shown = Math.max(2 * window - Long.BYTES, first - start + length);
    bytes = MemoryUtil.directBuffer(start, Math.toIntExact(shown)).order(ByteOrder.LITTLE_ENDIAN);
    longs = null;
    doubles = null;
    ints = null;
    floats = null;
    shorts = null;
  }

  private LongBuffer longs() {
    return longs == null ? longs = bytes.asLongBuffer() : longs;
  }

  private DoubleBuffer doubles() {
    return doubles == null ? doubles = bytes.asDoubleBuffer() : doubles;
  }

  private IntBuffer ints() {
    return ints == null ? ints = bytes.asIntBuffer() : ints;
  }

  private FloatBuffer floats() {
    return floats == null ? floats = bytes.asFloatBuffer() : floats;
  }

  private ShortBuffer shorts() {
    return shorts == null ? shorts = bytes.asShortBuffer() : shorts;
  }

  byte get(long from) {
    int place = show(from, 1, 1);
    return bytes.get(place);
  }

  /** Eight bytes, the first the lowest, from a place in bytes. */
  long word(long from) {
    int place = show(from, Long.BYTES, 1);
    return bytes.getLong(place);
  }

  void get(long from, byte[] to, int at, int count) {
    int place = show(from, count, 1);
    bytes.get(place, to, at, count);
  }

  void get(long from, short[] to, int count) {
    int place = show(from << 1, (long) count << 1, Short.BYTES) >>> 1;
    shorts().get(place, to, 0, count);
  }

  void get(long from, int[] to, int count) {
    int place = show(from << 2, (long) count << 2, Integer.BYTES) >>> 2;
    ints().get(place, to, 0, count);
  }

  void get(long from, float[] to, int count) {
    int place = show(from << 2, (long) count << 2, Float.BYTES) >>> 2;
    floats().get(place, to, 0, count);
  }

  void get(long from, long[] to, int count) {
    int place = show(from << 3, (long) count << 3, Long.BYTES) >>> 3;
    longs().get(place, to, 0, count);
  }

  void get(long from, double[] to, int count) {
    int place = show(from << 3, (long) count << 3, Double.BYTES) >>> 3;
    doubles().get(place, to, 0, count);
  }

  void put(long to, byte[] from, int at, int count) {
    int place = show(to, count, 1);
    bytes.put(place, from, at, count);
  }

  void put(long to, short[] from, int count) {
    int place = show(to << 1, (long) count << 1, Short.BYTES) >>> 1;
    shorts().put(place, from, 0, count);
  }

  void put(long to, int[] from, int count) {
    int place = show(to << 2, (long) count << 2, Integer.BYTES) >>> 2;
    ints().put(place, from, 0, count);
  }

  void put(long to, float[] from, int count) {
    int place = show(to << 2, (long) count << 2, Float.BYTES) >>> 2;
    floats().put(place, from, 0, count);
  }

  void put(long to, long[] from, int count) {
    int place = show(to << 3, (long) count << 3, Long.BYTES) >>> 3;
    longs().put(place, from, 0, count);
  }

  void put(long to, double[] from, int count) {
    int place = show(to << 3, (long) count << 3, Double.BYTES) >>> 3;
    doubles().put(place, from, 0, count);
  }
}
