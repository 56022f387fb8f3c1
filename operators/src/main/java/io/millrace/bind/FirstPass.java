// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.Expr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * DataFusion goes over an expression more than once. In the first pass it evaluates what is
 * constant, but for functions that it only rewrites, as casts by name, conditions and those of the
 * clock; what is around one of these is evaluated in the second, when rewriting has seen it.
 */
final class FirstPass {
  private static final String CAST = "arrow_cast";
  private static final String LIST = "make_array";

  private FirstPass() {}

  /** Whether nothing is left of it but its value. */
  static boolean evaluates(Expr expr) {
    Deque<Expr> open = new ArrayDeque<>(List.of(expr));
    while (!open.isEmpty()) {
      Expr part = open.pop();
      if (part instanceof Expr.Column
          || (part instanceof Expr.ScalarCall call && isRewritten(call))) {
        return false;
      }
      part.children().forEach(open::push);
    }
    return true;
  }

  private static boolean isRewritten(Expr.ScalarCall call) {
    Conditional conditional = Conditional.find(call.function());
    return (conditional != null && conditional != Conditional.NULLIF)
        || TypeForms.find(call.function()).isPresent()
        || Clock.isOne(call.function());
  }

  /** Whether rewriting sees the elements of a list. */
  static boolean shows(Expr list, Binding around) {
    Expr inner = list;
    while (inner instanceof Expr.ScalarCall call && isNothing(call, around)) {
      inner = call.args().get(0);
    }
    return evaluates(inner)
        || (inner instanceof Expr.ScalarCall call && call.function().equals(LIST));
  }

  /** Whether it is rewritten to its first argument. */
  private static boolean isNothing(Expr.ScalarCall call, Binding around) {
    boolean cast =
        call.function().equals(CAST)
            && around.of(call).type().equals(around.of(call.args().get(0)).type());
    return cast
        || (Conditional.find(call.function()) == Conditional.COALESCE && call.args().size() == 1);
  }
}
