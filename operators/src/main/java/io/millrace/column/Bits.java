// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

/** Bits of Arrow buffers, lowest first, as words. */
final class Bits {
  private Bits() {}

  /**
   * Copies {@code count} bits from {@code from} on to the start of {@code words}; the bits behind
   * them are not to be looked at.
   */
  static void read(BufferView bits, long from, int count, long[] words) {
    int skip = (int) (from & 7);
    long first = from >>> 3;
    long end = first + ((skip + count + 7) >>> 3);
    int needed = Masks.words(count);
    int whole = 0;
    if ((from & 63) == 0) {
      whole = count >>> 6;
      bits.get(from >>> 6, words, whole);
    }
    for (int word = whole; word < needed; word++) {
      long at = first + ((long) word << 3);
      long low = at + 8 <= end ? bits.word(at) : rest(bits, at, end);
      if (skip != 0) {
        long next = at + 8 < end ? bits.get(at + 8) & 0xFFL : 0;
        low = low >>> skip | next << (64 - skip);
      }
      words[word] = low;
    }
  }

  private static long rest(BufferView bits, long from, long end) {
    long word = 0;
    for (long at = from; at < end; at++) {
      word |= (bits.get(at) & 0xFFL) << ((at - from) << 3);
    }
    return word;
  }

  /** Whether the first {@code count} bits are all set. */
  static boolean allSet(long[] words, int count) {
    long all = -1L;
    int whole = count >>> 6;
    for (int word = 0; word < whole; word++) {
      all &= words[word];
    }
    return all == -1L
        && (words.length == whole || (~words[whole] & Masks.present(whole, count)) == 0);
  }
}
