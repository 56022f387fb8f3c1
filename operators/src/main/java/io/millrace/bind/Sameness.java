// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.function.Volatility;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Equality and hash of expressions of any depth: nothing recurses. */
final class Sameness {
  /** How many nodes, from the top, a hash looks at. */
  private static final int HASHED = 64;

  private Sameness() {}

  /** The same as another of the same two objects. */
  private record Pair(TypedExpr left, TypedExpr right) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Pair that && left == that.left && right == that.right;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(left) + System.identityHashCode(right);
    }
  }

  static boolean of(TypedExpr left, TypedExpr right) {
    Deque<Pair> open = new ArrayDeque<>();
    open.push(new Pair(left, right));
    Set<Pair> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Pair pair = open.pop();
      // Parts that are used more than once are compared once.
      if (pair.left == pair.right || !seen.add(pair)) {
        continue;
      }
      List<TypedExpr> lefts = pair.left.children();
      List<TypedExpr> rights = pair.right.children();
      if (lefts.size() != rights.size() || !own(pair.left).equals(own(pair.right))) {
        return false;
      }
      for (int i = lefts.size() - 1; i >= 0; i--) {
        open.push(new Pair(lefts.get(i), rights.get(i)));
      }
    }
    return true;
  }

  static int hash(TypedExpr root) {
    Deque<TypedExpr> open = new ArrayDeque<>(List.of(root));
    int hash = 1;
    for (int i = 0; i < HASHED && !open.isEmpty(); i++) {
      TypedExpr expr = open.remove();
      hash = 31 * hash + own(expr).hashCode();
      open.addAll(expr.children());
    }
    return hash;
  }

  static boolean isVolatile(TypedExpr root) {
    return first(root, Sameness::callsVolatile) != null;
  }

  /** Whether it is of columns, or another for each row. What no row can come to has no value. */
  static boolean variesByRow(TypedExpr root) {
    return first(
            root,
            expr ->
                expr instanceof TypedExpr.Input
                    || expr instanceof TypedExpr.AggregateCall
                    || (callsVolatile(expr) && !Refused.isWhereReached(expr)))
        != null;
  }

  private static boolean callsVolatile(TypedExpr expr) {
    return expr instanceof TypedExpr.Call call
        && call.function().volatility() == Volatility.VOLATILE;
  }

  /** A part that is wanted, bodies of lambdas included; null if there is none. */
  static TypedExpr first(TypedExpr root, Predicate<TypedExpr> wanted) {
    Deque<TypedExpr> open = new ArrayDeque<>(List.of(root));
    Set<TypedExpr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!open.isEmpty()) {
      TypedExpr expr = open.pop();
      if (!seen.add(expr)) {
        continue;
      }
      if (wanted.test(expr)) {
        return expr;
      }
      if (expr instanceof TypedExpr.LambdaCall call) {
        open.push(call.body());
      }
      expr.children().forEach(open::push);
    }
    return null;
  }

  /** What a node is besides its children. */
  private static List<Object> own(TypedExpr expr) {
    if (expr instanceof TypedExpr.Call call) {
      return List.of(call.function().identity(), call.type());
    } else if (expr instanceof TypedExpr.LambdaCall call) {
      return List.of(call.function().name(), call.body(), call.type());
    } else if (expr instanceof TypedExpr.Cast cast) {
      return List.of(cast.type(), cast.safe());
    } else if (expr instanceof TypedExpr.InSet in) {
      return List.of(in.values(), in.orNull());
    } else if (expr instanceof TypedExpr.AggregateCall call) {
      boolean filtered = call.filter() != null;
      return List.of(call.function().identity(), call.request(), filtered, call.args().size());
    }
    if (expr instanceof TypedExpr.WindowCall call) {
      List<Integer> counts =
          List.of(call.args().size(), call.partitionBy().size(), call.orderBy().size());
      List<Boolean> parts =
          List.of(call.filter() != null, call.startLimit() != null, call.endLimit() != null);
      return List.of(call.function().identity(), call.request(), call.keys(), counts, parts);
    }
    boolean leaf = expr instanceof TypedExpr.Constant || expr instanceof TypedExpr.Input;
    return List.of(leaf ? expr : expr.getClass());
  }
}
