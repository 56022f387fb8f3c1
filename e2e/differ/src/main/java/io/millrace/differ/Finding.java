// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A difference at its smallest.
 *
 * @param rows at which it shows; null for all
 * @param where the values of the columns in the first of them
 * @param origin what was asked first
 */
record Finding(
    Question question, List<Integer> rows, String where, Difference difference, Question origin) {
  /** To be pasted into the file of regressions. */
  String line() {
    String at =
        rows == null ? "*" : rows.stream().map(String::valueOf).collect(Collectors.joining(","));
    return question.table() + "\t" + at + "\t" + kind() + "\t" + question.phrase().sql();
  }

  private String kind() {
    return question.isOfManyRows()
        ? question.phrase().sort()
        : question.phrase().holds(Grammar.APPROXIMATE) ? Grammar.APPROXIMATE : "scalar";
  }

  /** What it is about, so that many of one cause are said once. */
  String subject() {
    return difference.kind()
        + question.phrase().all().stream()
            .filter(phrase -> !phrase.parts().isEmpty())
            .map(phrase -> String.join("_", phrase.texts()))
            .toList()
            .toString();
  }

  @Override
  public String toString() {
    return line()
        + "\n    "
        + difference.kind()
        + (where.isEmpty() ? "" : " where " + where)
        + "\n    DataFusion: "
        + difference.there()
        + "\n    here:       "
        + difference.here()
        + "\n    made from   "
        + origin;
  }
}
