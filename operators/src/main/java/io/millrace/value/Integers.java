// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.apache.flink.annotation.Internal;

/** Integers of any width held in a long; those of UInt64 as its 64 bits. */
@Internal
public final class Integers {
  private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);

  private Integers() {}

  public static int bits(DataType type) {
    return type.id().bits();
  }

  public static boolean isUnsigned(DataType type) {
    return type.family() == TypeId.Family.UNSIGNED;
  }

  public static boolean isUint64(DataType type) {
    return type.id() == TypeId.UINT64;
  }

  /** The smallest value; of types of 64 bits too, but for UInt64 as a signed long. */
  public static long min(DataType type) {
    return isUnsigned(type) ? 0 : -1L << (bits(type) - 1);
  }

  /** The largest value that is also a signed long. */
  public static long max(DataType type) {
    int bits = bits(type);
    return bits == 64 ? Long.MAX_VALUE : (1L << (isUnsigned(type) ? bits : bits - 1)) - 1;
  }

  public static BigInteger toBigInteger(long value, DataType type) {
    BigInteger number = BigInteger.valueOf(value);
    return value < 0 && isUint64(type) ? number.add(UNSIGNED) : number;
  }

  public static String toText(long value, DataType type) {
    return isUint64(type) ? Long.toUnsignedString(value) : Long.toString(value);
  }

  /** A number without fraction as a value of the type. */
  public static long of(BigInteger number, DataType type) {
    boolean fits =
        isUint64(type)
            ? number.signum() >= 0 && number.bitLength() <= 64
            : number.bitLength() <= 63 && inRange(number.longValue(), type);
    if (!fits) {
      throw outOfRange(number.toString(), type);
    }
    return number.longValue();
  }

  static boolean inRange(long value, DataType type) {
    return value >= min(type) && value <= max(type);
  }

  public static EvaluationError outOfRange(String value, DataType type) {
    return new EvaluationError("Cannot cast " + value + " to " + type + ": out of range");
  }

  /** Truncates; NaN and what is out of range fails. */
  public static long of(double value, DataType type) {
    if (isUint64(type)) {
      if (!(value > -1 && value < 0x1p64)) {
        throw outOfRange(FloatText.of(value), type);
      }
      return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
    }
    long truncated = (long) value;
    boolean fits = bits(type) < 64 ? inRange(truncated, type) : value >= -0x1p63 && value < 0x1p63;
    if (!fits || Double.isNaN(value)) {
      throw outOfRange(FloatText.of(value), type);
    }
    return truncated;
  }

  public static double toDouble(long value, DataType type) {
    if (value >= 0 || !isUint64(type)) {
      return value;
    }
    return new BigDecimal(toBigInteger(value, type)).doubleValue();
  }

  public static float toFloat(long value, DataType type) {
    if (value >= 0 || !isUint64(type)) {
      return value;
    }
    return new BigDecimal(toBigInteger(value, type), MathContext.UNLIMITED).floatValue();
  }

  /** ASCII digits with a sign, blanks around them allowed. Fails as a parser error. */
  public static long parse(byte[] bytes, int start, int end, DataType type) {
    int last = end;
    while (last > start && Utf8.isAsciiBlank(bytes[last - 1])) {
      last--;
    }
    int first = start;
    while (first < last && Utf8.isAsciiBlank(bytes[first])) {
      first++;
    }
    int digits = first < last && (bytes[first] == '-' || bytes[first] == '+') ? first + 1 : first;
    boolean negative = digits > first && bytes[first] == '-';
    boolean plausible = digits < last;
    long value = 0;
    boolean overflow = false;
    for (int i = digits; i < last && plausible; i++) {
      int digit = bytes[i] - '0';
      plausible = digit >= 0 && digit <= 9;
      overflow |= value > (Long.MAX_VALUE - 9) / 10;
      value = 10 * value + digit;
    }
    if (!plausible) {
      throw Unreadable.as(bytes, start, end, type);
    }
    if (overflow) {
      return of(new BigInteger(Utf8.text(bytes, first, last)), type);
    }
    long signed = negative ? -value : value;
    if (!inRange(signed, type)) {
      throw Unreadable.as(bytes, start, end, type);
    }
    return signed;
  }
}
