// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;

/** Bits of Arrow buffers, lowest first, as words. */
final class Bits {
  private Bits() {}

  /** Copies {@code count} bits from {@code from} on to the start of {@code words}. */
  static void read(ArrowBuf buffer, long from, int count, long[] words) {
    int skip = (int) (from & 7);
    long first = from >>> 3;
    int length = (skip + count + 7) >>> 3;
    ByteBuffer bytes = ColumnReader.bytes(buffer, first, length);
    int whole = length >>> 3;
    int needed = (count + 63) >>> 6;
    for (int word = 0; word < needed; word++) {
      long low = word < whole ? bytes.getLong(word << 3) : rest(bytes, word << 3, length);
      if (skip != 0) {
        long next = (word + 1) << 3 < length ? bytes.get((word + 1) << 3) & 0xFFL : 0;
        low = low >>> skip | next << (64 - skip);
      }
      words[word] = low;
    }
  }

  private static long rest(ByteBuffer bytes, int from, int length) {
    long word = 0;
    for (int i = from; i < Math.min(length, from + 8); i++) {
      word |= (bytes.get(i) & 0xFFL) << ((i - from) << 3);
    }
    return word;
  }
}
