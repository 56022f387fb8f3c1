// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;

/** Bits of integers; shifts count modulo the width of the type. */
final class Bitwise {
  private Bitwise() {}

  static Kernel kernel(Operator operator, DataType given) {
    DataType type = given.unwrapped();
    boolean shift =
        operator == Operator.BITWISE_SHIFT_LEFT || operator == Operator.BITWISE_SHIFT_RIGHT;
    if (!type.isInteger() || (shift && type != given)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind " + operator.symbol() + ": operands are " + given + ", expected integers");
    }
    int bits = type.id().bits() - 1;
    int wrap = IntegerArithmetic.shift(type);
    long mask = IntegerArithmetic.mask(type);
    return switch (operator) {
      case BITWISE_AND -> (Kernel.Lll) (a, b) -> a & b;
      case BITWISE_OR -> (Kernel.Lll) (a, b) -> a | b;
      case BITWISE_XOR -> (Kernel.Lll) (a, b) -> a ^ b;
      case BITWISE_SHIFT_LEFT -> (Kernel.Lll) (a, b) -> ((a << (b & bits)) << wrap >> wrap) & mask;
      case BITWISE_SHIFT_RIGHT ->
          type.isSigned()
              ? (Kernel.Lll) (a, b) -> a >> (b & bits)
              : (Kernel.Lll) (a, b) -> a >>> (b & bits);
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }
}
