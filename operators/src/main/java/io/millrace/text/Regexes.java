// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.IntPredicate;

/** Regular expressions as DataFusion reads them, on RE2/J. */
final class Regexes {
  private static final String WORD =
      "\\pL\\pM\\p{Nd}\\p{Nl}\\p{Pc}\\x{200C}\\x{200D}\\x{24B6}-\\x{24E9}"
          + "\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}";
  private static final String SPACE = "\\t\\n\\x0B\\f\\r \\x{85}\\pZ";
  private static final String NOT_WORD = ranges(point -> !isWord(point));
  private static final String NOT_SPACE = ranges(point -> !isSpace(point));

  private Regexes() {}

  /** Throws PatternSyntaxException, and EvaluationError for what is too large. */
  static Pattern compile(String regex, boolean folded) throws PatternSyntaxException {
    RegexSize.check(regex);
    return Pattern.compile(unicode(regex), folded ? Pattern.CASE_INSENSITIVE : 0);
  }

  /** The classes of digits, word characters and white space hold all of Unicode. */
  private static String unicode(String regex) {
    StringBuilder out = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        out.append(escape(regex.charAt(++i), inClass));
      } else if (inClass && regex.startsWith("[:", i) && regex.indexOf(":]", i) > 0) {
        int end = regex.indexOf(":]", i) + 2;
        out.append(regex, i, end);
        i = end - 1;
      } else {
        inClass = inClass ? c != ']' || opensClass(out) : c == '[';
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Whether a bracket that comes next would be the first character of a class. */
  private static boolean opensClass(StringBuilder before) {
    int last = before.length() - 1;
    int bracket = before.charAt(last) == '^' ? last - 1 : last;
    return bracket >= 0
        && before.charAt(bracket) == '['
        && (bracket == 0 || before.charAt(bracket - 1) != '\\');
  }

  private static String escape(char letter, boolean inClass) {
    return switch (letter) {
      case 'd' -> inClass ? "\\p{Nd}" : "[\\p{Nd}]";
      case 'D' -> inClass ? "\\P{Nd}" : "[^\\p{Nd}]";
      case 'w' -> inClass ? WORD : "[" + WORD + "]";
      case 'W' -> inClass ? NOT_WORD : "[^" + WORD + "]";
      case 's' -> inClass ? SPACE : "[" + SPACE + "]";
      case 'S' -> inClass ? NOT_SPACE : "[^" + SPACE + "]";
      default -> "\\" + letter;
    };
  }

  /** Alphabetic, marks, decimal digits, connectors and joiners. */
  private static boolean isWord(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> Character.isAlphabetic(point) || point == 0x200C || point == 0x200D;
    };
  }

  private static boolean isSpace(int point) {
    return Character.isSpaceChar(point) || (point >= '\t' && point <= '\r') || point == 0x85;
  }

  /** All characters of a kind, as the inside of a class. */
  private static String ranges(IntPredicate kind) {
    StringBuilder ranges = new StringBuilder();
    int start = -1;
    for (int point = 0; point <= Character.MAX_CODE_POINT + 1; point++) {
      boolean in = point <= Character.MAX_CODE_POINT && kind.test(point);
      if (in && start < 0) {
        start = point;
      } else if (!in && start >= 0) {
        ranges.append(String.format("\\x{%X}-\\x{%X}", start, point - 1));
        start = -1;
      }
    }
    return ranges.toString();
  }
}
