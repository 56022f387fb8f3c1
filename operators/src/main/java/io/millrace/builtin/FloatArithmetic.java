// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.value.Floats;

/** {@code + - * / %} of floats, rounded to the width of the type after each. */
final class FloatArithmetic {
  private FloatArithmetic() {}

  static Kernel kernel(Operator operator, DataType type) {
    Kernel.Blocks wide =
        switch (operator) {
          case PLUS -> FloatArithmetic::plus;
          case MINUS -> FloatArithmetic::minus;
          case MULTIPLY -> FloatArithmetic::times;
          case DIVIDE -> FloatArithmetic::divide;
          case MODULO -> FloatArithmetic::remainder;
          default -> throw new IllegalArgumentException(operator.symbol());
        };
    Kernel.Blocks narrow =
        switch (type.id()) {
          case FLOAT32 -> (args, out, rows, errors) -> single(out, rows);
          case FLOAT16 -> (args, out, rows, errors) -> half(out, rows);
          default -> null;
        };
    Kernel.Blocks both =
        narrow == null
            ? wide
            : (args, out, rows, errors) -> {
              wide.apply(args, out, rows, errors);
              narrow.apply(args, out, rows, errors);
            };
    Kernel.Ddd byValue = byValue(operator);
    return both.byValue(narrow == null ? byValue : rounded(byValue, type));
  }

  private static Kernel.Ddd byValue(Operator operator) {
    return switch (operator) {
      case PLUS -> (a, b) -> a + b;
      case MINUS -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case DIVIDE -> (a, b) -> a / b;
      default -> (a, b) -> a % b;
    };
  }

  private static Kernel.Ddd rounded(Kernel.Ddd kernel, DataType type) {
    return type.id() == TypeId.FLOAT32
        ? (a, b) -> (float) kernel.apply(a, b)
        : (a, b) -> Floats.toHalf((float) kernel.apply(a, b));
  }

  private static void single(Block out, int rows) {
    double[] values = ((DoubleBlock) out).values;
    for (int i = 0; i < rows; i++) {
      values[i] = (float) values[i];
    }
  }

  private static void half(Block out, int rows) {
    double[] values = ((DoubleBlock) out).values;
    for (int i = 0; i < rows; i++) {
      values[i] = Floats.toHalf((float) values[i]);
    }
  }

  private static void plus(Block[] args, Block out, int rows, RowErrors errors) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    double[] c = ((DoubleBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] + b[i];
    }
  }

  private static void minus(Block[] args, Block out, int rows, RowErrors errors) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    double[] c = ((DoubleBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] - b[i];
    }
  }

  private static void times(Block[] args, Block out, int rows, RowErrors errors) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    double[] c = ((DoubleBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] * b[i];
    }
  }

  private static void divide(Block[] args, Block out, int rows, RowErrors errors) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    double[] c = ((DoubleBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] / b[i];
    }
  }

  private static void remainder(Block[] args, Block out, int rows, RowErrors errors) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    double[] c = ((DoubleBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] % b[i];
    }
  }
}
