// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.arrow.memory.ArrowBuf;

/**
 * The bytes of texts, one behind the other, on their way into an Arrow buffer. Texts that lie side
 * by side are copied as one; others are put side by side on the heap first, because a copy out of
 * it costs as much as a dozen short texts.
 */
final class GatheredBytes implements AutoCloseable {
  private static final int WIDE = 2 * Long.BYTES;
  private static final int SHORT = 512;
  private static final int ROOM = 1 << 14;

  private final GrowingBuffer buffer;
  private final byte[] side = new byte[ROOM + WIDE];
  private long expectedRows;

  GatheredBytes(BatchMemory memory) {
    buffer = new GrowingBuffer(memory);
  }

  /** How many bytes a row has; none if its bit in {@code valid}, which may be null, is not set. */
  static int length(BytesBlock texts, long[] valid, int row) {
    int length = texts.ends[row] - texts.starts[row];
    return valid == null ? length : length & -(int) (valid[row >>> 6] >>> row & 1);
  }

  /**
   * @param rows how many are expected, 0 if that is not known
   */
  void begin(long rows) {
    expectedRows = rows;
    buffer.begin(0);
  }

  /** Foretells the size of all from that of the rows so far. */
  void expect(long bytes, long rows) {
    buffer.expect(rows < expectedRows ? (bytes / rows + 1) * expectedRows : bytes);
  }

  long used() {
    return buffer.used();
  }

  /** Adds the bytes of the rows that are not null and have at least so many. */
  void add(BytesBlock texts, int rows, int least) {
    long[] valid = texts.mayHaveNulls() ? texts.validWords() : null;
    int first = -1;
    int next = -1;
    for (int i = 0; i < rows; i++) {
      int length = length(texts, valid, i);
      if (length >= least && length > 0) {
        int start = texts.starts[i];
        if (first < 0) {
          first = start;
        } else if (start != next) {
          gather(texts, valid, rows, least);
          return;
        }
        next = start + length;
      }
    }
    if (first >= 0) {
      buffer.add(texts.bytes, first, next - first);
    }
  }

  private void gather(BytesBlock texts, long[] valid, int rows, int least) {
    int used =
        least == 0 && rows <= ROOM / WIDE && areShort(texts, rows)
            ? gatherShort(texts, valid, rows)
            : gatherAny(texts, valid, rows, least);
    buffer.add(side, 0, used);
  }

  /** Whether all rows, null or not, can be copied as {@link #WIDE} bytes. */
  private static boolean areShort(BytesBlock texts, int rows) {
    int[] starts = texts.starts;
    int[] ends = texts.ends;
    int last = texts.bytes.length - WIDE;
    int below = 0;
    for (int i = 0; i < rows; i++) {
      int length = ends[i] - starts[i];
      below |= starts[i] | (last - starts[i]) | length | (WIDE - length);
    }
    return below >= 0;
  }

  /** What is copied too much is covered by the next text. */
  private int gatherShort(BytesBlock texts, long[] valid, int rows) {
    byte[] bytes = texts.bytes;
    int[] starts = texts.starts;
    int[] ends = texts.ends;
    byte[] to = side;
    int used = 0;
    for (int word = 0; word < Masks.words(rows); word++) {
      long bits = valid == null ? -1L : valid[word];
      int end = Math.min(rows, (word + 1) << 6);
      for (int i = word << 6; i < end; i++, bits >>>= 1) {
        int start = starts[i];
        ByteWords.put(to, used, ByteWords.at(bytes, start));
        ByteWords.put(to, used + Long.BYTES, ByteWords.at(bytes, start + Long.BYTES));
        used += (ends[i] - start) & -(int) (bits & 1);
      }
    }
    return used;
  }

  /** Returns how much of {@link #side} is used then. */
  private int gatherAny(BytesBlock texts, long[] valid, int rows, int least) {
    byte[] bytes = texts.bytes;
    int[] starts = texts.starts;
    int last = bytes.length - WIDE;
    int used = 0;
    for (int i = 0; i < rows; i++) {
      int length = length(texts, valid, i);
      int start = starts[i];
      if (length < least) {
        continue;
      }
      if (length <= WIDE && start <= last && used <= ROOM - WIDE) {
        ByteWords.put(side, used, ByteWords.at(bytes, start));
        ByteWords.put(side, used + Long.BYTES, ByteWords.at(bytes, start + Long.BYTES));
        used += length;
      } else {
        used = addLong(bytes, start, length, used);
      }
    }
    return used;
  }

  /** Returns how much of {@link #side} is used then. */
  private int addLong(byte[] bytes, int start, int length, int sideUsed) {
    int used = sideUsed;
    if (length > SHORT || used + length > ROOM) {
      buffer.add(side, 0, used);
      used = 0;
    }
    if (length > SHORT) {
      buffer.add(bytes, start, length);
      return 0;
    }
    System.arraycopy(bytes, start, side, used, length);
    return used + length;
  }

  ArrowBuf written() {
    return buffer.written();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
