// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.OperatorTypes;
import io.millrace.signature.SharedTypes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DataFusion gives an expression types twice: when it plans, where a CASE has the type of its first
 * result, and when it inserts casts, where it has that of all. What is around the CASE has to take
 * both. Kept are the types that are planned, where they are others.
 */
final class PlannedTypes {
  private final Map<TypedExpr, DataType> planned = new IdentityHashMap<>();

  private DataType of(TypedExpr expr) {
    return planned.getOrDefault(expr, expr.type());
  }

  private List<DataType> of(List<TypedExpr> exprs) {
    return exprs.stream().map(this::of).toList();
  }

  private boolean differ(List<TypedExpr> exprs) {
    return !planned.isEmpty() && exprs.stream().anyMatch(planned::containsKey);
  }

  /** A column may stand in many places. */
  private TypedExpr planned(TypedExpr expr, DataType type) {
    if (!(expr instanceof TypedExpr.Input) && !type.equals(expr.type())) {
      planned.put(expr, type);
    }
    return expr;
  }

  TypedExpr cases(TypedExpr result, List<TypedExpr> thens, TypedExpr otherwise) {
    for (TypedExpr then : thens) {
      if (!of(then).isNull()) {
        return planned(result, of(then));
      }
    }
    return otherwise == null ? result : planned(result, of(otherwise));
  }

  /** Throws where the operator does not take what is planned. */
  TypedExpr binary(Operator operator, TypedExpr left, TypedExpr right, TypedExpr result) {
    if (!differ(List.of(left, right))) {
      return result;
    }
    List<DataType> types =
        OperatorTypes.operands(operator, of(left), of(right))
            .orElseThrow(() -> Coercion.refused(operator, left, right));
    return planned(result, OperatorTypes.result(operator, types.get(0), types.get(1)));
  }

  /** Throws where the function does not take what is planned. */
  TypedExpr call(Scalar function, List<TypedExpr> args, TypedExpr result) {
    if (!differ(args)) {
      return result;
    }
    List<DataType> types =
        function
            .accepts()
            .coerce(of(args))
            .orElseThrow(() -> refused(function.name(), args, "types that it accepts"));
    Call call = new Call(types, Folding.literals(args), null);
    return planned(result, function.returns().apply(call));
  }

  TypedExpr coalesce(List<TypedExpr> args, TypedExpr result) {
    if (!differ(args)) {
      return result;
    }
    Optional<DataType> type = SharedTypes.ofArguments(of(args));
    return planned(
        result,
        type.orElseThrow(() -> refused("coalesce", args, "arguments of types that go together")));
  }

  private RuntimeException refused(String function, List<TypedExpr> args, String expected) {
    return Refusal.mismatch(
        function, "the arguments are planned as " + Refusal.listed(of(args)), expected);
  }
}
