// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Bits of rows, written a block at a time; also the values of booleans. */
final class BitBuffer implements AutoCloseable {
  private final GrowingBuffer buffer;
  private long open;
  private int count;
  private int zeros;

  BitBuffer(BufferAllocator allocator) {
    buffer = new GrowingBuffer(allocator);
  }

  int count() {
    return count;
  }

  /** How many bits are not set. */
  int zeros() {
    return zeros;
  }

  void add(boolean bit) {
    if (bit) {
      open |= 1L << count;
    } else {
      zeros++;
    }
    if ((++count & 63) == 0) {
      buffer.addLong(open);
      open = 0;
    }
  }

  /** Adds for each row whether it is not null. */
  void addValid(Block block, int rows) {
    if ((count & 63) == 0) {
      addWords(block.mayHaveNulls() ? block.validWords() : null, rows);
    } else {
      for (int i = 0; i < rows; i++) {
        add(!block.isNull(i));
      }
    }
  }

  /** Adds masks. */
  void addMasks(byte[] masks, int rows) {
    int row = 0;
    if ((count & 63) == 0) {
      int whole = rows >>> 6;
      ByteBuffer to = buffer.next(whole * 8L);
      for (int word = 0; word < whole; word++) {
        long bits = Masks.pack(masks, word, rows);
        to.putLong(bits);
        zeros += 64 - Long.bitCount(bits);
      }
      row = whole << 6;
      count += row;
    }
    for (; row < rows; row++) {
      add(masks[row] != 0);
    }
  }

  private void addWords(long[] words, int rows) {
    int whole = rows >>> 6;
    ByteBuffer to = buffer.next(whole * 8L);
    for (int word = 0; word < whole; word++) {
      long bits = words == null ? -1L : words[word];
      to.putLong(bits);
      zeros += 64 - Long.bitCount(bits);
    }
    count += whole << 6;
    for (int i = whole << 6; i < rows; i++) {
      add(words == null || (words[i >>> 6] >>> i & 1) != 0);
    }
  }

  /** The buffer, after which nothing may be added. */
  ArrowBuf written() {
    if ((count & 63) != 0) {
      buffer.addLong(open);
    }
    return buffer.written();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
