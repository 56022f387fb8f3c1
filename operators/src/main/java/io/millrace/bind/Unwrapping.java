// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What is cast and then compared with constants is compared in its own type, as long as the
 * constants have exact values there: the cast can't fail then, or cut digits off. Of a constant
 * point in time, what the column's unit has no place for is cut off, and its zone is not looked at.
 */
final class Unwrapping {
  private Unwrapping() {}

  static List<TypedExpr> of(Operator operator, TypedExpr left, TypedExpr right) {
    return switch (operator) {
      case EQ, NOT_EQ, LT, LT_EQ, GT, GT_EQ, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> {
        List<TypedExpr> constant = all(left, List.of(right));
        if (constant != null) {
          yield List.of(((TypedExpr.Cast) left).arg(), constant.get(0));
        }
        constant = all(right, List.of(left));
        yield constant == null
            ? List.of(left, right)
            : List.of(constant.get(0), ((TypedExpr.Cast) right).arg());
      }
      default -> List.of(left, right);
    };
  }

  /** All the constants in the type of what was cast, or null if one has no value there. */
  static List<TypedExpr> all(TypedExpr value, List<TypedExpr> constants) {
    if (!(value instanceof TypedExpr.Cast cast) || cast.safe()) {
      return null;
    }
    List<TypedExpr> narrowed = new ArrayList<>();
    for (TypedExpr each : constants) {
      Literal literal = Folding.literal(each);
      Object narrow = literal == null || literal.isNull() ? null : narrowed(cast, literal);
      if (narrow == null) {
        return null;
      }
      narrowed.add(Folding.constant(cast.arg().type(), narrow));
    }
    return narrowed;
  }

  private static Object narrowed(TypedExpr.Cast cast, Literal literal) {
    if (cast.arg().type() instanceof DataType.Timestamp coarse
        && cast.type() instanceof DataType.Timestamp fine) {
      long factor = fine.unit().perSecond() / coarse.unit().perSecond();
      return factor > 0 ? (Long) ((long) literal.value() / factor) : null;
    }
    return number(cast.arg().type(), literal);
  }

  private static Object number(DataType type, Literal literal) {
    if (!isExact(type) || !isExact(literal.type())) {
      return null;
    }
    BigInteger value =
        literal.value() instanceof Long number ? BigInteger.valueOf(number) : unscaled(literal);
    int shift = scale(type) - scale(literal.type());
    if (shift < 0) {
      BigInteger[] parts = value.divideAndRemainder(BigInteger.TEN.pow(-shift));
      if (parts[1].signum() != 0) {
        return null;
      }
      value = parts[0];
    } else {
      value = value.multiply(BigInteger.TEN.pow(shift));
    }
    return fitting(value, type);
  }

  private static BigInteger unscaled(Literal literal) {
    return (BigInteger) literal.value();
  }

  private static Object fitting(BigInteger value, DataType type) {
    if (type instanceof DataType.Decimal decimal) {
      BigInteger limit = BigInteger.TEN.pow(decimal.precision());
      return value.abs().compareTo(limit) < 0 ? value : null;
    }
    int width = type.id().bits();
    boolean fits =
        type.isSigned()
            ? value.bitLength() < width
            : value.signum() >= 0 && value.bitLength() <= width;
    return fits ? (Object) value.longValue() : null;
  }

  /** Integers, but UInt64, whose values need more than a long; decimals up to 128 bits. */
  private static boolean isExact(DataType type) {
    return (type.isInteger() && !type.equals(DataType.UINT64))
        || (type instanceof DataType.Decimal decimal
            && decimal.id() != TypeId.DECIMAL256
            && decimal.scale() >= 0
            && decimal.precision() <= decimal.id().maxPrecision());
  }

  private static int scale(DataType type) {
    return type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
  }
}
