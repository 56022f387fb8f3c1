// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Literal;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.List;

/**
 * A call that is said by another than its own name, or that counts rows, which is why it has an
 * alias: {@code mean(x)} is {@code avg(x) AS "mean(x)"}.
 */
record NamedCall(Expr call, String name) {
  /** Null for an alias that somebody gave. */
  static NamedCall of(Expr.Alias alias) {
    int parenthesis = alias.name().indexOf('(');
    if (alias.relation() != null || !alias.metadata().isEmpty() || parenthesis < 0) {
      return null;
    }
    String name = alias.name().substring(0, parenthesis);
    if (alias.expr() instanceof Expr.ScalarCall call && call.definition() == null) {
      return called(alias, name, call.function(), call.args(), FunctionKind.SCALAR);
    }
    if (alias.expr() instanceof Expr.HigherOrderCall call && call.definition() == null) {
      return called(alias, name, call.function(), call.args(), FunctionKind.HIGHER_ORDER);
    }
    if (alias.expr() instanceof Expr.AggregateCall call && call.definition() == null) {
      NamedCall rows = countOfRows(alias, call.function(), call.args());
      return rows == null
          ? called(alias, name, call.function(), call.args(), FunctionKind.AGGREGATE)
          : rows;
    }
    if (alias.expr() instanceof Expr.WindowCall call && call.definition() == null) {
      NamedCall rows = countOfRows(alias, call.function(), call.args());
      FunctionKind kind = call.aggregate() ? FunctionKind.AGGREGATE : FunctionKind.WINDOW;
      return rows == null ? called(alias, name, call.function(), call.args(), kind) : rows;
    }
    return null;
  }

  private static NamedCall called(
      Expr.Alias alias, String name, String function, List<Expr> args, FunctionKind kind) {
    boolean isOther =
        !name.equals(function)
            && FunctionNames.find(name, kind).filter(function::equals).isPresent()
            && Calls.named(alias.expr(), name, function, args).equals(alias);
    return isOther ? new NamedCall(alias.expr(), name) : null;
  }

  private static NamedCall countOfRows(Expr.Alias alias, String function, List<Expr> args) {
    if (!function.equals("count") || !args.equals(List.of(new Expr.Constant(Literal.of(1L))))) {
      return null;
    }
    for (List<Expr> said : List.of(List.<Expr>of(new Expr.Wildcard(null)), List.<Expr>of())) {
      Expr call = with(alias.expr(), said);
      if (ExprPrinter.schemaName(call).equals(alias.name())) {
        return new NamedCall(call, function);
      }
    }
    return null;
  }

  private static Expr with(Expr call, List<Expr> args) {
    if (call instanceof Expr.AggregateCall count) {
      return new Expr.AggregateCall(
          count.function(),
          args,
          count.distinct(),
          count.filter(),
          count.orderBy(),
          count.nullTreatment(),
          null);
    }
    Expr.WindowCall count = (Expr.WindowCall) call;
    return new Expr.WindowCall(
        count.function(),
        count.aggregate(),
        args,
        count.partitionBy(),
        count.orderBy(),
        count.frame(),
        count.nullTreatment(),
        count.distinct(),
        count.filter(),
        null);
  }
}
