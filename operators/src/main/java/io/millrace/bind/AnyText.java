// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.BuiltIns;
import java.util.List;

/**
 * Whether a text matches a pattern that any text matches: DataFusion asks only whether there is
 * one, so that of a null it is false.
 */
final class AnyText {
  static final String FUNCTION = "regexp_like";
  private static final String PATTERN = ".*";

  private AnyText() {}

  static TypedExpr of(List<TypedExpr> args) {
    TypedExpr bound = Coercion.call(BuiltIns.scalar(FUNCTION).orElseThrow(), args);
    return bound instanceof TypedExpr.Call call && isPattern(call.args().get(1))
        ? isThere(call.args().get(0))
        : bound;
  }

  static boolean isPattern(TypedExpr expr) {
    return expr instanceof TypedExpr.Constant constant
        && PATTERN.equals(constant.literal().value());
  }

  static TypedExpr isThere(TypedExpr text) {
    return Lowering.not(Lowering.isNull(text));
  }
}
