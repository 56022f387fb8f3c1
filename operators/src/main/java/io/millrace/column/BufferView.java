// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Copies between an Arrow buffer and arrays, many values at once; places count in values of the
 * array. A view is moved from buffer to buffer, because making one costs as much as a short copy;
 * where the memory is the same again, as it often is from batch to batch, nothing is made.
 */
final class BufferView {
  /** What one view of Java's can show. */
  private static final long WINDOW = 1L << 30;

  private final long window;
  private ArrowBuf buffer;
  private ByteBuffer bytes;

  /** The part of the buffer that {@link #bytes} shows. */
  private long start;

  private long end = -1;

  private LongBuffer longs;
  private DoubleBuffer doubles;
  private IntBuffer ints;
  private FloatBuffer floats;
  private ShortBuffer shorts;

  BufferView() {
    this(WINDOW);
  }

  BufferView(long window) {
    this.window = window;
  }

  void over(ArrowBuf other) {
    boolean same =
        buffer != null
            && start == 0
            && end == other.capacity()
            && buffer.memoryAddress() == other.memoryAddress();
    buffer = other;
    if (!same) {
      start = 0;
      end = -1;
    }
  }

  /** Makes the view show some bytes; returns where in it they begin. */
  private int show(long from, long length) {
    if (from < start || from + length > end) {
      long capacity = buffer.capacity();
      start = capacity <= window ? 0 : from & -Long.BYTES;
      end = Math.min(capacity, start + Math.max(window, from + length - start));
      bytes = buffer.nioBuffer(start, Math.toIntExact(end - start)).order(ByteOrder.LITTLE_ENDIAN);
      longs = null;
      doubles = null;
      ints = null;
      floats = null;
      shorts = null;
    }
    return (int) (from - start);
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
    int place = show(from, 1);
    return bytes.get(place);
  }

  /** Eight bytes, the first the lowest, from a place in bytes. */
  long word(long from) {
    int place = show(from, Long.BYTES);
    return bytes.getLong(place);
  }

  void get(long from, byte[] to, int at, int count) {
    int place = show(from, count);
    bytes.get(place, to, at, count);
  }

  void get(long from, short[] to, int count) {
    int place = show(from << 1, (long) count << 1) >>> 1;
    shorts().get(place, to, 0, count);
  }

  void get(long from, int[] to, int count) {
    int place = show(from << 2, (long) count << 2) >>> 2;
    ints().get(place, to, 0, count);
  }

  void get(long from, float[] to, int count) {
    int place = show(from << 2, (long) count << 2) >>> 2;
    floats().get(place, to, 0, count);
  }

  void get(long from, long[] to, int count) {
    int place = show(from << 3, (long) count << 3) >>> 3;
    longs().get(place, to, 0, count);
  }

  void get(long from, double[] to, int count) {
    int place = show(from << 3, (long) count << 3) >>> 3;
    doubles().get(place, to, 0, count);
  }

  void put(long to, byte[] from, int at, int count) {
    int place = show(to, count);
    bytes.put(place, from, at, count);
  }

  void put(long to, short[] from, int count) {
    int place = show(to << 1, (long) count << 1) >>> 1;
    shorts().put(place, from, 0, count);
  }

  void put(long to, int[] from, int count) {
    int place = show(to << 2, (long) count << 2) >>> 2;
    ints().put(place, from, 0, count);
  }

  void put(long to, float[] from, int count) {
    int place = show(to << 2, (long) count << 2) >>> 2;
    floats().put(place, from, 0, count);
  }

  void put(long to, long[] from, int count) {
    int place = show(to << 3, (long) count << 3) >>> 3;
    longs().put(place, from, 0, count);
  }

  void put(long to, double[] from, int count) {
    int place = show(to << 3, (long) count << 3) >>> 3;
    doubles().put(place, from, 0, count);
  }
}
