// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.Arrays;
import java.util.List;

/**
 * A line of the file of regressions: a table, numbers of rows or *, what the expression is, the
 * expression.
 *
 * @param rows null for all
 */
record Asked(Question question, List<Integer> rows) {
  static Asked parse(String line) {
    String[] parts = line.split("\t", 4);
    List<Integer> rows =
        parts[1].equals("*")
            ? null
            : Arrays.stream(parts[1].split(",")).map(Integer::valueOf).toList();
    String table = parts[0].equals("null") ? null : parts[0];
    return new Asked(new Question(table, Phrase.leaf(parts[2], parts[3])), rows);
  }
}
