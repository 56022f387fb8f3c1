// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.Block;
import io.millrace.column.CellSink;
import io.millrace.column.Int128;
import io.millrace.column.Int128Block;
import io.millrace.column.ObjectBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** {@code BigDecimal} in and out of columns. */
final class JavaDecimals {
  /** As many as any long may have. */
  private static final int LONG_DIGITS = 18;

  private JavaDecimals() {}

  /** Rounds to the type's scale; throws {@code ArithmeticException} for too many digits. */
  static void write(BigDecimal number, DataType.Decimal type, CellSink cell) {
    BigDecimal scaled = scaled(number, type);
    if (scaled.precision() <= LONG_DIGITS && type.id() != TypeId.DECIMAL256) {
      long low = scaled.scaleByPowerOfTen(type.scale()).longValue();
      cell.setWide(low >> 63, low);
      return;
    }
    BigInteger unscaled = scaled.unscaledValue();
    if (type.id() == TypeId.DECIMAL256) {
      cell.set(unscaled);
    } else if (unscaled.bitLength() < Long.SIZE) {
      long low = unscaled.longValue();
      cell.setWide(low >> 63, low);
    } else {
      cell.setWide(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue());
    }
  }

  /** Rounded like that, as a literal has it. */
  static BigInteger unscaled(BigDecimal number, DataType.Decimal type) {
    return scaled(number, type).unscaledValue();
  }

  private static BigDecimal scaled(BigDecimal number, DataType.Decimal type) {
    BigDecimal scaled = number.setScale(type.scale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.precision()) {
      throw new ArithmeticException();
    }
    return scaled;
  }

  /** Of row 0. */
  static BigDecimal read(Block block, int scale) {
    if (block instanceof ObjectBlock objects) {
      return new BigDecimal((BigInteger) objects.values[0], scale);
    }
    Int128Block wide = (Int128Block) block;
    long low = wide.low[0];
    return wide.high[0] == low >> 63
        ? BigDecimal.valueOf(low, scale)
        : new BigDecimal(Int128.toBigInteger(wide.high[0], low), scale);
  }
}
