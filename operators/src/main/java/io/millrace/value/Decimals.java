// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.flink.annotation.Internal;

/** Decimals as unscaled integers. */
@Internal
public final class Decimals {
  private static final BigInteger[] POWERS = new BigInteger[160];

  static {
    POWERS[0] = BigInteger.ONE;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1].multiply(BigInteger.TEN);
    }
  }

  private Decimals() {}

  public static BigInteger power(int exponent) {
    return POWERS[exponent];
  }

  static boolean fits(BigInteger unscaled, int precision) {
    return unscaled.abs().compareTo(POWERS[precision]) < 0;
  }

  public static BigInteger checked(BigInteger unscaled, DataType.Decimal type) {
    if (!fits(unscaled, type.precision())) {
      throw new EvaluationError(
          "Cannot hold " + toText(unscaled, type.scale()) + " in " + type + ": too large");
    }
    return unscaled;
  }

  /** Rounds half away from zero where digits are lost. */
  public static BigInteger rescaled(BigInteger unscaled, int from, int to) {
    return from <= to
        ? unscaled.multiply(POWERS[to - from])
        : divideHalfUp(unscaled, POWERS[from - to]);
  }

  public static BigInteger divideHalfUp(BigInteger number, BigInteger divisor) {
    BigInteger[] parts = number.divideAndRemainder(divisor);
    boolean up = parts[1].abs().shiftLeft(1).compareTo(divisor) >= 0;
    return up ? parts[0].add(BigInteger.valueOf(number.signum())) : parts[0];
  }

  public static String toText(BigInteger unscaled, int scale) {
    if (scale <= 0) {
      return unscaled + (unscaled.signum() == 0 && scale == 0 ? "" : "0".repeat(-scale));
    }
    return new BigDecimal(unscaled, scale).toPlainString();
  }

  /** Blanks around allowed, an exponent isn't. */
  public static BigInteger parse(String text, DataType.Decimal type) {
    String number = text.strip();
    int digits = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
    boolean plausible = false;
    int points = 0;
    for (int i = digits; i < number.length(); i++) {
      char each = number.charAt(i);
      plausible |= each >= '0' && each <= '9';
      points += each == '.' ? 1 : each >= '0' && each <= '9' ? 0 : 2;
    }
    if (!plausible || points > 1) {
      throw Unreadable.as(text, type);
    }
    BigInteger unscaled =
        new BigDecimal(number).setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
    return checked(unscaled, type);
  }

  /** Rounds half away from zero. */
  public static BigInteger of(double value, DataType.Decimal type) {
    double scaled = Floats.tenTo(type.scale()) * value;
    if (Double.isNaN(scaled) || Double.isInfinite(scaled)) {
      throw new EvaluationError("Cannot cast " + FloatText.of(value) + " to " + type);
    }
    double magnitude = Math.abs(scaled);
    double whole = Math.floor(magnitude);
    double rounded = magnitude - whole >= 0.5 ? whole + 1 : whole;
    return checked(new BigDecimal(Math.copySign(rounded, scaled)).toBigInteger(), type);
  }

  public static double toDouble(BigInteger unscaled, int scale) {
    return unscaled.doubleValue() / Floats.tenTo(scale);
  }
}
