// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Literal;
import io.millrace.record.RowPrograms;
import java.util.ArrayList;
import java.util.List;

/** What an aggregate call needs of a row, for the rules of a group that have it. */
final class RowCall {
  private final RowPlan plan;
  private final CallFold fold;
  private int rules;

  RowCall(RowPrograms<?> rows, TypedExpr.AggregateCall call, Limits limits) {
    plan = new RowPlan(rows, null, arguments(call));
    fold = new CallFold(call, limits);
  }

  /** For rows that are folded before they are sent. */
  CallFold fold() {
    return fold;
  }

  /** A row that a filter leaves out raises no error from what stands behind it. */
  private static List<TypedExpr> arguments(TypedExpr.AggregateCall call) {
    if (call.filter() == null) {
      return call.children();
    }
    return call.children().stream().map(each -> guarded(each, call.filter())).toList();
  }

  private static TypedExpr guarded(TypedExpr expr, TypedExpr filter) {
    if (expr == filter || expr.children().isEmpty()) {
      return expr;
    }
    TypedExpr none = new TypedExpr.Constant(new Literal(expr.type(), null));
    return new TypedExpr.IfElse(filter, expr, none);
  }

  void join() {
    rules++;
  }

  /** Whether a rule still has it; if not, it is closed. */
  boolean leave() {
    rules--;
    if (rules == 0) {
      plan.close();
    }
    return rules > 0;
  }

  /** Why something has no value in the row at hand, or null. */
  EvaluationError problem() {
    plan.evaluate(0);
    return plan.problem();
  }

  /** Arguments, filter if there is one, ORDER BY keys; null also where there is no answer. */
  List<Object> values() {
    plan.evaluate(0);
    return new ArrayList<>(plan.values());
  }
}
