// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import java.util.Set;

/** Names as identifiers, and texts, in the quotes they need. */
final class Words {
  /** Words that are not read as the name of a column, or not in every place. */
  private static final Set<String> RESERVED =
      Set.of(
          ("all and any array as between case cast copy create current_date current_time"
                  + " current_timestamp distinct else end escape exists explain false from ilike in"
                  + " interval is like not null or returning safe_cast select similar some struct"
                  + " then trim true try_cast values when with xor")
              .split(" "));

  /** More that are not read as the parameter of a lambda. */
  private static final Set<String> CLAUSES =
      Set.of(
          ("analyze cluster distribute except exclude fetch group having intersect into lateral"
                  + " limit localtime localtimestamp minus offset order sort top union view where")
              .split(" "));

  private Words() {}

  /** The name as it is, or in quotes where it would not be read as that name. */
  static String identifier(String name) {
    return isPlain(name) && !RESERVED.contains(name) ? name : quoted(name);
  }

  /** Names in other letters are quoted rather than lower-cased. */
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !Character.isDigit(name.charAt(0))
        && name.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  static String parameter(String name) {
    return CLAUSES.contains(name) ? quoted(name) : identifier(name);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
