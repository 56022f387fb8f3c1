// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.MillraceException;
import io.millrace.arithmetic.Operators;
import io.millrace.builtin.BuiltIns;
import io.millrace.cast.Casts;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.SharedTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The only place where implicit casts are inserted: operands and arguments get their types. */
final class Coercion {
  private static final long SECONDS_PER_DAY = 86_400L;

  private Coercion() {}

  /** A call whose arguments are cast to what the function accepts. */
  static TypedExpr call(Scalar function, List<TypedExpr> args) {
    return exact(function, arguments(function, args));
  }

  /** Arguments cast to what the function accepts. */
  static List<TypedExpr> arguments(Scalar function, List<TypedExpr> args) {
    List<DataType> given = types(args);
    Optional<List<DataType>> wanted = function.accepts().coerce(given);
    if (wanted.isEmpty()) {
      throw Accepted.refusal(function.name(), function.accepts(), args);
    }
    List<TypedExpr> cast = new ArrayList<>(args.size());
    for (int i = 0; i < args.size(); i++) {
      cast.add(cast(args.get(i), wanted.get().get(i)));
    }
    return cast;
  }

  /**
   * A call whose arguments have the right types already. One that has no kernel is refused where a
   * row comes to it.
   */
  static TypedExpr exact(Scalar function, List<TypedExpr> args) {
    Call typed = new Call(types(args), Folding.literals(args), null);
    DataType result = function.returns().apply(typed);
    Call call = new Call(typed.types(), typed.constants(), result);
    Kernel kernel;
    try {
      kernel = function.kernel().apply(call);
    } catch (MillraceException refusal) {
      return Refused.call(function, args, result, refusal);
    }
    return Folding.call(new TypedExpr.Call(function, kernel, args, result));
  }

  /** With a constant null the other operand is not evaluated, unless the operator tells nulls. */
  static TypedExpr binary(Operator operator, TypedExpr left, TypedExpr right) {
    List<TypedExpr> operands = operands(operator, left, right);
    TypedExpr result = applied(operator, Unwrapping.of(operator, operands.get(0), operands.get(1)));
    boolean nothing = Folding.isNull(left) || Folding.isNull(right);
    return nothing && operator.kind() != Operator.Kind.DISTINCTION
        ? Folding.constant(result.type(), null)
        : result;
  }

  /** The same, but both operands are evaluated, casts and all. */
  static TypedExpr evaluated(Operator operator, TypedExpr left, TypedExpr right) {
    return applied(operator, operands(operator, left, right));
  }

  private static List<TypedExpr> operands(Operator operator, TypedExpr left, TypedExpr right) {
    List<DataType> wanted =
        Operators.binary(operator)
            .accepts()
            .coerce(List.of(left.type(), right.type()))
            .orElseThrow(() -> refused(operator, left, right));
    return List.of(cast(left, wanted.get(0)), cast(right, wanted.get(1)));
  }

  private static TypedExpr applied(Operator operator, List<TypedExpr> operands) {
    TypedExpr first = operands.get(0);
    TypedExpr second = operands.get(1);
    boolean itself = operator == Operator.BITWISE_XOR && first.equals(second);
    if (itself && !first.type().isInteger()) {
      throw refused(operator, first, second);
    }
    if (itself) {
      return Folding.constant(first.type(), 0L);
    }
    boolean equality = operator == Operator.EQ;
    if (equality && first.type() instanceof DataType.Union && first.equals(second)) {
      // Unions of null values equal each other, but one that is compared with itself is unknown.
      TypedExpr unknown = Folding.constant(DataType.BOOLEAN, null);
      return Lowering.ifElse(Lowering.isNull(first), unknown, Lowering.TRUE);
    }
    return Refused.atOnce(exact(Operators.binary(operator), operands));
  }

  static MillraceException refused(Operator operator, TypedExpr left, TypedExpr right) {
    return Refusal.mismatch(
        "operator " + operator.symbol(),
        "the operands are " + Refusal.types(List.of(left, right)),
        "types that go together");
  }

