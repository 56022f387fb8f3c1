// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

/** Floats of 16 and 32 bits as doubles and back, with the bits of every NaN. */
final class Floats {
  private static final long NAN = 0x7ffL << 52;

  private Floats() {}

  static double widen(float value) {
    return widen(Float.floatToRawIntBits(value));
  }

  static double widen(int bits) {
    if ((bits & 0x7fffffff) <= 0x7f800000) {
      return Float.intBitsToFloat(bits);
    }
    return Double.longBitsToDouble((bits & 0x80000000L) << 32 | NAN | (bits & 0x7fffffL) << 29);
  }

  static int narrow(double value) {
    if (!Double.isNaN(value)) {
      return Float.floatToRawIntBits((float) value);
    }
    long bits = Double.doubleToRawLongBits(value);
    int payload = (int) (bits >>> 29) & 0x7fffff;
    return ((int) (bits >>> 32) & 0x80000000) | 0x7f800000 | (payload == 0 ? 0x400000 : payload);
  }

  static double widenHalf(short half) {
    int sign = half & 0x8000;
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return Double.longBitsToDouble((long) sign << 48 | NAN | (long) fraction << 42);
    }
    double size =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : Math.scalb((double) (fraction | 0x400), exponent - 25);
    return sign == 0 ? size : -size;
  }

  /** Rounds to the nearest, ties to the even one. */
  static short narrowHalf(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int sign = (int) (bits >>> 48) & 0x8000;
    if (Double.isNaN(value)) {
      int payload = (int) (bits >>> 42) & 0x3ff;
      return (short) (sign | 0x7c00 | (payload == 0 ? 0x200 : payload));
    }
    double size = Math.abs(value);
    if (size >= 65520) {
      return (short) (sign | 0x7c00);
    }
    int exponent = Math.max(Math.getExponent(size), -14);
    // A carry out of the fraction counts the exponent up, as it should.
    int steps = (int) Math.rint(Math.scalb(size, 10 - exponent));
    int base = steps < 0x400 ? 0 : (exponent + 14) << 10;
    return (short) (sign | base + steps);
  }
}
