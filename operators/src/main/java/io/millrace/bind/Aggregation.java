// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Equal calls of all the expressions are one; they come from {@link Binder#bindAggregate}. */
  public static Aggregation of(List<TypedExpr> exprs) {
    Map<TypedExpr.AggregateCall, Integer> places = new LinkedHashMap<>();
    List<TypedExpr> results = new ArrayList<>();
    exprs.forEach(expr -> results.add(apart(expr, places)));
    return new Aggregation(List.copyOf(places.keySet()), results);
  }

  /** Children first, from left to right, without recursion: chains may be long. */
  private static TypedExpr apart(TypedExpr root, Map<TypedExpr.AggregateCall, Integer> places) {
    Map<TypedExpr, TypedExpr> done = new IdentityHashMap<>();
    Deque<TypedExpr> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      TypedExpr expr = open.peek();
      List<TypedExpr> children =
          expr instanceof TypedExpr.AggregateCall ? List.of() : expr.children();
      int before = open.size();
      for (int i = children.size() - 1; i >= 0; i--) {
        if (!done.containsKey(children.get(i))) {
          open.push(children.get(i));
        }
      }
      if (open.size() == before) {
        open.pop();
        done.put(expr, place(expr, done, places));
      }
    }
    return done.get(root);
  }

  private static TypedExpr place(
      TypedExpr expr,
      Map<TypedExpr, TypedExpr> done,
      Map<TypedExpr.AggregateCall, Integer> places) {
    if (expr instanceof TypedExpr.AggregateCall call) {
      int next = places.size();
      Integer known = places.putIfAbsent(call, next);
      return new TypedExpr.Input(known == null ? next : known, call.type());
    }
    return Rewriting.children(expr, done::get);
  }
}
