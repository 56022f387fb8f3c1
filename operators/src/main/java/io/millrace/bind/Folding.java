// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.kernel.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls over constants become constants. One that fails stays a call, so that its error is that of
 * the rows that come to it.
 */
final class Folding {
  private Folding() {}

  static TypedExpr call(TypedExpr.Call call) {
    if (call.function().volatility() != Volatility.IMMUTABLE) {
      return call;
    }
    Nulls nulls = call.function().nulls();
    return evaluated(call, call.kernel(), nulls, literals(call.args()));
  }

  static TypedExpr cast(TypedExpr.Cast cast, Kernel kernel) {
    Literal constant = literal(cast.arg());
    return constant == null ? cast : evaluated(cast, kernel, Nulls.STRICT, List.of(constant));
  }

  /** What it is if all arguments are constants and it does not fail. */
  private static TypedExpr evaluated(
      TypedExpr expr, Kernel kernel, Nulls nulls, List<Literal> constants) {
    for (Literal constant : constants) {
      if (constant == null) {
        return expr;
      }
    }
    Optional<Literal> result = Single.evaluate(kernel, nulls, constants, expr.type());
    return result.isPresent() ? new TypedExpr.Constant(result.get()) : expr;
  }

  static TypedExpr constant(DataType type, Object value) {
    return new TypedExpr.Constant(new Literal(type, value));
  }

  static boolean isNull(TypedExpr expr) {
    return expr instanceof TypedExpr.Constant constant && constant.literal().isNull();
  }

  /** Null where the expression is no constant. */
  static Literal literal(TypedExpr expr) {
    return expr instanceof TypedExpr.Constant constant ? constant.literal() : null;
  }

  static List<Literal> literals(List<TypedExpr> exprs) {
    List<Literal> literals = new ArrayList<>(exprs.size());
    for (TypedExpr expr : exprs) {
      literals.add(literal(expr));
    }
    return literals;
  }
}
