// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import io.millrace.column.EvaluationError;

/** A place in the text of a regular expression that moves on. */
final class Cursor {
  static final int END = -1;

  private static final int LONGEST_SHOWN = 200;

  private final String text;
  private int at;

  /** Whether blanks and comments mean nothing here. */
  boolean spaced;

  Cursor(String text) {
    this.text = text;
  }

  /** The character here, or {@link #END}. */
  int peek() {
    return at == text.length() ? END : text.codePointAt(at);
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** The character here; moves behind it. */
  int next() {
    int point = peek();
    if (point == END) {
      throw error("it ends too early");
    }
    at += Character.charCount(point);
    return point;
  }

  boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  boolean take(String wanted) {
    if (!text.startsWith(wanted, at)) {
      return false;
    }
    at += wanted.length();
    return true;
  }

  /** Behind blanks and comments, where those mean nothing. */
  void skipBlanks() {
    while (spaced && !isAtEnd()) {
      int point = peek();
      if (point == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
      } else if (UnicodeClass.SPACE.has(point)) {
        at += Character.charCount(point);
      } else {
        return;
      }
    }
  }

  /** The character here; moves behind it and the blanks that follow. */
  int nextAndBlanks() {
    int point = next();
    skipBlanks();
    return point;
  }

  /** The first character behind this one that is no blank, or {@link #END}. */
  int peekBehind() {
    int here = at;
    nextAndBlanks();
    int point = peek();
    at = here;
    return point;
  }

  int place() {
    return at;
  }

  void backTo(int place) {
    at = place;
  }

  String since(int place) {
    return text.substring(place, at);
  }

  EvaluationError error(String found) {
    String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    int points = text.codePointCount(0, at);
    return new EvaluationError(
        "Cannot read regular expression '" + shown + "': " + found + " at character " + points);
  }
}
