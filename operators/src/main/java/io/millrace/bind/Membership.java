// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.BuiltIns;
import io.millrace.scalar.Scalar;
import io.millrace.signature.SharedTypes;
import java.util.List;

/**
 * Whether a list has an element. Of a list that is written out this is what IN says, which is
 * unknown where the element is not there but a null is; of others it is false then.
 */
final class Membership {
  static final String FUNCTION = "array_has";

  private Membership() {}

  /**
   * @param foldsAtOnce whether DataFusion evaluates a call over constants before it looks at what
   *     it says
   */
  static TypedExpr of(List<TypedExpr> args, boolean foldsAtOnce) {
    Scalar function = BuiltIns.scalar(FUNCTION).orElseThrow();
    List<TypedExpr> cast = Coercion.arguments(function, args);
    TypedExpr bound = Coercion.exact(function, cast);
    boolean folded = bound instanceof TypedExpr.Constant && foldsAtOnce;
    List<TypedExpr> elements = folded ? null : elements(cast.get(0));
    if (elements == null) {
      return bound;
    }
    return elements.isEmpty() ? Lowering.FALSE : Lowering.in(cast.get(1), elements, false);
  }

  /** Null of a list that is not written out. */
  private static List<TypedExpr> elements(TypedExpr list) {
    if (list instanceof TypedExpr.Call call && call.function().name().equals("make_array")) {
      return call.args();
    }
    if (!(list instanceof TypedExpr.Constant constant) || constant.literal().isNull()) {
      return null;
    }
    return ((List<?>) constant.literal().value())
        .stream()
            .map(value -> Folding.constant(SharedTypes.item(list.type()).type(), value))
            .toList();
  }
}
