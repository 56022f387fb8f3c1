// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Kinds;
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
    Kernel.Blocks both =
        narrow == null
            ? wide
            : (args, out, rows, errors) -> {
              wide.apply(args, out, rows, errors);
              narrow.apply(args, out, rows, errors);
            };
    return both.byValue(byValue(operator, type));
  }

  private static Kernel.Lll byValue(Operator operator, DataType type) {
    boolean wraps = Kinds.width(type) < Long.SIZE;
    int shift = shift(type);
    long mask = mask(type);
    long least = least(type);
    boolean unsigned = type.equals(DataType.UINT64);
    return switch (operator) {
      case PLUS -> wraps ? (a, b) -> ((a + b) << shift >> shift) & mask : (a, b) -> a + b;
      case MINUS -> wraps ? (a, b) -> ((a - b) << shift >> shift) & mask : (a, b) -> a - b;
      case MULTIPLY -> wraps ? (a, b) -> ((a * b) << shift >> shift) & mask : (a, b) -> a * b;
      case DIVIDE ->
          unsigned ? IntegerArithmetic::unsignedQuotient : (a, b) -> quotient(a, b, least);
      default -> unsigned ? IntegerArithmetic::unsignedRemainder : IntegerArithmetic::remainder;
    };
  }

  /** {@code kernel} with its results wrapped to the width of a type. */
  static Kernel.Lll wrapping(Kernel.Lll kernel, DataType type) {
    if (Kinds.width(type) == Long.SIZE) {
      return kernel;
    }
    int shift = shift(type);
    long mask = mask(type);
    return (a, b) -> (kernel.apply(a, b) << shift >> shift) & mask;
  }

  private static int shift(DataType type) {
    return Kinds.isSigned(type) ? Long.SIZE - Kinds.width(type) : 0;
  }

  private static long mask(DataType type) {
    return Kinds.isSigned(type) ? -1L : -1L >>> (Long.SIZE - Kinds.width(type));
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
    long least = least(type);
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        long divisor = b[i];
        if (divisor == 0 || (divisor == -1 && a[i] == least)) {
          fail(out, i, errors, noQuotient(a[i], divisor));
        } else {
          c[i] = a[i] / divisor;
        }
      }
    };
  }

  private static long quotient(long a, long b, long least) {
    if (b == 0 || (b == -1 && a == least)) {
      throw new EvaluationError(noQuotient(a, b));
    }
    return a / b;
  }

  /** The one value whose quotient by -1 has too many bits; 1 where there is none. */
  private static long least(DataType type) {
    return Kinds.isSigned(type) ? Long.MIN_VALUE >> (64 - Kinds.width(type)) : 1L;
  }

  private static Kernel.Blocks remainder() {
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (b[i] == 0) {
          fail(out, i, errors, noRemainder(Long.toString(a[i])));
        } else {
          c[i] = a[i] % b[i];
        }
      }
    };
  }

  private static long remainder(long a, long b) {
    if (b == 0) {
      throw new EvaluationError(noRemainder(Long.toString(a)));
    }
    return a % b;
  }

  private static Kernel.Blocks divideUnsigned() {
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (b[i] == 0) {
          fail(out, i, errors, byZero("divide " + Long.toUnsignedString(a[i])));
        } else {
          c[i] = Long.divideUnsigned(a[i], b[i]);
        }
      }
    };
  }

  private static long unsignedQuotient(long a, long b) {
    if (b == 0) {
      throw new EvaluationError(byZero("divide " + Long.toUnsignedString(a)));
    }
    return Long.divideUnsigned(a, b);
  }

  private static Kernel.Blocks remainderUnsigned() {
    return (args, out, rows, errors) -> {
      long[] a = ((LongBlock) args[0]).values;
      long[] b = ((LongBlock) args[1]).values;
      long[] c = ((LongBlock) out).values;
      for (int i = 0; i < rows; i++) {
        if (b[i] == 0) {
          fail(out, i, errors, noRemainder(Long.toUnsignedString(a[i])));
        } else {
          c[i] = Long.remainderUnsigned(a[i], b[i]);
        }
      }
    };
  }

  private static long unsignedRemainder(long a, long b) {
    if (b == 0) {
      throw new EvaluationError(noRemainder(Long.toUnsignedString(a)));
    }
    return Long.remainderUnsigned(a, b);
  }

  private static String noQuotient(long dividend, long divisor) {
    if (divisor == 0) {
      return byZero("divide " + dividend);
    }
    BigInteger quotient = BigInteger.valueOf(dividend).negate();
    return "Cannot divide " + dividend + " by -1: " + quotient + " overflows";
  }

  private static String noRemainder(String dividend) {
    return byZero("take the remainder of " + dividend);
  }

  static String byZero(String what) {
    return "Cannot " + what + ": the divisor is 0, expected any other number";
  }

  /** What is under a null does not fail. */
  static void fail(Block out, int row, RowErrors errors, String message) {
    if (!out.isNull(row)) {
      errors.mark(row, message);
    }
  }
}
