// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.Internal;

/** The four widths of decimal and the most digits that each carries. */
@Internal
public enum DecimalWidth {
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

  /** Throws IllegalArgumentException if {@code id} is none of a decimal. */
  public static DecimalWidth of(TypeId id) {
    for (DecimalWidth width : values()) {
      if (width.id == id) {
        return width;
      }
    }
    throw new IllegalArgumentException("no decimal: " + id);
  }

  public int bits() {
    return bits;
  }

  public int maxPrecision() {
    return maxPrecision;
  }

  /** The type of this width with so many digits, or as many as it carries. */
  public DataType type(int precision, int scale) {
    return new DataType.Decimal(
        id, Math.min(precision, maxPrecision), Math.min(scale, maxPrecision));
  }
}
