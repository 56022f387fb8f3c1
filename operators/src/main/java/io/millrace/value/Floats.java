// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.DataType;
import org.apache.flink.annotation.Internal;

/** Floats of any width held in a double. */
@Internal
public final class Floats {
  private Floats() {}

  /** Rounds to the nearest float of the type's width, ties to even. */
  public static double rounded(double value, DataType type) {
    return switch (type.id()) {
      case FLOAT16 -> toHalf(value);
      case FLOAT32 -> (float) value;
      default -> value;
    };
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
}
