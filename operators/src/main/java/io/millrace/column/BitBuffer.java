// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;

/** Bits of rows, written a block at a time: validity, and the values of booleans. */
final class BitBuffer implements AutoCloseable {
  private final GrowingBuffer buffer;
  private long[] packed = new long[0];
  private long[] whole = new long[0];
  private long[] allSet = new long[0];
  private long open;
  private long count;

  BitBuffer(BatchMemory memory) {
    buffer = new GrowingBuffer(memory);
  }

  GrowingBuffer buffer() {
    return buffer;
  }

  void begin(long expected) {
    buffer.begin((expected + 63) >>> 6 << 3);
    open = 0;
    count = 0;
  }

  /** Adds for each row whether it is not null. */
  void addValid(Block block, int rows) {
    addWords(block.mayHaveNulls() ? block.validWords() : null, rows);
  }

  /** Adds masks. */
  void addMasks(byte[] masks, int rows) {
    int words = Masks.words(rows);
    if (packed.length < words) {
      packed = new long[words];
    }
    for (int word = 0; word < words; word++) {
      packed[word] = Masks.pack(masks, word, rows);
    }
    addWords(packed, rows);
  }

  /** Null stands for bits that are all set. */
  private void addWords(long[] words, int rows) {
    int needed = Masks.words(rows);
    if (whole.length < needed) {
      whole = new long[needed];
      allSet = new long[needed];
      Arrays.fill(allSet, -1L);
    }
    long[] from = words == null ? allSet : words;
    int shift = (int) count & 63;
    int full = 0;
    if (shift == 0) {
      full = rows >>> 6;
      buffer.add(from, full);
      open = full < needed ? from[full] & Masks.present(full, rows) : 0;
    } else {
      for (int word = 0; word < needed; word++) {
        int more = Math.min(64, rows - (word << 6));
        long bits = from[word] & Masks.present(word, rows);
        open |= bits << shift;
        if (shift + more >= 64) {
          whole[full++] = open;
          open = bits >>> (64 - shift);
        }
      }
      buffer.add(whole, full);
    }
    count += rows;
  }

  /** The buffer, after which nothing may be added. */
  ArrowBuf written() {
    if ((count & 63) != 0) {
      buffer.add(open);
    }
    return buffer.written();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
