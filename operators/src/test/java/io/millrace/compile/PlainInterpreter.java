// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.kernel.Nulls;

/** What expressions mean, one row and one node at a time, without any thought of speed. */
final class PlainInterpreter {
  private PlainInterpreter() {}

  /** Throws EvaluationError where the row has no answer. */
  static Object evaluate(TypedExpr expr, Object[] row) {
    if (expr instanceof TypedExpr.Constant constant) {
      return constant.literal().value();
    }
    if (expr instanceof TypedExpr.Input input) {
      return row[input.index()];
    }
    if (expr instanceof TypedExpr.IsNull test) {
      return evaluate(test.arg(), row) == null;
    }
    if (expr instanceof TypedExpr.IfElse choice) {
      return evaluate(
          Boolean.TRUE.equals(evaluate(choice.condition(), row))
              ? choice.then()
              : choice.otherwise(),
          row);
    }
    if (expr instanceof TypedExpr.And) {
      return logic(expr, false, row);
    }
    if (expr instanceof TypedExpr.Or) {
      return logic(expr, true, row);
    }
    if (expr instanceof TypedExpr.InSet set) {
      Object value = evaluate(set.arg(), row);
      if (value == null) {
        return null;
      }
      boolean found = set.values().contains(value);
      return found ? Boolean.TRUE : set.orNull() ? null : Boolean.FALSE;
    }
    return call((TypedExpr.Call) expr, row);
  }

  private static Object call(TypedExpr.Call call, Object[] row) {
    Object[] args = new Object[call.args().size()];
    boolean anyNull = false;
    for (int i = 0; i < args.length; i++) {
      args[i] = evaluate(call.args().get(i), row);
      anyNull |= args[i] == null;
    }
    return anyNull && call.nulls() == Nulls.STRICT
        ? null
        : Samples.ALL.get(call.function().name()).plain().apply(args);
  }

  private static Object logic(TypedExpr expr, boolean decisive, Object[] row) {
    boolean anyNull = false;
    for (TypedExpr operand : expr.children()) {
      Object value = evaluate(operand, row);
      if (value == null) {
        anyNull = true;
      } else if ((Boolean) value == decisive) {
        return decisive;
      }
    }
    return anyNull ? null : !decisive;
  }
}