  static List<DataType> types(Collection<TypedExpr> exprs) {
    List<DataType> types = new ArrayList<>(exprs.size());
    for (TypedExpr expr : exprs) {
      types.add(expr.type());
    }
    return types;
  }

  /** The type to which all are brought, from left to right. */
  static Optional<DataType> common(
      List<DataType> types, BiFunction<DataType, DataType, Optional<DataType>> meet) {
    Optional<DataType> all = types.isEmpty() ? Optional.empty() : Optional.of(types.get(0));
    for (int i = 1; i < types.size() && all.isPresent(); i++) {
      all = meet.apply(all.get(), types.get(i));
    }
    return all;
  }

  /** An implicit cast; also those that are none of Arrow's but DataFusion's. */
  static TypedExpr cast(TypedExpr expr, DataType type) {
    DataType from = expr.type();
    if (from.isNull() || from.equals(type)) {
      return cast(expr, type, false);
    }
    boolean interval = type.equals(DataType.INTERVAL_MONTH_DAY_NANO);
    if (from.isInteger() && interval) {
      TypedExpr day = Folding.constant(DataType.INT64, SECONDS_PER_DAY);
      TypedExpr seconds = binary(Operator.MULTIPLY, cast(expr, DataType.INT64), day);
      return through(seconds, new DataType.Duration(TimeUnit.SECOND), type);
    }
    if (from instanceof DataType.Time time && (interval || type instanceof DataType.Duration)) {
      DataType count = time.id() == TypeId.TIME32 ? DataType.INT32 : DataType.INT64;
      TypedExpr units = cast(cast(expr, count, false), DataType.INT64, false);
      return through(units, new DataType.Duration(time.unit()), type);
    }
    return cast(expr, type, false);
  }

  private static TypedExpr through(TypedExpr expr, DataType middle, DataType type) {
    return cast(cast(expr, middle, false), type, false);
  }

  /** Any cast; {@code safe} gives null for what has no counterpart. */
  static TypedExpr cast(TypedExpr expr, DataType type, boolean safe) {
    if (expr.type().equals(type)) {
      return expr;
    }
    if (type instanceof DataType.Dictionary dictionary && !dictionary.key().isInteger()) {
      throw Refusal.mismatch("a cast to " + type, "keys are " + dictionary.key(), "integers");
    }
    if (expr.type().isNull()) {
      return Refused.retyped(expr, type).orElseGet(() -> nothing(expr, type));
    }
    if (type instanceof DataType.Dictionary dictionary && dictionary.value().family().isNested()) {
      throw Refusal.mismatch("a cast to " + type, "values are " + dictionary.value(), "flat ones");
    }
    if (type instanceof DataType.AnyList && !(expr.type() instanceof DataType.AnyList)) {
      return cast(alone(expr, type, safe), type, safe);
    }
    Kernel kernel = Casts.kernel(expr.type(), type, safe);
    return Folding.cast(new TypedExpr.Cast(expr, type, safe), kernel);
  }

  /** A null of another type; what computes it may fail. */
  private static TypedExpr nothing(TypedExpr expr, DataType type) {
    TypedExpr nothing = Folding.constant(type, null);
    boolean plain = expr instanceof TypedExpr.Constant || expr instanceof TypedExpr.Input;
    return !plain ? new TypedExpr.IfElse(new TypedExpr.IsNull(expr), nothing, nothing) : nothing;
  }

  /** A single value as the one element of a list, even if it is null but in no dictionary. */
  private static TypedExpr alone(TypedExpr expr, DataType type, boolean safe) {
    boolean fixed = type instanceof DataType.FixedSizeList list && list.size() != 1;
    boolean members =
        expr.type() instanceof DataType.MapOf || expr.type() instanceof DataType.Union;
    if (fixed || members) {
      throw Refusal.mismatch("a cast to " + type, "the value is " + expr.type(), "a list");
    }
    TypedExpr item = cast(expr, SharedTypes.item(type).type(), safe);
    TypedExpr list = exact(BuiltIns.scalar("make_array").orElseThrow(), List.of(item));
    return expr.type() instanceof DataType.Dictionary
        ? Lowering.ifElse(Lowering.isNull(expr), Folding.constant(list.type(), null), list)
        : list;
  }
}
