// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/** What a match is replaced with: text, and groups as \1, $1, ${1}, $name. */
final class Replacement {
  /** Literal text, or the group of that number or name. */
  private record Piece(String text, boolean isGroup) {}

  private final List<Piece> pieces = new ArrayList<>();

  private Replacement() {}

  static Replacement parse(String text) {
    Replacement replacement = new Replacement();
    StringBuilder plain = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char each = text.charAt(i);
      int end = each == '$' || each == '\\' ? reference(text, i) : i;
      if (each == '$' && text.startsWith("$$", i)) {
        plain.append('$');
        i += 2;
      } else if (end > i) {
        replacement.pieces.add(new Piece(plain.toString(), false));
        plain.setLength(0);
        String name = text.substring(i + 1, end);
        boolean braced = name.startsWith("{");
        replacement.pieces.add(
            new Piece(braced ? name.substring(1, name.length() - 1) : name, true));
        i = end;
      } else {
        plain.append(each);
        i++;
      }
    }
    replacement.pieces.add(new Piece(plain.toString(), false));
    return replacement;
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
    boolean digit = each >= '0' && each <= '9';
    boolean letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || each == '_';
    return digit || (letter && !digitsOnly);
  }

  /** A group that there isn't, or that took no part, adds nothing. */
  void append(Matcher matcher, StringBuilder out) {
    for (Piece piece : pieces) {
      String text = piece.isGroup() ? group(matcher, piece.text()) : piece.text();
      out.append(text == null ? "" : text);
    }
  }

  private static String group(Matcher matcher, String name) {
    if (name.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(name);
      return number <= matcher.groupCount() ? matcher.group(number) : null;
    }
    boolean known = matcher.pattern().namedGroups().containsKey(name);
    return known ? matcher.group(name) : null;
  }
}
