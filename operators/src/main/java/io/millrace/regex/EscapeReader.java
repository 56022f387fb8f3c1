// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads what stands behind a backslash. */
final class EscapeReader {
  /** How places at words are called, and what they are with and without Unicode. */
  private static final Map<String, Place[]> WORD_PLACES =
      Map.of(
          "start", new Place[] {Place.WORD_START, Place.ASCII_WORD_START},
          "end", new Place[] {Place.WORD_END, Place.ASCII_WORD_END},
          "start-half", new Place[] {Place.AFTER_NO_WORD, Place.AFTER_NO_ASCII_WORD},
          "end-half", new Place[] {Place.BEFORE_NO_WORD, Place.BEFORE_NO_ASCII_WORD});

  private final Cursor text;

  /** Those of this expression: making one asks for each character there is. */
  private final Map<String, CodePoints> named = new HashMap<>();

  EscapeReader(Cursor text) {
    this.text = text;
  }

  /** Behind a backslash: a place; null, and nothing read, if it is none. */
  Place place(boolean unicode) {
    int here = text.place();
    return switch (text.next()) {
      case 'A' -> Place.TEXT_START;
      case 'z' -> Place.TEXT_END;
      case 'b' -> wordPlace(unicode);
      case 'B' -> unicode ? Place.NO_WORD_EDGE : Place.NO_ASCII_WORD_EDGE;
      case '<' -> unicode ? Place.WORD_START : Place.ASCII_WORD_START;
      case '>' -> unicode ? Place.WORD_END : Place.ASCII_WORD_END;
      default -> {
        text.backTo(here);
        yield null;
      }
    };
  }

  /** Behind \b, where braces hold a name unless they hold a number of times. */
  private Place wordPlace(boolean unicode) {
    int here = text.place();
    if (text.peek() == '{') {
      text.nextAndBlanks();
      int from = text.place();
      while (isNamePart(text.peek())) {
        text.next();
      }
      String name = text.since(from);
      text.skipBlanks();
      if (!name.isEmpty()) {
        Place[] places = WORD_PLACES.get(name);
        if (places == null || !text.take('}')) {
          throw text.error("found \\b{" + name + ", expected start, end, start-half or end-half");
        }
        return places[unicode ? 0 : 1];
      }
      text.backTo(here);
    }
    return unicode ? Place.WORD_EDGE : Place.ASCII_WORD_EDGE;
  }

  private static boolean isNamePart(int point) {
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || point == '-';
  }

  /**
   * Behind a backslash: a class of characters; null, and nothing read, if it is none.
   *
   * @param anyCase what flags make of the class, before it is inverted
   */
  CodePoints set(boolean unicode, UnaryOperator<CodePoints> anyCase) {
    int here = text.place();
    int letter = text.next();
    CodePoints points =
        switch (Character.toLowerCase(letter)) {
          case 'd' -> unicode ? UnicodeClass.digit() : AsciiClass.DIGIT;
          case 's' -> unicode ? UnicodeClass.SPACE : AsciiClass.SPACE;
          case 'w' -> unicode ? UnicodeClass.word() : AsciiClass.WORD;
          case 'p' -> anyCase.apply(property(unicode));
          default -> null;
        };
    if (points == null) {
      text.backTo(here);
      return null;
    }
    return Character.isUpperCase(letter) ? points.not() : points;
  }

  private CodePoints property(boolean unicode) {
    if (!unicode) {
      throw text.error("found a property of Unicode where the flag u is off");
    }
    text.skipBlanks();
    StringBuilder name = new StringBuilder();
    int first = text.next();
    if (first != '{') {
      name.appendCodePoint(first);
    } else {
      text.skipBlanks();
      while (text.peek() != '}') {
        name.appendCodePoint(text.nextAndBlanks());
      }
      text.next();
    }
    CodePoints points = named.computeIfAbsent(name.toString(), UnicodeClass::named);
    if (points == null) {
      EvaluationError error =
          text.error("found property '" + name + "', expected one of Unicode that the JDK knows");
      throw new EvaluationError(ErrorCode.UNSUPPORTED_EXPRESSION, error.getMessage());
    }
    return points;
  }

  /** Behind a backslash: one character. */
  int point() {
    int letter = text.next();
    return switch (letter) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      default -> {
        boolean reserved = Character.isLetterOrDigit(letter) || letter == '<' || letter == '>';
        if (letter >= CodePoints.ASCII || reserved) {
          String found = "found \\" + Character.toString(letter);
          throw text.error(
              letter >= '0' && letter <= '9'
                  ? found + ", but references to groups are not supported"
                  : found + ", expected an escape that has a meaning");
        }
        yield letter;
      }
    };
  }

  /** In braces any number of digits, else so many. */
  private int hexadecimal(int digits) {
    text.skipBlanks();
    StringBuilder hex = new StringBuilder();
    if (text.peek() == '{') {
      text.nextAndBlanks();
      while (text.peek() != '}') {
        hex.appendCodePoint(digit());
        text.skipBlanks();
      }
      text.next();
    } else {
      for (int i = 0; i < digits; i++) {
        if (i > 0) {
          text.skipBlanks();
        }
        hex.appendCodePoint(digit());
      }
    }
    String significant = hex.toString().replaceFirst("^0+(?=.)", "");
    int point =
        significant.isEmpty() || significant.length() > 6
            ? Cursor.END
            : Integer.parseInt(significant, 16);
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (point < 0 || point > Character.MAX_CODE_POINT || surrogate) {
      throw text.error("found '" + hex + "', expected the number of a character");
    }
    return point;
  }

  private int digit() {
    int digit = text.next();
    boolean letter = (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
    if (!letter && (digit < '0' || digit > '9')) {
      throw text.error("found '" + Character.toString(digit) + "', expected a hexadecimal digit");
    }
    return digit;
  }
}
