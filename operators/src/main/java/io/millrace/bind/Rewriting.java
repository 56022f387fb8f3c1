// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;

/** The same expression with other parts. */
@Internal
public final class Rewriting {
  private Rewriting() {}

  /**
   * From the top down, where {@code change} gives null the node is kept and its children go on,
   * from left to right; calls of aggregates keep theirs. Nothing recurses, chains may be long; a
   * node that is kept may be asked about twice.
   */
  public static TypedExpr replaced(TypedExpr root, Function<TypedExpr, TypedExpr> change) {
    Map<TypedExpr, TypedExpr> done = new IdentityHashMap<>();
    Deque<TypedExpr> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      TypedExpr expr = open.peek();
      TypedExpr changed = done.containsKey(expr) ? done.get(expr) : change.apply(expr);
      if (changed == null && !pushChildren(expr, open, done)) {
        changed = children(expr, done::get);
      }
      if (changed != null) {
        open.pop();
        done.put(expr, changed);
      }
    }
    return done.get(root);
  }

  /** False if all of them are done. */
  private static boolean pushChildren(
      TypedExpr expr, Deque<TypedExpr> open, Map<TypedExpr, TypedExpr> done) {
    List<TypedExpr> children =
        expr instanceof TypedExpr.AggregateCall ? List.of() : expr.children();
    int before = open.size();
    for (int i = children.size() - 1; i >= 0; i--) {
      if (!done.containsKey(children.get(i))) {
        open.push(children.get(i));
      }
    }
    return open.size() > before;
  }

  private static TypedExpr children(TypedExpr expr, UnaryOperator<TypedExpr> change) {
    if (expr instanceof TypedExpr.Call call) {
      return new TypedExpr.Call(
          call.function(), call.kernel(), all(call.args(), change), call.type());
    } else if (expr instanceof TypedExpr.LambdaCall call) {
      return new TypedExpr.LambdaCall(
          call.function(),
          change.apply(call.list()),
          all(call.captured(), change),
          call.body(),
          call.type());
    } else if (expr instanceof TypedExpr.Cast cast) {
      return new TypedExpr.Cast(change.apply(cast.arg()), cast.type(), cast.safe());
    } else if (expr instanceof TypedExpr.IfElse choice) {
      return new TypedExpr.IfElse(
          change.apply(choice.condition()),
          change.apply(choice.then()),
          change.apply(choice.otherwise()));
    } else if (expr instanceof TypedExpr.And and) {
      return new TypedExpr.And(all(and.operands(), change));
    } else if (expr instanceof TypedExpr.Or or) {
      return new TypedExpr.Or(all(or.operands(), change));
    } else if (expr instanceof TypedExpr.IsNull isNull) {
      return new TypedExpr.IsNull(change.apply(isNull.arg()));
    } else if (expr instanceof TypedExpr.InSet in) {
      return new TypedExpr.InSet(change.apply(in.arg()), in.values(), in.orNull());
    } else if (expr instanceof TypedExpr.WindowCall call) {
      return new TypedExpr.WindowCall(
          call.function(),
          call.request(),
          all(call.args(), change),
          optional(call.filter(), change),
          all(call.partitionBy(), change),
          all(call.orderBy(), change),
          call.keys(),
          optional(call.startLimit(), change),
          optional(call.endLimit(), change),
          call.type());
    }
    return expr;
  }

  private static TypedExpr optional(TypedExpr expr, UnaryOperator<TypedExpr> change) {
    return expr == null ? null : change.apply(expr);
  }

  private static List<TypedExpr> all(List<TypedExpr> exprs, UnaryOperator<TypedExpr> change) {
    List<TypedExpr> changed = new ArrayList<>(exprs.size());
    for (TypedExpr expr : exprs) {
      changed.add(change.apply(expr));
    }
    return changed;
  }
}
