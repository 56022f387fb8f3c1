// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.math.BigInteger;

/**
 * Values, in the Java form of literals, as they are looked for: those that any comparison of
 * DataFusion takes for equal are equal, and what one takes for smaller is not greater.
 */
final class KeyValues {
  private KeyValues() {}

  /** Whether values of a type can be looked for by {@link #equal}. */
  static boolean canBeEqual(DataType type) {
    return switch (type.family()) {
      case BOOLEAN,
          SIGNED,
          UNSIGNED,
          FLOAT,
          DECIMAL,
          TEXT,
          BINARY,
          DATE,
          TIME,
          TIMESTAMP,
          DURATION ->
          true;
      case NULL, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED -> false;
    };
  }

  /** Whether values of a type have an {@link #ordinal}. */
  static boolean isOrdered(DataType type) {
    return switch (type.family()) {
      case SIGNED, UNSIGNED, FLOAT, DECIMAL, DATE, TIME, TIMESTAMP, DURATION -> true;
      case BOOLEAN, NULL, TEXT, BINARY, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED -> false;
    };
  }

  /** Zero has no sign, and there is one NaN. */
  static Object equal(Object value) {
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  static boolean isNaN(Object value) {
    return value instanceof Double number && number.isNaN();
  }

  /** A number that does not shrink as the value grows; not for NaN. */
  static long ordinal(DataType type, Object value) {
    if (value instanceof BigInteger unscaled) {
      boolean fits = unscaled.bitLength() < Long.SIZE;
      return fits ? unscaled.longValue() : unscaled.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    if (value instanceof Double number) {
      long bits = Double.doubleToLongBits(number + 0.0);
      return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
    return type.id() == TypeId.UINT64 ? (long) value ^ Long.MIN_VALUE : (long) value;
  }
}
