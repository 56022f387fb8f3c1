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
    if (bound instanceof TypedExpr.Call call
        && call.args().size() >= 2
        && isPattern(call.args().get(1))
        && (call.args().size() == 2 || isOperator(call.args().get(2)))) {
      return isThere(call.args().get(0));
    }
    return isGlobal(args) ? bound : Refused.unlessGone(bound);
  }

  /** DataFusion makes the operators ~ and ~* of a call with these flags. */
  private static boolean isOperator(TypedExpr flags) {
    return flags instanceof TypedExpr.Constant constant
        && constant.literal().value() instanceof String text
        && (text.isEmpty() || text.equals("i"));
  }

  /** Flags are read when a row comes to the call, patterns before. */
  private static boolean isGlobal(List<TypedExpr> args) {
    return args.size() == 3
        && args.get(2) instanceof TypedExpr.Constant flags
        && flags.literal().value() instanceof String text
        && text.contains("g");
  }

  static boolean isPattern(TypedExpr expr) {
    return expr instanceof TypedExpr.Constant constant
        && PATTERN.equals(constant.literal().value());
  }

  static TypedExpr isThere(TypedExpr text) {
    return Lowering.not(Lowering.isNull(text));
  }
}
