// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.PrecedencePredicateTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * A parser that refuses to nest deeper than it was told, before its own stack is at risk. Every
 * nesting goes through one of the rules counted here, each for itself, so that none is counted
 * twice.
 */
abstract class BoundedParser extends Parser {
  /** Apart, because the grammar is not there yet when this class is loaded. */
  private static final class Strength {
    /** That of the vertical bar, the weakest operator that binds above comparisons. */
    static final int OF_BAR = strength(SqlExpressionParser.BAR);
  }

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

  /** ANTLR's number of the alternative of an expression that has this operator. */
  private static int strength(int token) {
    for (ATNState state : SqlExpressionParser._ATN.states) {
      for (Transition transition : state.getTransitions()) {
        if (state.ruleIndex == SqlExpressionParser.RULE_expr
            && transition instanceof PrecedencePredicateTransition alternative
            && takes(alternative.target, token)) {
          return alternative.precedence;
        }
      }
    }
    throw new AssertionError("no operator: " + token);
  }

  private static boolean takes(ATNState state, int token) {
    IntervalSet label = state.transition(0).label();
    return label != null && label.contains(token);
  }

  /** How strong operators have to bind where this expression stands. */
  private static int least(ParserRuleContext context) {
    if (context.getParent() instanceof SqlExpressionParser.BoundContext) {
      return Strength.OF_BAR;
    }
    return context.getParent() instanceof SqlExpressionParser.IndexContext
        ? Strength.OF_BAR + 1
        : 0;
  }

  @Override
  public final void unrollRecursionContexts(ParserRuleContext parent) {
    depths[getContext().getRuleIndex()]--;
    super.unrollRecursionContexts(parent);
  }
}
