// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;

/**
 * A parser that refuses to nest deeper than it was told, before its own stack is at risk. Every
 * nesting goes through one of the rules counted here, each for itself, so that none is counted
 * twice.
 */
abstract class BoundedParser extends Parser {
  private final int[] depths = new int[SqlExpressionParser.ruleNames.length];
  private int maxDepth = Integer.MAX_VALUE;
  private Runnable tooDeep = () -> {};

  BoundedParser(TokenStream tokens) {
    super(tokens);
  }

  /** {@code whenDeeper} has to throw. */
  final void bound(int newMaxDepth, Runnable whenDeeper) {
    maxDepth = newMaxDepth;
    tooDeep = whenDeeper;
  }

  @Override
  public final void reset() {
    super.reset();
    if (depths != null) {
      java.util.Arrays.fill(depths, 0);
    }
  }

  @Override
  public final void enterRecursionRule(
      ParserRuleContext context, int state, int rule, int precedence) {
    super.enterRecursionRule(context, state, rule, precedence);
    if (++depths[rule] > maxDepth) {
      tooDeep.run();
    }
  }

  @Override
  public final void unrollRecursionContexts(ParserRuleContext parent) {
    depths[getContext().getRuleIndex()]--;
    super.unrollRecursionContexts(parent);
  }
}
