// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
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
   * @param args of the call, bound
   */
  static TypedExpr of(Expr.ScalarCall call, List<TypedExpr> args, Binding around) {
    Scalar function = BuiltIns.scalar(FUNCTION).orElseThrow();
    List<TypedExpr> cast = Coercion.arguments(function, args);
    if (Folding.isNull(cast.get(0))) {
      return Folding.constant(DataType.BOOLEAN, null);
    }
    return around.planned(function, args, of(call, args, cast, around));
  }

  private static TypedExpr of(
      Expr.ScalarCall call, List<TypedExpr> args, List<TypedExpr> cast, Binding around) {
    TypedExpr bound = Coercion.exact(BuiltIns.scalar(FUNCTION).orElseThrow(), cast);
    if (bound instanceof TypedExpr.Constant && !isRewritten(call, args, cast, around)) {
      return bound;
    }
    List<TypedExpr> elements = elements(cast.get(0));
    if (elements == null) {
      return bound;
    }
    return elements.isEmpty() ? Lowering.FALSE : Lowering.in(cast.get(1), elements, false);
  }

  /** Whether DataFusion looks at what a constant says before it evaluates it. */
  private static boolean isRewritten(
      Expr.ScalarCall call, List<TypedExpr> args, List<TypedExpr> cast, Binding around) {
    Expr list = call.args().get(0);
    boolean same = cast.get(0).type().equals(args.get(0).type());
    return !FirstPass.evaluates(call)
        && (same ? FirstPass.shows(list, around) : FirstPass.evaluates(list));
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
