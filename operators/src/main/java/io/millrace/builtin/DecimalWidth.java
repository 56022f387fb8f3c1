// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;

/** The four widths of decimal and the most digits that each carries. */
enum DecimalWidth {
  BITS_32(TypeId.DECIMAL32, 32, 9),
  BITS_64(TypeId.DECIMAL64, 64, 18),
  BITS_128(TypeId.DECIMAL128, 128, 38),
  BITS_256(TypeId.DECIMAL256, 256, 76);

  private final TypeId id;
  private final int bits;
  private final int maxPrecision;

  DecimalWidth(TypeId id, int bits, int maxPrecision) {
    this.id = id;
    this.bits = bits;
    this.maxPrecision = maxPrecision;
  }

  static DecimalWidth of(DataType type) {
    for (DecimalWidth width : values()) {
      if (width.id == type.id()) {
        return width;
      }
    }
    throw new AssertionError("no decimal: " + type);
  }

  int bits() {
    return bits;
  }

  int maxPrecision() {
    return maxPrecision;
  }

  /** The type of this width with so many digits, or as many as it carries. */
  DataType type(int precision, int scale) {
    return new DataType.Decimal(
        id, Math.min(precision, maxPrecision), Math.min(scale, maxPrecision));
  }
}
