// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** {@link Limit#BOUND_DEPTH}, to be asked before expressions of others are bound. */
@Internal
public final class BoundDepth {
  private record Below(Expr expr, int depth) {}

  private BoundDepth() {}

  /** Binding and compiling recurse: a chain of operands becomes as deep as it is long. */
  public static void check(Expr expr, Limits limits) {
    Deque<Below> rest = new ArrayDeque<>(List.of(new Below(expr, 1)));
    while (!rest.isEmpty()) {
      Below next = rest.pop();
      if (next.depth() > limits.of(Limit.BOUND_DEPTH)) {
        throw limits.exceeded(Limit.BOUND_DEPTH, "bind expression", "operations nested deeper");
      }
      int depth = next.depth() + levels(next.expr());
      next.expr().children().forEach(child -> rest.push(new Below(child, depth)));
    }
  }

  /** How much deeper what is made of an expression may be than its operands. */
  private static int levels(Expr expr) {
    if (expr instanceof Expr.Binary chain) {
      boolean flat = chain.operator() == Operator.AND || chain.operator() == Operator.OR;
      return flat ? 1 : chain.operands().size() - 1;
    }
    if (expr instanceof Expr.InList) {
      return 1;
    }
    return Math.max(1, expr.children().size() / 2);
  }
}
