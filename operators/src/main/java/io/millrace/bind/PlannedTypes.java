// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.OperatorTypes;
import io.millrace.signature.SharedTypes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * DataFusion gives an expression types twice: when it plans, where a CASE has the type of its first
 * result, and when it inserts casts, where it has that of all. What is around the CASE has to take
 * both. Kept are the types that are planned, where they are others.
 */
final class PlannedTypes {
  /**
   * @param refusal why there is no type; null if there is one
   */
  private record Plan(DataType type, MillraceException refusal) {}

  private final Map<TypedExpr, Plan> plans = new IdentityHashMap<>();

  private DataType of(TypedExpr expr) {
    Plan plan = plans.get(expr);
    return plan == null ? expr.type() : plan.type;
  }

  private List<DataType> of(List<TypedExpr> exprs) {
    return exprs.stream().map(this::of).toList();
  }

  private boolean differ(List<TypedExpr> exprs) {
    return !plans.isEmpty() && exprs.stream().anyMatch(plans::containsKey);
  }

  /** Throws where there is no type for what has to have one; what is asked for null need not. */
  TypedExpr typed(TypedExpr expr) {
    Plan plan = plans.get(expr);
    if (plan != null && plan.refusal != null) {
      throw plan.refusal;
    }
    return expr;
  }

  private TypedExpr planned(TypedExpr expr, Supplier<DataType> type) {
    Plan plan;
    try {
      plan = new Plan(type.get(), null);
    } catch (MillraceException refusal) {
      plan = new Plan(expr.type(), refusal);
    }
    if (plan.refusal == null && plan.type.equals(expr.type())) {
      return expr;
    }
    TypedExpr here = expr instanceof TypedExpr.Input column ? copy(column) : expr;
    plans.put(here, plan);
    return here;
  }

  /** A cast has the type that it names, also where nothing is left to cast. */
  TypedExpr cast(TypedExpr result) {
    Plan plan = plans.get(result);
    if (plan != null && plan.refusal == null) {
      plans.remove(result);
    }
    return result;
  }

  /** What asks for the types of its arguments, whatever it makes of them. */
  TypedExpr asked(List<TypedExpr> args, TypedExpr result) {
    return differ(args)
        ? planned(
            result,
            () -> {
              args.forEach(this::typed);
              return result.type();
            })
        : result;
  }

  /** A column may stand in other places, too. */
  private static TypedExpr copy(TypedExpr.Input column) {
    return new TypedExpr.Input(column.index(), column.path(), column.type());
  }

  TypedExpr cases(TypedExpr result, List<TypedExpr> thens, TypedExpr otherwise) {
    for (TypedExpr then : thens) {
      if (!of(then).isNull()) {
        return planned(result, () -> of(typed(then)));
      }
    }
    return otherwise == null ? result : planned(result, () -> of(typed(otherwise)));
  }

  TypedExpr binary(Operator operator, TypedExpr left, TypedExpr right, TypedExpr result) {
    return differ(List.of(left, right))
        ? planned(result, () -> binary(operator, left, right))
        : result;
  }

  private DataType binary(Operator operator, TypedExpr left, TypedExpr right) {
    List<DataType> types =
        OperatorTypes.operands(operator, of(typed(left)), of(typed(right)))
            .orElseThrow(() -> Coercion.refused(operator, left, right));
    return OperatorTypes.result(operator, types.get(0), types.get(1));
  }

  TypedExpr call(Scalar function, List<TypedExpr> args, TypedExpr result) {
    return differ(args) ? planned(result, () -> call(function, args)) : result;
  }

  private DataType call(Scalar function, List<TypedExpr> args) {
    args.forEach(this::typed);
    List<DataType> types =
        function
            .accepts()
            .coerce(of(args))
            .or(
                () ->
                    function.accepts().coerce(of(args).stream().map(DataType::unwrapped).toList()))
            .orElseThrow(() -> refused(function.name(), args, "types that it accepts"));
    return function.returns().apply(new Call(types, Folding.literals(args), null));
  }

  TypedExpr coalesce(List<TypedExpr> args, TypedExpr result) {
    return differ(args) ? planned(result, () -> coalesce(args)) : result;
  }

  private DataType coalesce(List<TypedExpr> args) {
    args.forEach(this::typed);
    return SharedTypes.ofArguments(of(args))
        .orElseThrow(() -> refused("coalesce", args, "arguments of types that go together"));
  }

  private MillraceException refused(String function, List<TypedExpr> args, String expected) {
    return Refusal.mismatch(
        function, "the arguments are planned as " + Refusal.listed(of(args)), expected);
  }
}
