// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

/**
 * Which small sigma a large one becomes: the final one behind a letter with case, unless another
 * follows. Characters such as apostrophes and accents are passed over. This is the one mapping of
 * Unicode that asks for what stands around a character.
 */
final class FinalSigma {
  static final char LARGE = '\u03A3';
  private static final char SMALL = '\u03C3';
  private static final char FINAL = '\u03C2';

  /** MidLetter, MidNumLet and Single_Quote of the word boundaries of Unicode. */
  private static final String INSIDE_OF_WORDS =
      "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027"
          + "\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

  private FinalSigma() {}

  /** For that at {@code place}. */
  static char lower(String text, int place) {
    return isBehindLetter(text, place) && !isBeforeLetter(text, place + 1) ? FINAL : SMALL;
  }

  private static boolean isBehindLetter(String text, int place) {
    int at = place;
    while (at > 0) {
      int point = text.codePointBefore(at);
      if (!isPassed(point)) {
        return isCased(point);
      }
      at -= Character.charCount(point);
    }
    return false;
  }

  private static boolean isBeforeLetter(String text, int place) {
    int at = place;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (!isPassed(point)) {
        return isCased(point);
      }
      at += Character.charCount(point);
    }
    return false;
  }

  private static boolean isCased(int point) {
    return Character.isUpperCase(point)
        || Character.isLowerCase(point)
        || Character.isTitleCase(point);
  }

  private static boolean isPassed(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> INSIDE_OF_WORDS.indexOf(point) >= 0;
    };
  }
}
