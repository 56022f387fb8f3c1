// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * Expressions over a group of rows, taken apart: the distinct aggregate calls in them, and what is
 * computed from their results, where {@code Input(i)} stands for the result of call {@code i}.
 */
@Internal
public record Aggregation(List<TypedExpr.AggregateCall> calls, List<TypedExpr> results) {
  public Aggregation {
    calls = List.copyOf(calls);
    results = List.copyOf(results);
  }

  /** Throws UNSUPPORTED_EXPRESSION for calls that DataFusion does not evaluate together. */
  public static void check(List<TypedExpr> exprs) {
    Objects.requireNonNull(of(exprs));
  }

  /**
   * Equal calls of all the expressions are one; they come from {@link Binder#bindAggregate}. Throws
   * as {@link #check}.
   */
  public static Aggregation of(List<TypedExpr> exprs) {
    Map<TypedExpr.AggregateCall, Integer> places = new LinkedHashMap<>();
    List<TypedExpr> results = new ArrayList<>();
    exprs.forEach(expr -> results.add(apart(expr, places)));
    SingleDistinct.check(places.keySet());
    return new Aggregation(List.copyOf(places.keySet()), results);
  }

  private static TypedExpr apart(TypedExpr expr, Map<TypedExpr.AggregateCall, Integer> places) {
    return Rewriting.replaced(
        expr,
        node -> {
          if (!(node instanceof TypedExpr.AggregateCall call)) {
            return null;
          }
          int next = places.size();
          Integer known = places.putIfAbsent(call, next);
          return new TypedExpr.Input(known == null ? next : known, call.type());
        });
  }
}
