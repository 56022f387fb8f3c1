// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.function.Volatility;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is the same for all rows though columns are in it, because it tells of their types only:
 * DataFusion takes it for a constant when it evaluates, not before.
 */
final class Unvarying {
  private static final Set<String> OF_TYPES =
      Set.of("arrow_typeof", "arrow_metadata", "arrow_field");

  private Unvarying() {}

  /** Null for what is none. */
  static TypedExpr.Constant constant(TypedExpr expr) {
    if (expr instanceof TypedExpr.Constant constant) {
      return constant;
    }
    if (expr instanceof TypedExpr.Cast cast) {
      TypedExpr arg = constant(cast.arg());
      return arg == null ? null : orNull(Coercion.cast(arg, cast.type(), cast.safe()));
    }
    boolean function =
        expr instanceof TypedExpr.Call call
            && call.function().volatility() == Volatility.IMMUTABLE
            && !Nullability.isOperator(call);
    return function ? constant((TypedExpr.Call) expr) : null;
  }

  private static TypedExpr.Constant constant(TypedExpr.Call call) {
    boolean ofTypes = OF_TYPES.contains(call.function().name());
    List<TypedExpr> args = new ArrayList<>();
    for (TypedExpr arg : call.args()) {
      TypedExpr known = ofTypes ? Folding.constant(arg.type(), null) : constant(arg);
      if (known == null) {
        return null;
      }
      args.add(known);
    }
    return orNull(Coercion.exact(call.function(), args));
  }

  private static TypedExpr.Constant orNull(TypedExpr expr) {
    return expr instanceof TypedExpr.Constant constant ? constant : null;
  }
}
