// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.kernel.Single;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls over constants become constants. One that fails stays a call, so that its error is that of
 * the rows that come to it; a cast that fails is refused.
 */
final class Folding {
  private Folding() {}

  static TypedExpr call(TypedExpr.Call call) {
    List<Literal> constants = literals(call.args());
    if (call.function().volatility() != Volatility.IMMUTABLE || constants.contains(null)) {
      return call;
    }
    try {
      return evaluated(call, call.kernel(), call.nulls(), constants);
    } catch (EvaluationError atEachRow) {
      return call;
    }
  }

  /** As in DataFusion, a constant that can't be cast is refused, whether any row comes to it. */
  static TypedExpr cast(TypedExpr.Cast cast, Kernel kernel) {
    Literal constant = literal(cast.arg());
    if (constant == null) {
      return cast;
    }
    try {
      return evaluated(cast, kernel, Nulls.STRICT, List.of(constant));
    } catch (EvaluationError e) {
      throw new MillraceException(e.code(), e.getMessage(), e);
    }
  }

  private static TypedExpr evaluated(
      TypedExpr expr, Kernel kernel, Nulls nulls, List<Literal> constants) {
    return new TypedExpr.Constant(Single.evaluate(kernel, nulls, constants, expr.type()));
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
