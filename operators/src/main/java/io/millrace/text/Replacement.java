// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.BytesBlock;
import io.millrace.regex.Matcher;
import io.millrace.regex.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a match is replaced with: text, and groups as \1, $1, ${1}, $name. */
final class Replacement {
  /**
   * @param text null for a group
   * @param group 0 for all of the match; -1 for none
   */
  private record Piece(byte[] text, int group) {}

  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  private Replacement() {}

  /** A group that the expression has not adds nothing. */
  static Replacement parse(String text, Regex regex) {
    Replacement replacement = new Replacement();
    int i = 0;
    while (i < text.length()) {
      char each = text.charAt(i);
      int end = each == '$' || each == '\\' ? reference(text, i) : i;
      if (each == '$' && text.startsWith("$$", i)) {
        replacement.plain.append('$');
        i += 2;
      } else if (end > i) {
        replacement.endText();
        String name = text.substring(i + 1, end);
        boolean braced = name.startsWith("{");
        String bare = braced ? name.substring(1, name.length() - 1) : name;
        replacement.pieces.add(new Piece(null, group(bare, regex)));
        i = end;
      } else {
        replacement.plain.append(each);
        i++;
      }
    }
    replacement.endText();
    return replacement;
  }

  private void endText() {
    if (plain.length() > 0) {
      pieces.add(new Piece(plain.toString().getBytes(StandardCharsets.UTF_8), -1));
      plain.setLength(0);
    }
  }

  private static int group(String name, Regex regex) {
    if (!name.isEmpty() && name.length() < 10 && name.chars().allMatch(Replacement::isDigit)) {
      return Integer.parseInt(name);
    }
    int number = regex.group(name);
    return number == 0 ? -1 : number;
  }

  private static boolean isDigit(int each) {
    return each >= '0' && each <= '9';
  }

  /** The end of the reference that starts here, or {@code at} if there is none. */
  private static int reference(String text, int at) {
    boolean digitsOnly = text.charAt(at) == '\\';
    int end = at + 1;
    if (!digitsOnly && end < text.length() && text.charAt(end) == '{') {
      int close = text.indexOf('}', end);
      return close < 0 ? at : close + 1;
    }
    while (end < text.length() && isPart(text.charAt(end), digitsOnly)) {
      end++;
    }
    return end == at + 1 ? at : end;
  }

  private static boolean isPart(char each, boolean digitsOnly) {
    boolean letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || each == '_';
    return isDigit(each) || (letter && !digitsOnly);
  }

  /** Whether it has groups other than all of the match. */
  boolean hasGroups() {
    return pieces.stream().anyMatch(piece -> piece.group() > 0);
  }

  /** How many bytes take the place of the match. */
  long length(Matcher matcher) {
    long length = 0;
    for (Piece piece : pieces) {
      length += piece.text() == null ? end(piece, matcher) - start(piece, matcher) : 0;
      length += piece.text() == null ? 0 : piece.text().length;
    }
    return length;
  }

  /**
   * @param bytes in which the match was found
   */
  void append(Matcher matcher, byte[] bytes, BytesBlock out) {
    for (Piece piece : pieces) {
      if (piece.text() == null) {
        out.append(bytes, start(piece, matcher), end(piece, matcher));
      } else {
        out.append(piece.text(), 0, piece.text().length);
      }
    }
  }

  private static int start(Piece piece, Matcher matcher) {
    return piece.group() < 0 ? 0 : Math.max(0, matcher.start(piece.group()));
  }

  private static int end(Piece piece, Matcher matcher) {
    return piece.group() < 0 ? 0 : Math.max(0, matcher.end(piece.group()));
  }
}
