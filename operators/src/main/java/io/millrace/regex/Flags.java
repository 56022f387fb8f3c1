// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.EnumSet;
import java.util.Set;

/** How a part of a regular expression is read. */
enum Flags {
  ANY_CASE('i'),
  LINES('m'),
  DOT_IS_ALL('s'),
  LEAST_FIRST('U'),
  UNICODE('u'),
  ANY_LINE_END('R'),
  SPACED('x');

  private final char letter;

  Flags(char letter) {
    this.letter = letter;
  }

  static Set<Flags> atStart() {
    return EnumSet.of(UNICODE);
  }

  private static Flags of(int letter, Cursor text) {
    for (Flags flag : values()) {
      if (flag.letter == letter) {
        return flag;
      }
    }
    throw text.error("found flag '" + Character.toString(letter) + "', expected one of imsURux");
  }

  /**
   * The given ones, changed by what is written up to the colon or bracket that ends it, which is
   * not read; null if nothing is written.
   */
  static Set<Flags> read(Set<Flags> given, Cursor text) {
    Set<Flags> flags = EnumSet.noneOf(Flags.class);
    flags.addAll(given);
    Set<Flags> named = EnumSet.noneOf(Flags.class);
    boolean on = true;
    boolean dangling = false;
    while (text.peek() != ':' && text.peek() != ')') {
      if (text.take('-')) {
        if (!on) {
          throw text.error("found a second '-' among flags");
        }
        on = false;
        dangling = true;
        continue;
      }
      Flags flag = of(text.next(), text);
      if (!named.add(flag)) {
        throw text.error("found flag '" + flag.letter + "' twice");
      }
      dangling = false;
      if (on) {
        flags.add(flag);
      } else {
        flags.remove(flag);
      }
    }
    if (dangling) {
      throw text.error("found no flag behind '-'");
    }
    return named.isEmpty() ? null : flags;
  }
}
