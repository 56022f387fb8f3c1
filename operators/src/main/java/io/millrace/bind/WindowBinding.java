// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.aggregate.Aggregate;
import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.NullTreatment;
import io.millrace.expr.SortKey;
import io.millrace.function.FunctionKind;
import io.millrace.signature.Call;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.WindowUdf;
import io.millrace.user.UserAggregates;
import io.millrace.user.UserWindows;
import io.millrace.window.Frame;
import io.millrace.window.OrderKey;
import io.millrace.window.WindowFunction;
import io.millrace.window.WindowFunctions;
import java.util.ArrayList;
import java.util.List;

/** A call with OVER, whose parts are evaluated row by row. */
final class WindowBinding {
  private WindowBinding() {}

  static TypedExpr of(Expr.WindowCall call, Binding rows) {
    if (call.filter() != null && !call.aggregate()) {
      throw Refusal.notHere(call, "FILTER beside aggregates only");
    }
    WindowFunction function = function(call);
    List<TypedExpr> args =
        AggregateBinding.arguments(function.name(), function.accepts(), call.args(), rows);
    List<TypedExpr> partitionBy = rows.all(call.partitionBy());
    List<TypedExpr> orderBy = new ArrayList<>();
    List<OrderKey> keys = new ArrayList<>();
    for (SortKey key : call.orderBy()) {
      TypedExpr expr = rows.whole(key.expr());
      orderBy.add(expr);
      keys.add(new OrderKey(expr.type(), key.ascending(), key.nullsFirst()));
    }
    if (call.definition() instanceof WindowUdf) {
      args.addAll(orderBy);
    }
    FrameBinding frame = new FrameBinding(call, orderBy);
    return of(call, function, args, partitionBy, orderBy, keys, frame, rows);
  }

  private static TypedExpr of(
      Expr.WindowCall call,
      WindowFunction function,
      List<TypedExpr> args,
      List<TypedExpr> partitionBy,
      List<TypedExpr> orderBy,
      List<OrderKey> keys,
      FrameBinding frame,
      Binding rows) {
    Call typed = new Call(Coercion.types(args), Folding.literals(args), null);
    DataType result = function.returns().apply(typed);
    Frame bound = frame.frame();
    WindowFunction.Request request =
        new WindowFunction.Request(
            new Call(typed.types(), typed.constants(), result),
            call.distinct() && call.aggregate(),
            call.nullTreatment() == NullTreatment.IGNORE_NULLS,
            bound,
            call.filter() == null ? WindowFunction.Rows.ALL : WindowFunction.Rows.FILTERED);
    boolean compares = function.evaluator().apply(request).comparesKeys();
    return new TypedExpr.WindowCall(
        function,
        request,
        args,
        AggregateBinding.filter(call.filter(), rows),
        partitionBy,
        compares ? orderBy : withoutConstants(orderBy),
        keys,
        frame.startLimit(),
        frame.endLimit(),
        result);
  }

  /** Nothing is sorted by what has no column, so that it neither fails nor is refused. */
  private static List<TypedExpr> withoutConstants(List<TypedExpr> keys) {
    return keys.stream()
        .map(key -> Sameness.variesByRow(key) ? key : Folding.constant(key.type(), null))
        .toList();
  }

  private static WindowFunction function(Expr.WindowCall call) {
    if (call.aggregate()) {
      Aggregate function = AggregateBinding.function(call.function(), call.definition());
      AggregateBinding.requireOnce(function, call.distinct(), "OVER");
      return call.definition() instanceof AggregateUdf own
          ? UserAggregates.over(own)
          : WindowFunctions.of(function);
    }
    if (call.definition() instanceof WindowUdf own) {
      return UserWindows.of(own);
    }
    if (call.definition() != null) {
      throw Refusal.definition(call.function(), call.definition());
    }
    return BuiltIns.window(call.function())
        .orElseThrow(() -> Binding.missing(call.function(), FunctionKind.WINDOW));
  }
}
