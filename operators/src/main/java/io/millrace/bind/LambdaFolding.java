// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A call with a lambda over a constant list is a constant where the body is one for each element:
 * it is bound once more for each, with the element in the parameter's place.
 */
final class LambdaFolding {
  /** Nodes that are bound, all elements together; a lambda in a lambda is left for rows to do. */
  private static final int MOST = 2_000;

  private LambdaFolding() {}

  /**
   * Null if it is no constant, or one that fails, or takes long.
   *
   * @param around binds what is outside of the lambda
   */
  static TypedExpr of(TypedExpr.LambdaCall call, Expr body, Field parameter, Binding around) {
    Literal list = Folding.literal(call.list());
    if (list == null || !call.captured().isEmpty()) {
      return null;
    }
    if (list.isNull()) {
      return Folding.constant(call.type(), null);
    }
    List<?> elements = (List<?>) list.value();
    if (!call.function().takes(call.body().type()) || (long) elements.size() * nodes(body) > MOST) {
      return null;
    }
    List<Object> results = new ArrayList<>();
    for (Object element : elements) {
      TypedExpr value = Folding.constant(parameter.type(), element);
      Literal result = result(around.within(parameter, value), body);
      if (result == null || !result.type().equals(call.body().type())) {
        return null;
      }
      results.add(result.value());
    }
    return call.function()
        .evaluate(list, call.body().type(), results, call.type())
        .<TypedExpr>map(TypedExpr.Constant::new)
        .orElse(null);
  }

  /** Null if it is no constant; what is refused of a constant is the error of rows. */
  private static Literal result(Binding inside, Expr body) {
    try {
      return Folding.literal(inside.of(body));
    } catch (MillraceException refused) {
      return null;
    }
  }

  /** Too many where there is a lambda in it. */
  private static int nodes(Expr body) {
    int count = 0;
    Deque<Expr> open = new ArrayDeque<>(List.of(body));
    while (!open.isEmpty() && count <= MOST) {
      Expr next = open.pop();
      count += next instanceof Expr.Lambda ? MOST + 1 : 1;
      next.children().forEach(open::push);
    }
    return count;
  }
}
