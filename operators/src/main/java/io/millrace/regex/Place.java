// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

/** A kind of place between two characters. */
enum Place {
  TEXT_START,
  TEXT_END,
  LINE_START,
  LINE_END,
  /** Lines that end with \r, \n or both. */
  ANY_LINE_START,
  ANY_LINE_END,
  WORD_EDGE,
  NO_WORD_EDGE,
  WORD_START,
  WORD_END,
  BEFORE_NO_WORD,
  AFTER_NO_WORD,
  ASCII_WORD_EDGE,
  NO_ASCII_WORD_EDGE,
  ASCII_WORD_START,
  ASCII_WORD_END,
  BEFORE_NO_ASCII_WORD,
  AFTER_NO_ASCII_WORD;

  /** What stands for the edge of the text where a character is wanted. */
  static final int EDGE = -1;

  /**
   * @param before the character before the place, or {@link #EDGE}
   * @param after the one behind it
   */
  boolean holds(int before, int after) {
    return switch (this) {
      case TEXT_START -> before == EDGE;
      case TEXT_END -> after == EDGE;
      case LINE_START -> before == EDGE || before == '\n';
      case LINE_END -> after == EDGE || after == '\n';
      case ANY_LINE_START -> before == EDGE || before == '\n' || (before == '\r' && after != '\n');
      case ANY_LINE_END -> after == EDGE || after == '\r' || (after == '\n' && before != '\r');
      case WORD_EDGE -> isWord(before) != isWord(after);
      case NO_WORD_EDGE -> isWord(before) == isWord(after);
      case WORD_START -> !isWord(before) && isWord(after);
      case WORD_END -> isWord(before) && !isWord(after);
      case BEFORE_NO_WORD -> !isWord(after);
      case AFTER_NO_WORD -> !isWord(before);
      case ASCII_WORD_EDGE -> isAsciiWord(before) != isAsciiWord(after);
      case NO_ASCII_WORD_EDGE -> isAsciiWord(before) == isAsciiWord(after);
      case ASCII_WORD_START -> !isAsciiWord(before) && isAsciiWord(after);
      case ASCII_WORD_END -> isAsciiWord(before) && !isAsciiWord(after);
      case BEFORE_NO_ASCII_WORD -> !isAsciiWord(after);
      case AFTER_NO_ASCII_WORD -> !isAsciiWord(before);
    };
  }

  boolean asksForWords() {
    return ordinal() >= WORD_EDGE.ordinal();
  }

  private static boolean isWord(int point) {
    return point < CodePoints.ASCII ? isAsciiWord(point) : UnicodeClass.word().has(point);
  }

  private static boolean isAsciiWord(int point) {
    return point >= 0 && point < CodePoints.ASCII && AsciiClass.WORD.has(point);
  }
}
