// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.ByteWords;
import org.apache.flink.annotation.Internal;

/** The letters of ASCII change case by one bit, eight at a time. */
@Internal
public enum AsciiCase {
  UPPER('a'),
  LOWER('A');

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final int LETTERS = 26;
  private static final int BIT = 0x20;

  private final int first;

  AsciiCase(char first) {
    this.first = first;
  }

  /**
   * Writes {@code source[from .. to)} to {@code target}. Returns whether it is all ASCII; if not,
   * what was written is arbitrary.
   */
  public boolean write(byte[] source, int from, int to, byte[] target, int at) {
    long reached = ONES * (0x80 - first);
    long passed = reached - ONES * LETTERS;
    int shift = at - from;
    long all = 0;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long word = ByteWords.at(source, i);
      all |= word;
      long letters = (word + reached) & ~(word + passed) & TOPS;
      ByteWords.put(target, i + shift, word ^ (letters >>> 2));
    }
    for (; i < to; i++) {
      int each = source[i];
      all |= each;
      int letter = each - first;
      target[i + shift] = (byte) (letter >= 0 && letter < LETTERS ? each ^ BIT : each);
    }
    return (all & TOPS) == 0;
  }
}
