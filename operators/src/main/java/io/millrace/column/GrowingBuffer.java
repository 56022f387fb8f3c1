// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** An Arrow buffer that is written from start to end and grows as needed; new bytes are zero. */
final class GrowingBuffer implements AutoCloseable {
  private final BufferAllocator allocator;
  private ArrowBuf buffer;
  private long used;

  GrowingBuffer(BufferAllocator allocator) {
    this.allocator = allocator;
    buffer = allocator.getEmpty();
  }

  long used() {
    return used;
  }

  /** A view on the next {@code length} bytes, which count as written. */
  ByteBuffer next(long length) {
    reserve(length);
    ByteBuffer view =
        buffer.nioBuffer(used, Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    used += length;
    return view;
  }

  void add(byte[] source, int from, int length) {
    reserve(length);
    buffer.setBytes(used, source, from, length);
    used += length;
  }

  void addInt(int value) {
    reserve(Integer.BYTES);
    buffer.setInt(used, value);
    used += Integer.BYTES;
  }

  void addLong(long value) {
    reserve(Long.BYTES);
    buffer.setLong(used, value);
    used += Long.BYTES;
  }

  /** The buffer with what was written; stays owned by this one. */
  ArrowBuf written() {
    return buffer.writerIndex(used);
  }

  private void reserve(long more) {
    if (used + more > buffer.capacity()) {
      ArrowBuf larger = allocator.buffer(Math.max(64, Math.max(used + more, 2 * used)));
      larger.setZero(0, larger.capacity());
      larger.setBytes(0, buffer, 0, used);
      buffer.close();
      buffer = larger;
    }
  }

  @Override
  public void close() {
    buffer.close();
    buffer = allocator.getEmpty();
    used = 0;
  }
}
