// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;
import org.apache.flink.annotation.Internal;

/** Numbers as Rust writes them: the fewest digits that read back as the same float. */
@Internal
public final class Decimals {
  private static final int DOUBLE_DIGITS = 17;
  private static final int FLOAT_DIGITS = 9;

  private Decimals() {}

  /** Never an exponent, no point where nothing follows it: {@code 10000000000000000}. */
  static String positional(double value) {
    return Double.isFinite(value) ? positional(shortest(value), negative(value)) : special(value);
  }

  static String positional(float value) {
    return Float.isFinite(value) ? positional(shortest(value), negative(value)) : special(value);
  }

  /** As Ryu prints it: always a point or an exponent, {@code 1.0} or {@code 1e16}. */
  public static String pointed(double value) {
    return Double.isFinite(value)
        ? pointed(shortest(value), negative(value), -5, 16)
        : special(value);
  }

  static String pointed(float value) {
    return Float.isFinite(value)
        ? pointed(shortest(value), negative(value), -6, 13)
        : special(value);
  }

  /** An unscaled decimal of a type, cut at the digits of its precision. */
  static String fixed(BigInteger unscaled, DataType.Decimal type) {
    String sign = unscaled.signum() < 0 ? "-" : "";
    String digits = unscaled.abs().toString();
    digits = digits.substring(0, Math.min(type.precision(), digits.length()));
    int scale = type.scale();
    if (scale <= 0) {
      return sign + digits + "0".repeat(-scale);
    }
    int whole = digits.length() - scale;
    return whole > 0
        ? sign + digits.substring(0, whole) + "." + digits.substring(whole)
        : sign + "0." + "0".repeat(-whole) + digits;
  }

  private static boolean negative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
  }

  private static BigDecimal shortest(double value) {
    return shortest(
        new BigDecimal(Math.abs(value)),
        DOUBLE_DIGITS,
        candidate -> candidate.doubleValue() == Math.abs(value));
  }

  private static BigDecimal shortest(float value) {
    return shortest(
        new BigDecimal(Math.abs(value)),
        FLOAT_DIGITS,
        candidate -> candidate.floatValue() == Math.abs(value));
  }

  /** The closest of the shortest decimals that read back as {@code exact}. */
  private static BigDecimal shortest(
      BigDecimal exact, int mostDigits, Predicate<BigDecimal> readsBack) {
    for (int digits = 1; digits < mostDigits; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.FLOOR));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      BigDecimal other = nearest.equals(below) ? above : below;
      if (readsBack.test(nearest)) {
        return nearest.stripTrailingZeros();
      }
      if (readsBack.test(other)) {
        return other.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(mostDigits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String positional(BigDecimal magnitude, boolean negative) {
    return (negative ? "-" : "") + magnitude.toPlainString();
  }

  private static String pointed(BigDecimal magnitude, boolean negative, int least, int most) {
    String sign = negative ? "-" : "";
    if (magnitude.signum() == 0) {
      return sign + "0.0";
    }
    String digits = magnitude.unscaledValue().toString();
    int point = digits.length() - magnitude.scale();
    if (point > least && point <= most) {
      String plain = magnitude.toPlainString();
      return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + fraction + "e" + (point - 1);
  }
}
