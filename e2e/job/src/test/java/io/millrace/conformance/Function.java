// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.expr.WindowFrame;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A function of DataFusion by its own name. */
record Function(FunctionKind kind, String name) {
  private static final Literal UNBOUNDED = new Literal(DataType.UINT64, null);
  private static final WindowFrame ALL_ROWS =
      new WindowFrame(
          WindowFrame.Units.ROWS,
          new WindowFrame.Bound(WindowFrame.Direction.PRECEDING, UNBOUNDED),
          new WindowFrame.Bound(WindowFrame.Direction.FOLLOWING, UNBOUNDED));

  /** That an expression is a call of. */
  static Optional<Function> of(Expr expr) {
    if (expr instanceof Expr.ScalarCall call) {
      return Optional.of(new Function(FunctionKind.SCALAR, call.function()));
    }
    if (expr instanceof Expr.AggregateCall call) {
      return Optional.of(new Function(FunctionKind.AGGREGATE, call.function()));
    }
    if (expr instanceof Expr.WindowCall call) {
      FunctionKind kind = call.aggregate() ? FunctionKind.AGGREGATE : FunctionKind.WINDOW;
      return Optional.of(new Function(kind, call.function()));
    }
    return expr instanceof Expr.HigherOrderCall call
        ? Optional.of(new Function(FunctionKind.HIGHER_ORDER, call.function()))
        : Optional.empty();
  }

  /** That an expression calls anywhere, the outermost first. */
  static Set<Function> in(Expr expr) {
    Set<Function> all = new LinkedHashSet<>();
    collect(expr, all);
    return all;
  }

  private static void collect(Expr expr, Set<Function> all) {
    of(expr).ifPresent(all::add);
    expr.children().forEach(child -> collect(child, all));
  }

  /** All of a kind, in order of name, each with its other names. */
  static Map<Function, List<String>> all(FunctionKind kind) {
    Map<String, List<String>> names = new TreeMap<>();
    for (String name : FunctionNames.names(kind)) {
      String own = FunctionNames.find(name, kind).orElseThrow();
      List<String> others = names.computeIfAbsent(own, key -> new ArrayList<>());
      if (!own.equals(name)) {
        others.add(name);
      }
    }
    Map<Function, List<String>> all = new LinkedHashMap<>();
    names.forEach((own, others) -> all.put(new Function(kind, own), others));
    return all;
  }

  /** Whether a call without arguments is bound, or refused for its arguments only. */
  boolean isEvaluated() {
    Binder binder = Binder.over(new Schema("t", List.of()));
    try {
      switch (kind) {
        case SCALAR -> binder.bind(new Expr.ScalarCall(name, List.of()));
        case AGGREGATE ->
            binder.bindAggregate(
                new Expr.AggregateCall(name, List.of(), false, null, List.of(), null, null));
        case HIGHER_ORDER -> binder.bind(new Expr.HigherOrderCall(name, List.of(), null));
        case WINDOW ->
            binder.bindWindow(
                new Expr.WindowCall(
                    name, false, List.of(), List.of(), List.of(), ALL_ROWS, null, false, null,
                    null));
      }
      return true;
    } catch (MillraceException refused) {
      return refused.code() != ErrorCode.UNSUPPORTED_EXPRESSION;
    }
  }
}
