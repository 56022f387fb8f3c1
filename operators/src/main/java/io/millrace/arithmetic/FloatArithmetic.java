// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.value.Floats;

/** {@code + - * / %} of floats, rounded to the width of the type after each. */
final class FloatArithmetic {
  private FloatArithmetic() {}

  /** Every combination is a kernel of its own, so that its loop has nothing to decide. */
  static Kernel.Ddd kernel(Operator operator, DataType type) {
    return switch (type.id()) {
      case FLOAT64 -> doubles(operator);
      case FLOAT32 -> singles(operator);
      case FLOAT16 -> halves(operator);
      default -> throw new AssertionError(type);
    };
  }

  private static Kernel.Ddd doubles(Operator operator) {
    return switch (operator) {
      case PLUS -> (a, b) -> a + b;
      case MINUS -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case DIVIDE -> (a, b) -> a / b;
      case MODULO -> (a, b) -> a % b;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  /** The double result of two floats is exact enough for its rounding to be that of floats. */
  private static Kernel.Ddd singles(Operator operator) {
    return switch (operator) {
      case PLUS -> (a, b) -> (float) (a + b);
      case MINUS -> (a, b) -> (float) (a - b);
      case MULTIPLY -> (a, b) -> (float) (a * b);
      case DIVIDE -> (a, b) -> (float) (a / b);
      case MODULO -> (a, b) -> (float) (a % b);
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static Kernel.Ddd halves(Operator operator) {
    Kernel.Ddd singles = singles(operator);
    return (a, b) -> Floats.toHalf((float) singles.apply(a, b));
  }
}
