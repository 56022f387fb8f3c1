// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import io.millrace.sql.SqlExpressionParser.BetweenExprContext;
import io.millrace.sql.SqlExpressionParser.ContainmentExprContext;
import io.millrace.sql.SqlExpressionParser.DistinctExprContext;
import io.millrace.sql.SqlExpressionParser.EscapeExprContext;
import io.millrace.sql.SqlExpressionParser.ExprContext;
import io.millrace.sql.SqlExpressionParser.InExprContext;
import io.millrace.sql.SqlExpressionParser.IsExprContext;
import io.millrace.sql.SqlExpressionParser.LikeExprContext;
import io.millrace.sql.SqlExpressionParser.QuantifiedExprContext;
import io.millrace.sql.SqlExpressionParser.WholeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tests with words: BETWEEN, IN, LIKE, IS and their kin, and those of whole lists. */
final class Predicates {
  private final ExprBuilder builder;
  private final SourceText source;

  Predicates(ExprBuilder builder, SourceText source) {
    this.builder = builder;
    this.source = source;
  }

  Expr of(ExprContext step, Expr left) {
    if (step instanceof BetweenExprContext between) {
      return new Expr.Between(
          left,
          between.NOT() != null,
          Placeholders.typed(builder.bound(between.low), () -> builder.typeOf(left, step)),
          Placeholders.typed(builder.bound(between.high), () -> builder.typeOf(left, step)));
    }
    if (step instanceof InExprContext in) {
      return inList(left, in);
    }
    if (step instanceof LikeExprContext like) {
      return like(left, like);
    }
    if (step instanceof EscapeExprContext escape) {
      return escape(left, escape);
    }
    if (step instanceof IsExprContext is) {
      String test = (is.NOT() == null ? "" : "NOT_") + is.test.getText();
      return new Expr.Is(Expr.Is.Test.valueOf(test.toUpperCase(Locale.ROOT)), left);
    }
    if (step instanceof DistinctExprContext distinct) {
      Operator operator =
          distinct.NOT() == null ? Operator.IS_DISTINCT_FROM : Operator.IS_NOT_DISTINCT_FROM;
      return binary(left, operator, builder.expr(distinct.right.expr()), step);
    }
    if (step instanceof ContainmentExprContext contains) {
      return containment(left, contains);
    }
    return quantified((QuantifiedExprContext) step, left);
  }

  private Expr inList(Expr left, InExprContext in) {
    List<Expr> list = new ArrayList<>();
    for (WholeContext element : in.whole()) {
      list.add(Placeholders.typed(builder.expr(element.expr()), () -> builder.typeOf(left, in)));
    }
    return new Expr.InList(left, list, in.NOT() != null);
  }

  private Expr like(Expr left, LikeExprContext like) {
    Expr.Like.Kind kind =
        switch (like.kind.getType()) {
          case SqlExpressionParser.LIKE -> Expr.Like.Kind.LIKE;
          case SqlExpressionParser.ILIKE -> Expr.Like.Kind.ILIKE;
          default -> Expr.Like.Kind.SIMILAR_TO;
        };
    Expr pattern = Placeholders.typed(builder.expr(like.right), () -> builder.typeOf(left, like));
    return new Expr.Like(kind, like.NOT() != null, left, pattern, null);
  }

  private Expr quantified(QuantifiedExprContext step, Expr left) {
    Operator operator = Operator.spelled(step.comparison().getText());
    if (!Quantified.supports(operator)) {
      throw source.error(
          ErrorCode.SYNTAX,
          step.comparison(),
          "Cannot use "
              + step.comparison().getText()
              + " with ANY or ALL: expected one of"
              + " =, <>, <, <=, >, >=");
    }
    Expr list = builder.bound(step.operand);
    Quantified.Quantifier quantifier =
        step.quantifier.getType() == SqlExpressionParser.ALL
            ? Quantified.Quantifier.ALL
            : Quantified.Quantifier.ANY;
    return new Quantified(left, operator, quantifier, list).expr();
  }

  private Expr binary(Expr left, Operator operator, Expr right, ExprContext at) {
    Chain chain = new Chain(left, builder);
    chain.add(operator, right, at);
    return chain.expr();
  }

  private Expr escape(Expr left, EscapeExprContext escape) {
    if (!(escape.left instanceof LikeExprContext) || !(left instanceof Expr.Like like)) {
      throw source.error(
          ErrorCode.SYNTAX, escape.ESCAPE().getSymbol(), "Cannot parse ESCAPE: found no LIKE");
    }
    String text = Names.unquoted(escape.STRING().getText());
    if (text.codePointCount(0, text.length()) != 1) {
      throw source.error(
          ErrorCode.SYNTAX,
          escape.STRING().getSymbol(),
          "Cannot use escape '" + text + "': expected one character");
    }
    return new Expr.Like(like.kind(), like.negated(), like.expr(), like.pattern(), text);
  }

  private Expr containment(Expr left, ContainmentExprContext contains) {
    Expr right = builder.expr(contains.right);
    Operator operator = Operator.spelled(contains.op.getText());
    boolean lists =
        KnownTypes.dimensions(builder.typeOf(left, contains)) > 0
            && KnownTypes.dimensions(builder.typeOf(right, contains)) > 0;
    if (!lists) {
      return binary(left, operator, right, contains);
    }
    return new Expr.ScalarCall(
        "array_has_all",
        operator == Operator.AT_ARROW ? List.of(left, right) : List.of(right, left));
  }
}
