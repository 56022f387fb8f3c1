// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;

/** The same node over other children. */
@Internal
public final class Rewriting {
  private Rewriting() {}

  /** Aggregate calls stay as they are. */
  public static TypedExpr children(TypedExpr expr, UnaryOperator<TypedExpr> change) {
    if (expr instanceof TypedExpr.Call call) {
      return new TypedExpr.Call(
          call.function(), call.kernel(), all(call.args(), change), call.type());
    } else if (expr instanceof TypedExpr.Cast cast) {
      return new TypedExpr.Cast(change.apply(cast.arg()), cast.type(), cast.safe());
    } else if (expr instanceof TypedExpr.IfElse choice) {
      return new TypedExpr.IfElse(
          change.apply(choice.condition()),
          change.apply(choice.then()),
          change.apply(choice.otherwise()));
    } else if (expr instanceof TypedExpr.And and) {
      return new TypedExpr.And(all(and.operands(), change));
    } else if (expr instanceof TypedExpr.Or or) {
      return new TypedExpr.Or(all(or.operands(), change));
    } else if (expr instanceof TypedExpr.IsNull isNull) {
      return new TypedExpr.IsNull(change.apply(isNull.arg()));
    } else if (expr instanceof TypedExpr.InSet in) {
      return new TypedExpr.InSet(change.apply(in.arg()), in.values(), in.orNull());
    }
    return expr;
  }

  private static List<TypedExpr> all(List<TypedExpr> exprs, UnaryOperator<TypedExpr> change) {
    List<TypedExpr> changed = new ArrayList<>(exprs.size());
    exprs.forEach(expr -> changed.add(change.apply(expr)));
    return changed;
  }
}
