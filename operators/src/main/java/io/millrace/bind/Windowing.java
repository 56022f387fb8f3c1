// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * Expressions over the rows of a window, taken apart: the distinct calls with OVER in them, the
 * columns they read besides, and what is computed of both, where {@code Input(i)} stands for column
 * {@code i} and {@code Input(columns + i)} for the result of call {@code i}.
 */
@Internal
public record Windowing(
    List<TypedExpr> columns, List<TypedExpr.WindowCall> calls, List<TypedExpr> results) {
  public Windowing {
    columns = List.copyOf(columns);
    calls = List.copyOf(calls);
    results = List.copyOf(results);
  }

  /** Equal calls of all the expressions are one; they come from {@link Binder#bindWindow}. */
  public static Windowing of(List<TypedExpr> exprs) {
    Map<TypedExpr, Integer> columns = new LinkedHashMap<>();
    Map<TypedExpr.WindowCall, Integer> calls = new LinkedHashMap<>();
    for (TypedExpr expr : exprs) {
      Rewriting.replaced(
          expr,
          node -> {
            if (node instanceof TypedExpr.WindowCall call) {
              calls.putIfAbsent(call, calls.size());
              return node;
            } else if (node instanceof TypedExpr.Input) {
              columns.putIfAbsent(node, columns.size());
            }
            return null;
          });
    }
    List<TypedExpr> results = new ArrayList<>(exprs.size());
    for (TypedExpr expr : exprs) {
      results.add(Rewriting.replaced(expr, node -> place(node, columns, calls)));
    }
    return new Windowing(List.copyOf(columns.keySet()), List.copyOf(calls.keySet()), results);
  }

  private static TypedExpr place(
      TypedExpr node, Map<TypedExpr, Integer> columns, Map<TypedExpr.WindowCall, Integer> calls) {
    if (node instanceof TypedExpr.WindowCall) {
      return new TypedExpr.Input(columns.size() + calls.get(node), node.type());
    }
    return node instanceof TypedExpr.Input
        ? new TypedExpr.Input(columns.get(node), node.type())
        : null;
  }
}
