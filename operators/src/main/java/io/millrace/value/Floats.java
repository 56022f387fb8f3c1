// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.DataType;
import org.apache.flink.annotation.Internal;

/** Floats of any width held in a double. */
@Internal
public final class Floats {
  /**
   * Whether the JIT turns conversions of longs into vector instructions. Where it does not, the
   * instruction that it takes waits for whatever was in the register before, which makes a loop
   * twice as slow or not as registers fall.
   */
  private static final boolean CONVERTS_VECTORS = Runtime.version().feature() >= 21;

  private static final long LIMIT = 1L << 51;
  private static final double MAGIC = 0x1.8p52;
  private static final long MAGIC_BITS = Double.doubleToRawLongBits(MAGIC);

  private Floats() {}

  /** Rounds to the nearest float of the type's width, ties to even. */
  public static double rounded(double value, DataType type) {
    return switch (type.id()) {
      case FLOAT16 -> toHalf(value);
      case FLOAT32 -> (float) value;
      default -> value;
    };
  }

  /** The nearest double: near zero by putting the bits of the number into those of a fraction. */
  public static double of(long value) {
    return !CONVERTS_VECTORS && (value + LIMIT) >>> 52 == 0
        ? Double.longBitsToDouble(MAGIC_BITS + value) - MAGIC
        : (double) value;
  }

  /** The total order of doubles as that of longs: a NaN with a sign comes first, any other last. */
  public static long place(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ (bits >> 63 >>> 1);
  }

  /** The double in a {@link #place}. */
  public static double at(long place) {
    return Double.longBitsToDouble(place ^ (place >> 63 >>> 1));
  }

  public static double toHalf(double value) {
    double magnitude = Math.abs(value);
    if (!(magnitude < 65520)) {
      return Double.isNaN(value) ? value : Math.copySign(Double.POSITIVE_INFINITY, value);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    double step = Math.scalb(1.0, exponent - 10);
    return Math.copySign(Math.rint(magnitude / step) * step, value);
  }

  /** The bits of a value that a half has. */
  static long halfBits(double value) {
    long sign = Double.doubleToRawLongBits(value) >>> 48 & 0x8000;
    double magnitude = Math.abs(value);
    if (!(magnitude < 65520)) {
      return sign | (Double.isNaN(value) ? 0x7E00 : 0x7C00);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    return sign | (((exponent + 14L) << 10) + (long) (magnitude / Math.scalb(1.0, exponent - 10)));
  }

  /** Integer power by repeated multiplication, as compiled {@code powi} does it. */
  public static double tenTo(int exponent) {
    double base = 10;
    double result = 1;
    for (int left = Math.abs(exponent); ; base *= base) {
      if ((left & 1) != 0) {
        result *= base;
      }
      left >>= 1;
      if (left == 0) {
        return exponent < 0 ? 1 / result : result;
      }
    }
  }

  /** The same in single precision, where every product is rounded. */
  public static float singleTenTo(int exponent) {
    float base = 10;
    float result = 1;
    for (int left = Math.abs(exponent); ; base *= base) {
      if ((left & 1) != 0) {
        result *= base;
      }
      left >>= 1;
      if (left == 0) {
        return exponent < 0 ? 1 / result : result;
      }
    }
  }
}
