// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** One term or another, as a condition says. */
final class Either extends Choice {
  private final TruthTerm condition;
  private final Term then;
  private final Term otherwise;
  private final Load beforeThen;
  private final Load beforeOtherwise;

  /**
   * @param beforeThen what the one term reads, or null; so for the other
   */
  Either(Term condition, Term then, Term otherwise, Load beforeThen, Load beforeOtherwise) {
    this.condition = (TruthTerm) condition;
    this.then = then;
    this.otherwise = otherwise;
    this.beforeThen = beforeThen;
    this.beforeOtherwise = beforeOtherwise;
  }

  @Override
  Term choose() {
    if (condition.test() == TruthTerm.TRUE) {
      if (beforeThen != null) {
        beforeThen.run();
      }
      return then;
    }
    if (beforeOtherwise != null) {
      beforeOtherwise.run();
    }
    return otherwise;
  }
}
