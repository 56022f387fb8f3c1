// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.TypeId;
import java.math.BigInteger;

/** Java's integers as those of Arrow's types. */
final class Integers {
  private Integers() {}

  static long of(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    return value instanceof BigInteger wide ? wide.longValueExact() : (Long) value;
  }

  static long inRange(long value, TypeId type) {
    boolean fits =
        type.bits() == Long.SIZE
            || (type.family() == TypeId.Family.SIGNED
                ? value >> (type.bits() - 1) == value >> 63
                : value >>> type.bits() == 0);
    if (!fits) {
      throw new ArithmeticException(value + " is out of range");
    }
    return value;
  }
}
