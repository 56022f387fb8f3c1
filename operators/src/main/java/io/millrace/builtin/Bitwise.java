// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Kinds;

/** Bits of integers; shifts count modulo the width of the type. */
final class Bitwise {
  private Bitwise() {}

  static Kernel kernel(Operator operator, DataType given) {
    DataType type = Kinds.values(given);
    boolean shift =
        operator == Operator.BITWISE_SHIFT_LEFT || operator == Operator.BITWISE_SHIFT_RIGHT;
    if (!Kinds.isInteger(type) || (shift && type != given)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind " + operator.symbol() + ": operands are " + given + ", expected integers");
    }
    int mask = Kinds.width(type) - 1;
    Kernel.Lll row =
        switch (operator) {
          case BITWISE_AND -> (a, b) -> a & b;
          case BITWISE_OR -> (a, b) -> a | b;
          case BITWISE_XOR -> (a, b) -> a ^ b;
          case BITWISE_SHIFT_LEFT -> (a, b) -> a << (b & mask);
          default -> Kinds.isSigned(type) ? (a, b) -> a >> (b & mask) : (a, b) -> a >>> (b & mask);
        };
    Kernel.Blocks narrow = IntegerArithmetic.narrowing(type);
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          loop(row, args, out, rows);
          if (narrow != null) {
            narrow.apply(args, out, rows, errors);
          }
        };
    return loop.byValue(IntegerArithmetic.wrapping(row, type));
  }

  /** Shared by all, so that their row is a call. */
  private static void loop(Kernel.Lll row, Block[] args, Block out, int rows) {
    long[] a = ((LongBlock) args[0]).values;
    long[] b = ((LongBlock) args[1]).values;
    long[] c = ((LongBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = row.apply(a[i], b[i]);
    }
  }
}
