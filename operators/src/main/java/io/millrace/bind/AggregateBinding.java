// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.aggregate.Aggregate;
import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.NullTreatment;
import io.millrace.expr.SortKey;
import io.millrace.function.FunctionKind;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.udf.AggregateUdf;
import io.millrace.user.UserAggregates;
import java.util.ArrayList;
import java.util.List;

/** A call of an aggregate, whose parts are evaluated row by row. */
final class AggregateBinding {
  private AggregateBinding() {}

  static TypedExpr of(Expr.AggregateCall call, Binding rows) {
    Aggregate function = function(call.function(), call.definition());
    List<TypedExpr> args = arguments(function.name(), function.accepts(), call.args(), rows);
    List<TypedExpr> orderBy = new ArrayList<>();
    List<Aggregate.OrderKey> keys = new ArrayList<>();
    for (SortKey key : call.orderBy()) {
      TypedExpr expr = rows.whole(key.expr());
      orderBy.add(expr);
      keys.add(new Aggregate.OrderKey(expr.type(), key.ascending(), key.nullsFirst()));
    }
    if (call.distinct() && function.order() == Aggregate.Order.SENSITIVE_ONCE) {
      requireArgument(function, args, orderBy);
    }
    if (call.filter() != null || !orderBy.isEmpty()) {
      requireOnce(function, call.distinct(), "FILTER and ORDER BY");
    }
    if (function.order() == Aggregate.Order.UNORDERED) {
      orderBy.clear();
    }
    Call typed = new Call(Coercion.types(args), Folding.literals(args), null);
    DataType result = function.returns().apply(typed);
    Call bound = new Call(typed.types(), typed.constants(), result);
    boolean ignoreNulls = call.nullTreatment() == NullTreatment.IGNORE_NULLS;
    Aggregate.Request request = new Aggregate.Request(bound, call.distinct(), ignoreNulls, keys);
    function.requireState(request);
    return new TypedExpr.AggregateCall(
        function, request, args, filter(call.filter(), rows), orderBy, result);
  }

  /** {@code definition} is null for what is built in. */
  static Aggregate function(String name, Definition definition) {
    if (definition instanceof AggregateUdf own) {
      return UserAggregates.of(own);
    }
    if (definition != null) {
      throw Refusal.definition(name, definition);
    }
    return BuiltIns.aggregate(name)
        .orElseThrow(() -> Binding.missing(name, FunctionKind.AGGREGATE));
  }

  /** Numbers and texts are cast, as nowhere else; null where there is none. */
  static TypedExpr filter(Expr filter, Binding rows) {
    return filter == null ? null : Coercion.cast(rows.whole(filter), DataType.BOOLEAN);
  }

  /** Cast to what is accepted; for count(*), a constant. */
  static List<TypedExpr> arguments(
      String function, Signature accepts, List<Expr> given, Binding rows) {
    List<TypedExpr> args = new ArrayList<>();
    for (Expr arg : given) {
      boolean rowsThemselves = arg instanceof Expr.Wildcard;
      args.add(rowsThemselves ? new TypedExpr.Constant(Literal.of(1)) : rows.whole(arg));
    }
    List<DataType> wanted =
        accepts
            .coerce(Coercion.types(args))
            .orElseThrow(() -> Accepted.refusal(function, accepts, args));
    List<TypedExpr> cast = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      cast.add(Coercion.cast(args.get(i), wanted.get(i)));
    }
    return cast;
  }

  /** Refuses DISTINCT for the functions that DataFusion has with it in the plainest form only. */
  static void requireOnce(Aggregate function, boolean distinct, String beside) {
    if (distinct && function.once() == Aggregate.Once.ALONE) {
      throw Refusal.unsupported(
          function.name() + " with DISTINCT", "found " + beside + " beside, expected none");
    }
  }

  private static void requireArgument(
      Aggregate function, List<TypedExpr> args, List<TypedExpr> orderBy) {
    if (orderBy.size() > 1 || (orderBy.size() == 1 && !orderBy.get(0).equals(args.get(0)))) {
      throw Refusal.mismatch(
          function.name() + " with DISTINCT",
          "it is ordered by something else",
          "the argument itself as the only ORDER BY key");
    }
  }
}
