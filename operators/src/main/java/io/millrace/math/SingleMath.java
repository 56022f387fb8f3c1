// SPDX-License-Identifier: Apache-2.0
package io.millrace.math;

/**
 * Functions that DataFusion computes in single precision by way of others, so that the last bit is
 * not that of the exact result rounded.
 */
final class SingleMath {
  private static final float LN_2 = (float) Math.log(2);
  private static final float LOG10_2_HIGH = 3.0102920532e-01f;
  private static final float LOG10_2_LOW = 7.9034151668e-07f;
  private static final float LOG10_E = (float) (1 / Math.log(10));

  /** Above, the exponential alone has the digits. */
  private static final float LARGE = 22;

  /** Below, the value itself is the result. */
  private static final float TINY = 0x1p-28f;

  private SingleMath() {}

  static float acosh(float value) {
    if (value > 0x1p28f) {
      return (float) Math.log(value) + LN_2;
    }
    float above = value - 1;
    return log1p(above + (float) Math.sqrt(above) * (float) Math.sqrt(value + 1));
  }

  static float asinh(float value) {
    float magnitude = Math.abs(value);
    float square = magnitude * magnitude;
    float result;
    if (magnitude > 0x1p28f) {
      result = (float) Math.log(magnitude) + LN_2;
    } else if (magnitude > 2) {
      result = (float) Math.log(2 * magnitude + 1 / ((float) Math.sqrt(square + 1) + magnitude));
    } else {
      result = log1p(magnitude + square / (1 + (float) Math.sqrt(1 + square)));
    }
    return Math.copySign(result, value);
  }

  static float atanh(float value) {
    return Float.isNaN(value) ? value : 0.5f * log1p(2 * value / (1 - value));
  }

  private static float log1p(float value) {
    return (float) Math.log1p(value);
  }

  private static float expm1(float value) {
    return (float) Math.expm1(value);
  }

  static float sinh(float value) {
    float magnitude = Math.abs(value);
    if (!(magnitude < LARGE) || magnitude < TINY) {
      return (float) Math.sinh(value);
    }
    float grown = expm1(magnitude);
    float twice =
        magnitude < 1 ? 2 * grown - grown * grown / (grown + 1) : grown + grown / (grown + 1);
    return Math.copySign(0.5f * twice, value);
  }

  static float tanh(float value) {
    float magnitude = Math.abs(value);
    if (!(magnitude < LARGE) || magnitude < TINY) {
      return (float) Math.tanh(value);
    }
    float grown = expm1(magnitude < 1 ? -2 * magnitude : 2 * magnitude);
    float result = magnitude < 1 ? -grown / (grown + 2) : 1 - 2 / (grown + 2);
    return Math.copySign(result, value);
  }

  /** The mean of an exponential and its inverse. */
  static float cosh(float value) {
    float magnitude = Math.abs(value);
    if (magnitude >= LARGE || magnitude < 0.5f * LN_2) {
      return (float) Math.cosh(value);
    }
    float exponential = (float) Math.exp(magnitude);
    return 0.5f * exponential + 0.5f / exponential;
  }

  /** Exponent and mantissa apart. */
  static float log10(float value) {
    if (!(value > 0) || value == Float.POSITIVE_INFINITY) {
      return (float) Math.log10(value);
    }
    boolean tiny = value < Float.MIN_NORMAL;
    float normal = tiny ? value * 0x1p25f : value;
    int exponent = Math.getExponent(normal);
    int whole = exponent < 0 ? exponent + 1 : exponent;
    float mantissa = Math.scalb(normal, -whole);
    float power = tiny ? whole - 25 : whole;
    float rest = power * LOG10_2_LOW + LOG10_E * (float) Math.log(mantissa);
    return rest + power * LOG10_2_HIGH;
  }
}
