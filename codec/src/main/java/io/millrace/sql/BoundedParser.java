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
  /** ANTLR's number of the vertical bar, the weakest operator that binds above comparisons. */
  private static final int BAR = 13;

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
    super.enterRecursionRule(context, state, rule, Math.max(precedence, least(context)));
    if (++depths[rule] > maxDepth) {
      tooDeep.run();
    }
  }

  /** How strong operators have to bind where this expression stands. */
  private static int least(ParserRuleContext context) {
    if (context.getParent() instanceof SqlExpressionParser.BoundContext) {
      return BAR;
    }
    return context.getParent() instanceof SqlExpressionParser.IndexContext ? BAR + 1 : 0;
  }

  @Override
  public final void unrollRecursionContexts(ParserRuleContext parent) {
    depths[getContext().getRuleIndex()]--;
    super.unrollRecursionContexts(parent);
  }
}
