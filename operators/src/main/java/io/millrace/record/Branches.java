// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import java.util.Arrays;

/** The branches of a CASE; the last term if no condition is true. */
final class Branches extends Choice {
  private final TruthTerm[] conditions;
  private final Term[] values;
  private final Load[] beforeConditions;
  private final Load[] beforeValues;

  Branches(Term[] conditions, Term[] values, Load[] beforeConditions, Load[] beforeValues) {
    this.conditions = Arrays.copyOf(conditions, conditions.length, TruthTerm[].class);
    this.values = values;
    this.beforeConditions = beforeConditions;
    this.beforeValues = beforeValues;
  }

  @Override
  Term choose() {
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
    return values[i];
  }
}
