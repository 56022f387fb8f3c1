// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** The operands of one operator are gathered; anything else nests what is there one deeper. */
final class Chain {
  private final ExprBuilder builder;
  private Expr done;
  private Operator operator;
  private List<Expr> operands;
  private int depth;

  Chain(Expr first, ExprBuilder builder) {
    this.done = first;
    this.builder = builder;
  }

  boolean isOf(Operator other) {
    return operator == other;
  }

  void add(Operator next, Expr operand, ParserRuleContext at) {
    if (operator != next) {
      Expr left = expr();
      deepen(at);
      operator = next;
      operands = new ArrayList<>();
      if (left instanceof Expr.Binary binary && binary.operator() == next) {
        operands.addAll(binary.operands());
      } else {
        operands.add(left);
      }
    }
    if (operands.size() == 1 && operands.get(0) instanceof Expr.Placeholder first) {
      operands.set(0, Placeholders.typed(first, () -> builder.typeOf(operand, at)));
    }
    operands.add(Placeholders.typed(operand, () -> builder.typeOf(soFar(), at)));
    done = null;
  }

  private Expr soFar() {
    return operands.size() == 1 ? operands.get(0) : new Expr.Binary(operator, operands);
  }

  void replace(Expr expr, ParserRuleContext at) {
    deepen(at);
    done = expr;
    operator = null;
  }

  Expr expr() {
    if (done == null) {
      done = new Expr.Binary(operator, operands);
    }
    return done;
  }

  private void deepen(ParserRuleContext at) {
    builder.checkDepth(++depth, at);
  }
}
