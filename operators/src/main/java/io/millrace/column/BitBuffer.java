// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.arrow.memory.ArrowBuf;

/** Bits of rows, written a block at a time: validity, and the values of booleans. */
final class BitBuffer implements AutoCloseable {
  private final GrowingBuffer buffer;
  private long[] packed = new long[0];
  private long[] whole = new long[0];
  private long open;
  private long count;
  private int zeros;

  BitBuffer(BatchMemory memory) {
    buffer = new GrowingBuffer(memory);
  }

  void begin(long expected) {
    buffer.begin((expected + 63) >>> 6 << 3);
    open = 0;
    count = 0;
    zeros = 0;
  }

  /** How many bits are not set. */
  int zeros() {
    return zeros;
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
    }
    int shift = (int) count & 63;
    int full = 0;
    for (int word = 0; word < needed; word++) {
      int more = Math.min(64, rows - (word << 6));
      long bits = (words == null ? -1L : words[word]) & Masks.present(word, rows);
      zeros += more - Long.bitCount(bits);
      open |= bits << shift;
      if (shift + more >= 64) {
        whole[full++] = open;
        open = shift == 0 ? 0 : bits >>> (64 - shift);
      }
    }
    count += rows;
    buffer.add(whole, full);
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
