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
 * constants have exact values there: the cast can't fail then, or cut digits off, and need not even
 * be one that there is. Dates and points in time are the numbers that they are counted in. Of a
 * constant point in time, what the column's unit has no place for is cut off, and its zone is not
 * looked at.
 */
final class Unwrapping {
  private Unwrapping() {}

  static List<TypedExpr> of(Operator operator, TypedExpr left, TypedExpr right) {
    return switch (operator) {
      case EQ, NOT_EQ, LT, LT_EQ, GT, GT_EQ, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> {
        List<TypedExpr> constant = all(left, List.of(right));
        if (constant != null) {
          yield of(operator, cast(left).arg(), constant.get(0));
        }
        constant = all(right, List.of(left));
        yield constant == null
            ? List.of(left, right)
            : of(operator, constant.get(0), cast(right).arg());
      }
      default -> List.of(left, right);
    };
  }

  /** Null for what is none. */
  static TypedExpr.Cast cast(TypedExpr value) {
    return value instanceof TypedExpr.Cast cast ? cast : Refused.cast(value);
  }

  /** All the constants in the type of what was cast, or null if one has no value there. */
  static List<TypedExpr> all(TypedExpr value, List<TypedExpr> constants) {
    TypedExpr.Cast cast = cast(value);
    if (cast == null || cast.safe()) {
      return null;
    }
    List<TypedExpr> narrowed = new ArrayList<>();
    for (TypedExpr each : constants) {
      Literal literal = Folding.literal(each);
      boolean nothing = literal != null && literal.isNull();
      Object narrow = literal == null || nothing ? null : narrowed(cast, literal);
      if (narrow == null && !(nothing && meet(cast.arg().type(), literal.type()))) {
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
    return meet(cast.arg().type(), literal.type()) ? number(cast.arg().type(), literal) : null;
  }

  private static Object number(DataType type, Literal literal) {
    BigInteger value =
        literal.value() instanceof Long number
            ? counted(literal.type(), number)
            : unscaled(literal);
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

  private static BigInteger counted(DataType type, long number) {
    return type.equals(DataType.UINT64)
        ? new BigInteger(Long.toUnsignedString(number))
        : BigInteger.valueOf(number);
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
        type.family() == TypeId.Family.UNSIGNED
            ? value.signum() >= 0 && value.bitLength() <= width
            : value.bitLength() < width;
    return fits ? (Object) value.longValue() : null;
  }

  private static boolean meet(DataType left, DataType right) {
    boolean apart =
        left.equals(right) || !(left.family().isTemporal() && right.family().isTemporal());
    return isExact(left) && isExact(right) && apart;
  }

  /** Integers, dates and points in time; decimals up to 128 bits. */
  private static boolean isExact(DataType type) {
    return switch (type.family()) {
      case SIGNED, UNSIGNED, DATE, TIMESTAMP -> true;
      case DECIMAL ->
          type instanceof DataType.Decimal decimal
              && decimal.id() != TypeId.DECIMAL256
              && decimal.scale() >= 0
              && decimal.precision() <= decimal.id().maxPrecision();
      case NULL,
          BOOLEAN,
          FLOAT,
          TEXT,
          BINARY,
          TIME,
          DURATION,
          INTERVAL,
          LIST,
          STRUCT,
          MAP,
          UNION,
          ENCODED ->
          false;
    };
  }

  private static int scale(DataType type) {
    return type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
  }
}
