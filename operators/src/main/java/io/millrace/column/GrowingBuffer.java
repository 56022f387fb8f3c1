// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/**
 * An Arrow buffer that is written from start to end: at once of the expected size, grown where more
 * comes. Reused from batch to batch: what was written is closed, then the next begun.
 */
final class GrowingBuffer implements AutoCloseable {
  private static final long LEAST = 64;

  /** What is beside others in memory begins at a multiple of so many bytes, as the format asks. */
  private static final long UNIT = 64;

  private final BatchMemory memory;
  private final BufferView view = new BufferView();
  private ArrowBuf buffer;

  /** Bytes that are freed with the buffer; none of a piece that others have parts of. */
  private long owned;

  private long expected;
  private long used;

  GrowingBuffer(BatchMemory memory) {
    this.memory = memory;
  }

  /**
   * @param bytes how many are expected, 0 if that is not known
   */
  void begin(long bytes) {
    close();
    expected = bytes;
  }

  /**
   * Takes what some expect in one piece, of which each holds its part by reference count: one
   * allocation costs as much as hundreds of rows.
   */
  static void takeTogether(BatchMemory memory, List<GrowingBuffer> all) {
    long size = 0;
    for (GrowingBuffer each : all) {
      size += each.part();
    }
    ArrowBuf piece = memory.take(size);
    piece.getReferenceManager().retain(all.size());
    long from = 0;
    for (GrowingBuffer each : all) {
      each.hold(piece.slice(from, each.part()), 0);
      from += each.part();
    }
    piece.close();
  }

  private long part() {
    return (expected + UNIT - 1) & -UNIT;
  }

  /** Changes how many bytes are expected in all. */
  void expect(long bytes) {
    expected = bytes;
  }

  long used() {
    return used;
  }

  void add(byte value) {
    reserve(1);
    buffer.setByte(used, value);
    used++;
  }

  void add(int value) {
    reserve(Integer.BYTES);
    buffer.setInt(used, value);
    used += Integer.BYTES;
  }

  void add(long value) {
    reserve(Long.BYTES);
    buffer.setLong(used, value);
    used += Long.BYTES;
  }

  void add(byte[] values, int from, int count) {
    if (reserve(count)) {
      view.put(used, values, from, count);
      used += count;
    }
  }

  void add(short[] values, int count) {
    if (reserve(2L * count)) {
      view.put(used >>> 1, values, count);
      used += 2L * count;
    }
  }

  void add(int[] values, int count) {
    if (reserve(4L * count)) {
      view.put(used >>> 2, values, count);
      used += 4L * count;
    }
  }

  void add(float[] values, int count) {
    if (reserve(4L * count)) {
      view.put(used >>> 2, values, count);
      used += 4L * count;
    }
  }

  void add(long[] values, int count) {
    if (reserve(8L * count)) {
      view.put(used >>> 3, values, count);
      used += 8L * count;
    }
  }

  void add(double[] values, int count) {
    if (reserve(8L * count)) {
      view.put(used >>> 3, values, count);
      used += 8L * count;
    }
  }

  /** Makes room for some bytes, which count as written; returns where in memory they begin. */
  long extend(long bytes) {
    reserve(bytes);
    used += bytes;
    return buffer.memoryAddress() + used - bytes;
  }

  /** The buffer with what was written; stays owned by this one. */
  ArrowBuf written() {
    return buffer == null ? memory.allocator().getEmpty() : buffer.writerIndex(used);
  }

  /** Makes room; false if none is asked for. */
  private boolean reserve(long more) {
    long held = buffer == null ? 0 : buffer.capacity();
    if (used + more > held) {
      long wanted = Math.max(LEAST, Math.max(expected, Math.max(used + more, 2 * used)));
      ArrowBuf larger = memory.take(used + more, wanted, owned);
      if (buffer != null) {
        larger.setBytes(0, buffer, 0, used);
        buffer.close();
      }
      hold(larger, larger.capacity());
    }
    return more > 0;
  }

  private void hold(ArrowBuf newBuffer, long newOwned) {
    buffer = newBuffer;
    owned = newOwned;
    view.over(newBuffer);
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
    owned = 0;
    used = 0;
  }
}
