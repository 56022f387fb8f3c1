// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.Block;
import io.millrace.column.Int128;
import io.millrace.column.Int128Block;
import io.millrace.column.ObjectBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import java.math.BigInteger;

/**
 * {@code + - * / %} of decimals: operands are brought to one scale, quotients cut, and what exceeds
 * the bits of the type fails.
 */
final class DecimalArithmetic {
  private final Operator operator;
  private final int bits;
  private final BigInteger leftFactor;
  private final BigInteger rightFactor;
  private final long left;
  private final long right;

  private DecimalArithmetic(
      Operator operator, int bits, BigInteger leftFactor, BigInteger rightFactor) {
    this.operator = operator;
    this.bits = bits;
    this.leftFactor = leftFactor;
    this.rightFactor = rightFactor;
    left = leftFactor.longValue();
    right = rightFactor.longValue();
  }

  static Kernel kernel(Operator operator, Call call) {
    DataType.Decimal left = (DataType.Decimal) call.type(0);
    DataType.Decimal right = (DataType.Decimal) call.type(1);
    int scale = Math.max(left.scale(), right.scale());
    int leftPower = scale - left.scale();
    int rightPower = scale - right.scale();
    if (operator == Operator.MULTIPLY) {
      leftPower = 0;
      rightPower = 0;
    } else if (operator == Operator.DIVIDE) {
      int power = ((DataType.Decimal) call.result()).scale() - left.scale() + right.scale();
      leftPower = Math.max(power, 0);
      rightPower = Math.max(-power, 0);
    }
    DecimalArithmetic it =
        new DecimalArithmetic(
            operator,
            left.id().bits(),
            BigInteger.TEN.pow(leftPower),
            BigInteger.TEN.pow(rightPower));
    boolean additive = operator == Operator.PLUS || operator == Operator.MINUS;
    boolean hot = left.id() == TypeId.DECIMAL128 && leftPower < 19 && rightPower < 19;
    return hot && (additive || operator == Operator.MULTIPLY)
        ? ((Kernel.Blocks) it::narrow).byValue((Kernel.Row) it::narrow)
        : (Kernel.Blocks) it::wide;
  }

  /** By what the values of the block need; row by row only where some are large. */
  private void narrow(Block[] args, Block out, int rows, RowErrors errors) {
    Int128Block a = (Int128Block) args[0];
    Int128Block b = (Int128Block) args[1];
    long factor = operator == Operator.MINUS ? -right : right;
    int leftBits = DecimalLoops.bits(a, rows);
    int rightBits = args[0].equals(args[1]) ? leftBits : DecimalLoops.bits(b, rows);
    boolean done =
        operator == Operator.MULTIPLY
            ? DecimalLoops.multiply(a, leftBits, b, rightBits, (Int128Block) out, rows)
            : DecimalLoops.add(a, leftBits, left, b, rightBits, factor, (Int128Block) out, rows);
    if (!done) {
      mixed(args, out, rows, errors);
    }
  }

  /** Rows whose operands fit 64 bits without BigInteger. */
  private void mixed(Block[] args, Block out, int rows, RowErrors errors) {
    Int128Block a = (Int128Block) args[0];
    Int128Block b = (Int128Block) args[1];
    Int128Block c = (Int128Block) out;
    for (int i = 0; i < rows; i++) {
      if (!narrow(a, b, c, i)) {
        slow(args, out, i, errors);
      }
    }
  }

  private void narrow(Block[] args, int row, Block out) {
    if (!narrow((Int128Block) args[0], (Int128Block) args[1], (Int128Block) out, row)) {
      RowErrors errors = new RowErrors();
      slow(args, out, row, errors);
      if (errors.failed(row)) {
        throw errors.cause(row);
      }
    }
  }

  /** False if the operands do not fit 64 bits. */
  private boolean narrow(Int128Block a, Int128Block b, Int128Block out, int row) {
    long x = a.low[row];
    long y = b.low[row];
    if (a.high[row] != x >> 63 || b.high[row] != y >> 63 || y == Long.MIN_VALUE) {
      return false;
    }
    if (operator == Operator.MULTIPLY) {
      out.high[row] = Math.multiplyHigh(x, y);
      out.low[row] = x * y;
    } else {
      add(x, left, operator == Operator.PLUS ? y : -y, right, out, row);
    }
    return true;
  }

  /** The sum of two products below 2^126, which can't overflow. */
  private static void add(long x, long left, long y, long right, Int128Block out, int row) {
    long low = x * left;
    long sum = low + y * right;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    out.high[row] = Math.multiplyHigh(x, left) + Math.multiplyHigh(y, right) + carry;
    out.low[row] = sum;
  }

  private void wide(Block[] args, Block out, int rows, RowErrors errors) {
    for (int i = 0; i < rows; i++) {
      slow(args, out, i, errors);
    }
  }

  private void slow(Block[] args, Block out, int row, RowErrors errors) {
    if (out.isNull(row)) {
      return;
    }
    BigInteger left = get(args[0], row).multiply(leftFactor);
    BigInteger right = get(args[1], row).multiply(rightFactor);
    boolean divides = operator == Operator.DIVIDE || operator == Operator.MODULO;
    if (divides && right.signum() == 0) {
      String what = operator == Operator.DIVIDE ? "divide a decimal" : "take a remainder";
      IntegerArithmetic.fail(out, row, errors, IntegerArithmetic.byZero(what));
      return;
    }
    BigInteger result = apply(left, right);
    if (overflows(left) || overflows(right) || overflows(result)) {
      errors.mark(
          row,
          "Cannot compute a decimal with " + operator.symbol() + ": it exceeds " + bits + " bits");
    } else {
      set(out, row, result);
    }
  }

  private BigInteger apply(BigInteger left, BigInteger right) {
    return switch (operator) {
      case PLUS -> left.add(right);
      case MINUS -> left.subtract(right);
      case MULTIPLY -> left.multiply(right);
      case DIVIDE -> left.divide(right);
      case MODULO -> left.remainder(right);
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private boolean overflows(BigInteger value) {
    return value.bitLength() >= bits;
  }

  /** The unscaled value at a row of a block of decimals of any width. */
  static BigInteger get(Block block, int row) {
    return block instanceof Int128Block wide
        ? Int128.toBigInteger(wide.high[row], wide.low[row])
        : (BigInteger) ((ObjectBlock) block).values[row];
  }

  static void set(Block block, int row, BigInteger value) {
    if (block instanceof Int128Block wide) {
      wide.high[row] = value.shiftRight(64).longValue();
      wide.low[row] = value.longValue();
    } else {
      ((ObjectBlock) block).values[row] = value;
    }
  }
}
