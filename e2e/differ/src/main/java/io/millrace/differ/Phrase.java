// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL made by a grammar.
 *
 * @param texts before, between and after the parts
 */
record Phrase(String sort, List<String> texts, List<Phrase> parts) {
  Phrase {
    texts = List.copyOf(texts);
    parts = List.copyOf(parts);
  }

  static Phrase leaf(String sort, String text) {
    return new Phrase(sort, List.of(text), List.of());
  }

  String sql() {
    StringBuilder sql = new StringBuilder(texts.get(0));
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i).sql();
      boolean apart =
          Grammar.isClause(parts.get(i).sort())
              || isDelimited(texts.get(i), texts.get(i + 1))
              || Production.isClosed(part);
      sql.append(apart ? part : "(" + part + ")").append(texts.get(i + 1));
    }
    return sql.toString();
  }

  private static boolean isDelimited(String before, String after) {
    return (before.endsWith("(") || before.endsWith("[") || before.endsWith(", "))
        && (after.startsWith(")") || after.startsWith("]") || after.startsWith(","));
  }

  int size() {
    return 1 + parts.stream().mapToInt(Phrase::size).sum();
  }

  int depth() {
    return parts.isEmpty() ? 0 : 1 + parts.stream().mapToInt(Phrase::depth).max().orElse(0);
  }

  boolean holds(String wanted) {
    return sort.equals(wanted) || parts.stream().anyMatch(part -> part.holds(wanted));
  }

  /** This and all below it. */
  List<Phrase> all() {
    List<Phrase> all = new ArrayList<>(List.of(this));
    parts.forEach(part -> all.addAll(part.all()));
    return all;
  }

  /** With another phrase wherever that one stands. */
  Phrase with(Phrase old, Phrase other) {
    if (equals(old)) {
      return other;
    }
    return new Phrase(sort, texts, parts.stream().map(part -> part.with(old, other)).toList());
  }
}
