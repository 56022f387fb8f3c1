// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import java.util.Arrays;

/**
 * AND and OR of three-valued logic. Once an operand decides, those after it are not evaluated, and
 * so do not fail; NULL does not decide.
 */
final class Connective extends TruthTerm {
  private final int decisive;
  private final TruthTerm[] operands;
  private final Load[] before;

  /**
   * @param before what each operand reads; may be null where there is nothing
   * @param decisive the value of an operand that decides: FALSE for AND, TRUE for OR
   */
  Connective(int decisive, Term[] operands, Load[] before) {
    this.decisive = decisive;
    this.operands = Arrays.copyOf(operands, operands.length, TruthTerm[].class);
    this.before = before;
  }

  @Override
  int test() {
    int result = TRUE - decisive;
    for (int i = 0; i < operands.length; i++) {
      if (before != null && before[i] != null) {
        before[i].run();
      }
      int truth = operands[i].test();
      if (truth == decisive) {
        return decisive;
      }
      if (truth == NULL) {
        result = NULL;
      }
    }
    return result;
  }
}
