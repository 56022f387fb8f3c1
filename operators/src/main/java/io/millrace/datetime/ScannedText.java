// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

/**
 * A text and the place in it to which it has been read. What does not stand there leaves the place
 * where it is, or anywhere if it is a {@link Mismatch}. Scratch of one thread.
 */
final class ScannedText {
  private static final int MINUS_SIGN = 0xe28892;

  private byte[] bytes;
  private int at;
  private int end;

  /** The number that was read last. */
  private long number;

  void move(byte[] text, int start, int stop) {
    bytes = text;
    at = start;
    end = stop;
  }

  boolean isAtEnd() {
    return at == end;
  }

  /** Whether there are so many bytes more. */
  boolean has(int count) {
    return end - at >= count;
  }

  long number() {
    return number;
  }

  Mismatch literal(byte[] text) {
    if (!has(text.length)) {
      return Mismatch.TOO_SHORT;
    }
    for (byte each : text) {
      if (bytes[at++] != each) {
        return Mismatch.OTHER_FORM;
      }
    }
    return null;
  }

  void skipBlanks() {
    at = Blanks.skip(bytes, at, end);
  }

  /** To the next blank. */
  void skipName() {
    while (at < end && Blanks.length(bytes, at, end) == 0) {
      at++;
    }
  }

  /** And blanks among them. */
  void skipColons() {
    int before;
    do {
      before = at;
      skipBlanks();
      while (at < end && bytes[at] == ':') {
        at++;
      }
    } while (at > before);
  }

  private boolean isDigit() {
    return at < end && bytes[at] >= '0' && bytes[at] <= '9';
  }

  /** From {@code least} to {@code most} digits, which are the number. */
  Mismatch digits(int least, int most) {
    if (!has(least)) {
      return Mismatch.TOO_SHORT;
    }
    int start = at;
    number = 0;
    while (at - start < most && isDigit()) {
      int digit = bytes[at++] - '0';
      if (number > (Long.MAX_VALUE - digit) / 10) {
        return Mismatch.OUT_OF_RANGE;
      }
      number = number * 10 + digit;
    }
    return at - start < least ? Mismatch.OTHER_FORM : null;
  }

  /** From {@code least} digits on, of which nine count: the number is what they are of 10^9. */
  Mismatch fraction(int least, int most) {
    int start = at;
    Mismatch mismatch = digits(least, Math.min(most, 9));
    if (mismatch != null) {
      return mismatch;
    }
    for (int digits = at - start; digits < 9; digits++) {
      number *= 10;
    }
    while (at - start < most && isDigit()) {
      at++;
    }
    return null;
  }

  /** Skips a character of ASCII. */
  boolean skip(char wanted) {
    boolean found = at < end && bytes[at] == wanted;
    at += found ? 1 : 0;
    return found;
  }

  /** Skips a word in lower or upper case. */
  boolean skipWord(String lower) {
    boolean found = isAt(lower, 0, lower.length());
    at += found ? lower.length() : 0;
    return found;
  }

  /** Skips the first letters of a word, and the others if they are all there and wanted. */
  boolean skipWord(String lower, int letters, boolean whole) {
    if (!isAt(lower, 0, letters)) {
      return false;
    }
    at += letters;
    if (whole && isAt(lower, letters, lower.length())) {
      at += lower.length() - letters;
    }
    return true;
  }

  private boolean isAt(String lower, int from, int to) {
    if (!has(to - from)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if ((bytes[at + i - from] | 0x20) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Skips the hyphen or Unicode's sign. */
  boolean skipMinus() {
    if (has(3) && Blanks.three(bytes, at) == MINUS_SIGN) {
      at += 3;
      return true;
    }
    return skip('-');
  }
}
