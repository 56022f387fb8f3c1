// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/**
 * One method for each kind of {@link Expr}, so that a new kind breaks every pass that misses it.
 */
@PublicEvolving
public interface ExprVisitor<R> {
  R visit(Expr.Column column);

  R visit(Expr.Constant constant);

  R visit(Expr.Alias alias);

  R visit(Expr.Binary binary);

  R visit(Expr.Is is);

  R visit(Expr.Not not);

  R visit(Expr.Negative negative);

  R visit(Expr.Between between);

  R visit(Expr.Like like);

  R visit(Expr.Case caseExpr);

  R visit(Expr.Cast cast);

  R visit(Expr.InList inList);

  R visit(Expr.ScalarCall call);

  R visit(Expr.AggregateCall call);

  R visit(Expr.WindowCall call);

  R visit(Expr.HigherOrderCall call);

  R visit(Expr.Lambda lambda);

  R visit(Expr.LambdaVariable variable);

  R visit(Expr.Wildcard wildcard);

  R visit(Expr.Placeholder placeholder);

  R visit(Expr.Unnest unnest);

  R visit(Expr.Grouping grouping);

  R visit(Expr.ScalarSubquery subquery);
}
