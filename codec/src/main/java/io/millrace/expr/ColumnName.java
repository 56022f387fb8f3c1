// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How datafusion-python reads the name of a column: up to four identifiers with dots between, those
 * without quotes in lower case. What does not read so is a name as it stands.
 */
final class ColumnName {
  private static final int MOST_PARTS = 4;
  private static final String SPACE = "[\\s\\p{Z}]*";
  private static final Pattern PART =
      Pattern.compile(
          SPACE
              + "(?:\"((?:[^\"]|\"\")*)\"|`((?:[^`]|``)*)`"
              + "|([\\p{IsAlphabetic}_#@][\\p{IsAlphabetic}0-9_#@$]*))"
              + SPACE
              + "(\\.|$)");

  private ColumnName() {}

  static Expr.Column parse(String text) {
    List<String> parts = parts(text);
    if (parts.isEmpty() || parts.size() > MOST_PARTS) {
      return new Expr.Column(null, text);
    }
    int last = parts.size() - 1;
    String relation = last == 0 ? null : String.join(".", parts.subList(0, last));
    return new Expr.Column(relation, parts.get(last));
  }

  /** None where the text is not a sequence of identifiers. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int start = 0;
    boolean more = true;
    while (more) {
      if (!matcher.region(start, text.length()).lookingAt()) {
        return List.of();
      }
      parts.add(identifier(matcher));
      start = matcher.end();
      more = !matcher.group(4).isEmpty();
    }
    return parts;
  }

  private static String identifier(Matcher matcher) {
    if (matcher.group(1) != null) {
      return matcher.group(1).replace("\"\"", "\"");
    }
    return matcher.group(2) != null
        ? matcher.group(2).replace("``", "`")
        : lowerCase(matcher.group(3));
  }

  /** Only the letters of ASCII have a lower case here. */
  private static String lowerCase(String name) {
    StringBuilder lower = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        lower.setCharAt(i, (char) (letter - 'A' + 'a'));
      }
    }
    return lower.toString();
  }
}
