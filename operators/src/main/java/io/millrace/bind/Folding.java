// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.Scalar;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
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
    if (call.function().volatility() != Scalar.Volatility.IMMUTABLE) {
      return call;
    }
    return constants(call.args())
        .flatMap(args -> Single.evaluate(call.kernel(), call.function().nulls(), args, call.type()))
        .<TypedExpr>map(TypedExpr.Constant::new)
        .orElse(call);
  }

  static TypedExpr cast(TypedExpr.Cast cast, Kernel kernel) {
    return constants(List.of(cast.arg()))
        .flatMap(args -> Single.evaluate(kernel, Nulls.STRICT, args, cast.type()))
        .<TypedExpr>map(TypedExpr.Constant::new)
        .orElse(cast);
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
    exprs.forEach(expr -> literals.add(literal(expr)));
    return literals;
  }

  private static Optional<List<Literal>> constants(List<TypedExpr> args) {
    List<Literal> literals = literals(args);
    return literals.contains(null) ? Optional.empty() : Optional.of(literals);
  }
}
