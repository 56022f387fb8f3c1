// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import java.util.Arrays;

/** The conditions of a CASE. */
final class Branches {
  private final TruthTerm[] conditions;
  private final Load[] beforeConditions;
  private final Load[] beforeValues;

  Branches(Term[] conditions, Load[] beforeConditions, Load[] beforeValues) {
    this.conditions = Arrays.copyOf(conditions, conditions.length, TruthTerm[].class);
    this.beforeConditions = beforeConditions;
    this.beforeValues = beforeValues;
  }

  /** The place of the value to be evaluated, whose columns are read; the last if none is true. */
  int choose() {
    int i = 0;
    while (i < conditions.length) {
      if (beforeConditions[i] != null) {
        beforeConditions[i].run();
      }
      if (conditions[i].test() == TruthTerm.TRUE) {
        break;
      }
      i++;
    }
    if (beforeValues[i] != null) {
      beforeValues[i].run();
    }
    return i;
  }
}
