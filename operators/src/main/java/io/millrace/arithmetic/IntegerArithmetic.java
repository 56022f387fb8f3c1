// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import java.math.BigInteger;

/** {@code + - * / %} of integers: they wrap at the width of the type, division does not. */
final class IntegerArithmetic {
  private IntegerArithmetic() {}

  /**
   * @param right the right operand if it is constant, else null
   */
  static Kernel.Lll kernel(Operator operator, DataType type, Literal right) {
    boolean divides = operator == Operator.DIVIDE || operator == Operator.MODULO;
    if (divides && right != null && right.value() instanceof Long divisor) {
      boolean plain = divisor > 1 || (divisor < -1 && divisor != Long.MIN_VALUE);
      if (plain && !type.equals(DataType.UINT64)) {
        return byConstant(operator, divisor);
      }
    }
    return kernel(operator, type);
  }

  private static Kernel.Lll byConstant(Operator operator, long divisor) {
    ConstantDivisor magnitude = ConstantDivisor.of(Math.abs(divisor));
    if (operator == Operator.MODULO) {
      return (a, b) -> magnitude.remainder(a);
    }
    return divisor > 0 ? (a, b) -> magnitude.quotient(a) : (a, b) -> -magnitude.quotient(a);
  }

  private static Kernel.Lll kernel(Operator operator, DataType type) {
    boolean wraps = type.id().bits() < Long.SIZE;
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
      case MODULO -> unsigned ? IntegerArithmetic::unsignedRemainder : IntegerArithmetic::remainder;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  /** Bits to shift left and back, so that a result has the width of a type; for signed ones. */
  static int shift(DataType type) {
    return type.isSigned() ? Long.SIZE - type.id().bits() : 0;
  }

  /** Bits that a result of a type may have; for unsigned ones. */
  static long mask(DataType type) {
    return type.isSigned() ? -1L : -1L >>> (Long.SIZE - type.id().bits());
  }

  private static long quotient(long a, long b, long least) {
    if (b == 0 || (b == -1 && a == least)) {
      throw new EvaluationError(noQuotient(a, b));
    }
    return a / b;
  }

  /** The one value whose quotient by -1 has too many bits; 1 where there is none. */
  private static long least(DataType type) {
    return type.isSigned() ? Long.MIN_VALUE >> (64 - type.id().bits()) : 1L;
  }

  private static long remainder(long a, long b) {
    if (b == 0) {
      throw new EvaluationError(noRemainder(Long.toString(a)));
    }
    return a % b;
  }

  private static long unsignedQuotient(long a, long b) {
    if (b == 0) {
      throw new EvaluationError(byZero("divide " + Long.toUnsignedString(a)));
    }
    return Long.divideUnsigned(a, b);
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
