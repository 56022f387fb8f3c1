// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import java.util.List;

/**
 * A timestamp cast to a finer unit and compared with a constant is compared in its own unit, as
 * long as the constant has one: so a far timestamp does not overflow.
 */
final class Unwrapping {
  private Unwrapping() {}

  static List<TypedExpr> of(Operator operator, TypedExpr left, TypedExpr right) {
    return switch (operator) {
      case EQ, NOT_EQ, LT, LT_EQ, GT, GT_EQ -> {
        TypedExpr constant = narrowed(right, left);
        if (constant != null) {
          yield List.of(((TypedExpr.Cast) left).arg(), constant);
        }
        constant = narrowed(left, right);
        yield constant == null
            ? List.of(left, right)
            : List.of(constant, ((TypedExpr.Cast) right).arg());
      }
      default -> List.of(left, right);
    };
  }

  /** The constant in the unit of what was cast, or null. */
  static TypedExpr narrowed(TypedExpr constant, TypedExpr other) {
    Literal literal = Folding.literal(constant);
    if (literal == null
        || literal.isNull()
        || !(other instanceof TypedExpr.Cast cast)
        || cast.safe()
        || !(cast.type() instanceof DataType.Timestamp fine)
        || !(cast.arg().type() instanceof DataType.Timestamp coarse)
        || coarse.unit().compareTo(fine.unit()) > 0
        || (coarse.zone() == null) != (fine.zone() == null)) {
      return null;
    }
    long factor = fine.unit().perSecond() / coarse.unit().perSecond();
    long value = (long) literal.value();
    return value % factor == 0 ? Folding.constant(coarse, value / factor) : null;
  }
}
