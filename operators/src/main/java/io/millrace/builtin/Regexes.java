// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions as DataFusion reads them, on RE2/J. */
final class Regexes {
  private static final String WORD = "\\pL\\pM\\p{Nd}\\p{Nl}\\p{Pc}";
  private static final String SPACE = "\\t\\n\\x0B\\f\\r \\x{85}\\pZ";

  private Regexes() {}

  /** Throws PatternSyntaxException. */
  static Pattern compile(String regex, boolean folded) throws PatternSyntaxException {
    return Pattern.compile(unicode(regex), folded ? Pattern.CASE_INSENSITIVE : 0);
  }

  /** The classes of digits, word characters and white space hold all of Unicode. */
  private static String unicode(String regex) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        char escaped = regex.charAt(++i);
        out.append(escape(escaped, depth > 0));
      } else {
        depth += depth > 0 && c == ']' ? -1 : c == '[' && depth == 0 ? 1 : 0;
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String escape(char letter, boolean inClass) {
    return switch (letter) {
      case 'd' -> inClass ? "\\p{Nd}" : "[\\p{Nd}]";
      case 'D' -> inClass ? "\\P{Nd}" : "[^\\p{Nd}]";
      case 'w' -> inClass ? WORD : "[" + WORD + "]";
      case 'W' -> inClass ? "\\W" : "[^" + WORD + "]";
      case 's' -> inClass ? SPACE : "[" + SPACE + "]";
      case 'S' -> inClass ? "\\S" : "[^" + SPACE + "]";
      default -> "\\" + letter;
    };
  }
}
