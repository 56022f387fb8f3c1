// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.ArrowBatch;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an expression has an answer for every row of a table only because AND and OR show a row
 * that an operand decides to no operand after it.
 */
final class Protection {
  private Protection() {}

  static boolean decides(Expr expr, Case.Kind kind, InputTable table) {
    Binder binder = Binder.over(table.schema());
    List<TypedExpr> hidden = new ArrayList<>();
    if (kind == Case.Kind.AGGREGATE) {
      inCalls(binder.bindAggregate(expr), hidden);
    } else {
      collect(binder.bind(expr), hidden);
    }
    return hidden.stream().anyMatch(operand -> fails(operand, table));
  }

  private static void inCalls(TypedExpr expr, List<TypedExpr> hidden) {
    if (expr instanceof TypedExpr.AggregateCall) {
      collect(expr, hidden);
    } else {
      expr.children().forEach(child -> inCalls(child, hidden));
    }
  }

  /** Operands that not every row comes to. */
  private static void collect(TypedExpr expr, List<TypedExpr> hidden) {
    if (expr instanceof TypedExpr.And || expr instanceof TypedExpr.Or) {
      hidden.addAll(expr.children().subList(1, expr.children().size()));
    }
    expr.children().forEach(child -> collect(child, hidden));
  }

  private static boolean fails(TypedExpr operand, InputTable table) {
    RowErrors[] errors = {new RowErrors()};
    try (Program program = Program.compile(List.of(operand), Block.CAPACITY)) {
      ArrowBatch batch = table.batch();
      while (batch.next()) {
        program.evaluate(batch, errors);
        if (!errors[0].isEmpty()) {
          return true;
        }
      }
      return false;
    }
  }
}
