// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions over a source, each with its column of the result.
 *
 * @param aggregates whether there is one row for all
 */
record Query(List<Expr> exprs, List<TypedExpr> bound, List<Field> columns, boolean aggregates) {
  /** Throws MillraceException for texts that do not parse or bind. */
  static Query of(List<String> texts, Source source) {
    SqlParser parser = SqlParser.over(source.schema()).withDialect(source.dialect());
    List<Expr> exprs = texts.stream().map(parser::parse).toList();
    boolean aggregates = exprs.stream().anyMatch(Query::aggregates);
    Binder binder = Binder.over(source.schema());
    List<TypedExpr> bound = new ArrayList<>();
    List<Field> columns = new ArrayList<>();
    for (Expr expr : exprs) {
      TypedExpr typed = aggregates ? binder.bindAggregate(expr) : binder.bind(expr);
      bound.add(typed);
      columns.add(Field.of(ExprPrinter.schemaName(expr), typed.type()));
    }
    return new Query(exprs, bound, columns, aggregates);
  }

  private static boolean aggregates(Expr expr) {
    return expr instanceof Expr.AggregateCall
        || expr.children().stream().anyMatch(Query::aggregates);
  }
}
