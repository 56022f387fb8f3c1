// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.Map;

/** Classes of ASCII characters by their POSIX names. */
final class AsciiClass {
  static final CodePoints DIGIT = CodePoints.range('0', '9');
  static final CodePoints SPACE = CodePoints.range('\t', '\r').or(CodePoints.range(' ', ' '));

  private static final CodePoints UPPER = CodePoints.range('A', 'Z');
  private static final CodePoints LOWER = CodePoints.range('a', 'z');
  private static final CodePoints ALPHA = UPPER.or(LOWER);
  private static final CodePoints ALNUM = ALPHA.or(DIGIT);
  private static final CodePoints GRAPH = CodePoints.range('!', '~');

  static final CodePoints WORD = ALNUM.or(CodePoints.range('_', '_'));

  private static final Map<String, CodePoints> ALL =
      Map.ofEntries(
          Map.entry("alnum", ALNUM),
          Map.entry("alpha", ALPHA),
          Map.entry("ascii", CodePoints.range(0, 127)),
          Map.entry("blank", CodePoints.range('\t', '\t').or(CodePoints.range(' ', ' '))),
          Map.entry("cntrl", CodePoints.range(0, 31).or(CodePoints.range(127, 127))),
          Map.entry("digit", DIGIT),
          Map.entry("graph", GRAPH),
          Map.entry("lower", LOWER),
          Map.entry("print", CodePoints.range(' ', '~')),
          Map.entry("punct", ALNUM.or(GRAPH.not()).not()),
          Map.entry("space", SPACE),
          Map.entry("upper", UPPER),
          Map.entry("word", WORD),
          Map.entry("xdigit", DIGIT.or(CodePoints.range('A', 'F')).or(CodePoints.range('a', 'f'))));

  private AsciiClass() {}

  /** Null if there is none of that name. */
  static CodePoints named(String name) {
    return ALL.get(name);
  }
}
