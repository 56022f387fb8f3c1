// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;

/**
 * The bytes of texts, one behind the other, on their way into an Arrow buffer. Neighbours are
 * copied as one; short texts from here and there are put side by side on the heap first, because a
 * copy out of it costs as much as a dozen of them.
 */
final class GatheredBytes implements AutoCloseable {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int SHORT = 512;
  private static final int ROOM = 1 << 14;

  private final GrowingBuffer buffer;
  private long expectedRows;

  /** The neighbours that are not yet copied. */
  private byte[] source;

  private int from;
  private int to;

  private final byte[] side = new byte[ROOM];
  private int sideUsed;

  GatheredBytes(BatchMemory memory) {
    buffer = new GrowingBuffer(memory);
  }

  /**
   * @param rows how many are expected, 0 if that is not known
   */
  void begin(long rows) {
    expectedRows = rows;
    buffer.begin(0);
    from = 0;
    to = 0;
    sideUsed = 0;
  }

  /** Foretells the size of all from that of the rows so far. */
  void expect(long bytes, long rows) {
    buffer.expect(rows < expectedRows ? (bytes / rows + 1) * expectedRows : bytes);
  }

  /** How many bytes were added before the last {@link #flush}. */
  long used() {
    return buffer.used();
  }

  void add(byte[] bytes, int start, int end) {
    if (start == to && bytes == source) {
      to = end;
    } else if (start < end) {
      move();
      source = bytes;
      from = start;
      to = end;
    }
  }

  private void move() {
    int length = to - from;
    if (length > SHORT) {
      flushSide();
      buffer.add(source, from, length);
    } else if (length > 0) {
      if (sideUsed + SHORT > ROOM) {
        flushSide();
      }
      copy(length);
      sideUsed += length;
    }
  }

  /** May write up to seven bytes more, which the next text covers. */
  private void copy(int length) {
    if (from + length + Long.BYTES <= source.length && sideUsed + length + Long.BYTES <= ROOM) {
      for (int done = 0; done < length; done += Long.BYTES) {
        EIGHT.set(side, sideUsed + done, (long) EIGHT.get(source, from + done));
      }
    } else {
      System.arraycopy(source, from, side, sideUsed, length);
    }
  }

  private void flushSide() {
    buffer.add(side, 0, sideUsed);
    sideUsed = 0;
  }

  /** Brings all that was added into the buffer; to be called before the texts change. */
  void flush() {
    move();
    flushSide();
    source = null;
    from = 0;
    to = 0;
  }

  ArrowBuf written() {
    return buffer.written();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
