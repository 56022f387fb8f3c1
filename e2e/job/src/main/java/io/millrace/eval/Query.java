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

/** Expressions over a source, each with its column of the result. */
record Query(List<Expr> exprs, List<TypedExpr> bound, List<Field> columns, Kind kind) {
  /** What all of the expressions are. */
  enum Kind {
    ROW,
    /** There is one row for all. */
    AGGREGATE,
    /** There is a row for each once all are seen. */
    WINDOW;

    private static Kind of(List<Expr> exprs) {
      if (exprs.stream().anyMatch(Query::looksAround)) {
        return WINDOW;
      }
      return exprs.stream().anyMatch(Query::aggregates) ? AGGREGATE : ROW;
    }

    /** Throws MillraceException for what is none of this kind. */
    TypedExpr bind(Binder binder, Expr expr) {
      return switch (this) {
        case ROW -> binder.bind(expr);
        case AGGREGATE -> binder.bindAggregate(expr);
        case WINDOW -> binder.bindWindow(expr);
      };
    }
  }

  /** Throws MillraceException for texts that do not parse or bind. */
  static Query of(List<String> texts, Source source) {
    SqlParser parser = SqlParser.over(source.schema()).withDialect(source.dialect());
    List<Expr> exprs = texts.stream().map(parser::parse).toList();
    Kind kind = Kind.of(exprs);
    Binder binder = Binder.over(source.schema());
    List<TypedExpr> bound = new ArrayList<>();
    List<Field> columns = new ArrayList<>();
    for (Expr expr : exprs) {
      TypedExpr typed = kind.bind(binder, expr);
      bound.add(typed);
      columns.add(Field.of(ExprPrinter.schemaName(expr), typed.type()));
    }
    return new Query(exprs, bound, columns, kind);
  }

  private static boolean looksAround(Expr expr) {
    return expr instanceof Expr.WindowCall || expr.children().stream().anyMatch(Query::looksAround);
  }

  private static boolean aggregates(Expr expr) {
    return expr instanceof Expr.AggregateCall
        || expr.children().stream().anyMatch(Query::aggregates);
  }
}
