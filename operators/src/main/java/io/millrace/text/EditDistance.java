// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.BytesView;
import io.millrace.column.RowSteps;
import io.millrace.value.Utf8;

/** Levenshtein's distance between two texts, in code points. */
final class EditDistance {
  private EditDistance() {}

  static long between(BytesView from, BytesView to) {
    String action = "compute levenshtein";
    RowSteps.check(action, (long) Utf8.codePoints(from) * Utf8.codePoints(to));
    int[] wanted = to.toString().codePoints().toArray();
    int[] row = new int[wanted.length + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    int[] given = from.toString().codePoints().toArray();
    RowSteps steps = new RowSteps(action);
    for (int i = 0; i < given.length; i++) {
      steps.add(wanted.length);
      int diagonal = row[0];
      row[0] = i + 1;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (given[i] == wanted[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(diagonal, row[j - 1]) + 1);
      }
    }
    return row[wanted.length];
  }
}
