// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** AND and OR of two operands, as {@link Connective}. */
final class Both extends TruthTerm {
  private final int decisive;
  private final TruthTerm first;
  private final TruthTerm second;
  private final Load beforeSecond;

  /**
   * @param beforeSecond what the second operand reads; may be null
   */
  Both(int decisive, Term first, Term second, Load beforeSecond) {
    this.decisive = decisive;
    this.first = (TruthTerm) first;
    this.second = (TruthTerm) second;
    this.beforeSecond = beforeSecond;
  }

  @Override
  int test() {
    int left = first.test();
    if (left == decisive) {
      return decisive;
    }
    if (beforeSecond != null) {
      beforeSecond.run();
    }
    int right = second.test();
    return right == decisive || left != NULL ? right : NULL;
  }
}
