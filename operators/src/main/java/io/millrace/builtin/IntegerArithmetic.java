// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import java.math.BigInteger;

/** {@code + - * / %} of integers: they wrap at the width of the type, division does not. */
final class IntegerArithmetic {
  private IntegerArithmetic() {}

  static Kernel kernel(Operator operator, DataType type) {
    Kernel.Blocks narrow = narrowing(type);
    Kernel.Blocks wide =
        switch (operator) {
          case PLUS -> IntegerArithmetic::plus;
          case MINUS -> IntegerArithmetic::minus;
          case MULTIPLY -> IntegerArithmetic::times;
          case DIVIDE -> type.equals(DataType.UINT64) ? divideUnsigned() : divide(type);
          case MODULO -> type.equals(DataType.UINT64) ? remainderUnsigned() : remainder();
          default -> throw new IllegalArgumentException(operator.symbol());
        };
    if (narrow == null) {
      return wide;
    }
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          wide.apply(args, out, rows, errors);
          narrow.apply(args, out, rows, errors);
        };
  }

  /** Wraps what is in {@code out} to the width of a type; null for types of 64 bits. */
  static Kernel.Blocks narrowing(DataType type) {
    return switch (type.id()) {
      case INT8 -> (args, out, rows, errors) -> narrow(out, rows, 56);
      case INT16 -> (args, out, rows, errors) -> narrow(out, rows, 48);
      case INT32 -> (args, out, rows, errors) -> narrow(out, rows, 32);
      case UINT8 -> (args, out, rows, errors) -> mask(out, rows, 0xFFL);
      case UINT16 -> (args, out, rows, errors) -> mask(out, rows, 0xFFFFL);
      case UINT32 -> (args, out, rows, errors) -> mask(out, rows, 0xFFFF_FFFFL);
      default -> null;
    };
  }

  private static void narrow(Block out, int rows, int shift) {
    long[] values = ((LongBlock) out).values;
    for (int i = 0; i < rows; i++) {
      values[i] = values[i] << shift >> shift;
    }
  }

  private static void mask(Block out, int rows, long mask) {
    long[] values = ((LongBlock) out).values;
    for (int i = 0; i < rows; i++) {
      values[i] &= mask;
    }
  }

  private static void plus(Block[] args, Block out, int rows, RowErrors errors) {
    long[] a = ((LongBlock) args[0]).values;
    long[] b = ((LongBlock) args[1]).values;
    long[] c = ((LongBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] + b[i];
    }
  }

  private static void minus(Block[] args, Block out, int rows, RowErrors errors) {
    long[] a = ((LongBlock) args[0]).values;
    long[] b = ((LongBlock) args[1]).values;
    long[] c = ((LongBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] - b[i];
    }
  }

  private static void times(Block[] args, Block out, int rows, RowErrors errors) {
    long[] a = ((LongBlock) args[0]).values;
    long[] b = ((LongBlock) args[1]).values;
    long[] c = ((LongBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = a[i] * b[i];
    }
  }

  private static Kernel.Blocks divide(DataType type) {
    long least = Kinds.isSigned(type) ? Long.MIN_VALUE >> (64 - Kinds.width(type)) : 1L;
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        long divisor = b[i];
        if (divisor == 0 || (divisor == -1 && a[i] == least)) {
          failQuotient(a[i], divisor, out, i, errors);
        } else {
          c[i] = a[i] / divisor;
        }
      }
    };
  }

  private static Kernel.Blocks remainder() {
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (b[i] == 0) {
          failRemainder(Long.toString(a[i]), out, i, errors);
        } else {
          c[i] = a[i] % b[i];
        }
      }
    };
  }

  private static Kernel.Blocks divideUnsigned() {
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (b[i] == 0) {
          failByZero("divide " + Long.toUnsignedString(a[i]), out, i, errors);
        } else {
          c[i] = Long.divideUnsigned(a[i], b[i]);
        }
      }
    };
  }

  private static Kernel.Blocks remainderUnsigned() {
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (b[i] == 0) {
          failRemainder(Long.toUnsignedString(a[i]), out, i, errors);
        } else {
          c[i] = Long.remainderUnsigned(a[i], b[i]);
        }
      }
    };
  }

  private static void failQuotient(
      long dividend, long divisor, Block out, int row, RowErrors errors) {
    if (divisor == 0) {
      failByZero("divide " + dividend, out, row, errors);
    } else if (!out.isNull(row)) {
      BigInteger quotient = BigInteger.valueOf(dividend).negate();
      errors.mark(row, "Cannot divide " + dividend + " by -1: " + quotient + " overflows");
    }
  }

  private static void failRemainder(String dividend, Block out, int row, RowErrors errors) {
    failByZero("take the remainder of " + dividend, out, row, errors);
  }

  static void failByZero(String what, Block out, int row, RowErrors errors) {
    if (!out.isNull(row)) {
      errors.mark(row, "Cannot " + what + ": the divisor is 0, expected any other number");
    }
  }
}
