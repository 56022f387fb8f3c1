// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Which numeric type holds the values of two. */
@Internal
public final class NumericTypes {
  private NumericTypes() {}

  /** For comparison and unions: a decimal wins over a float. */
  public static Optional<DataType> common(DataType left, DataType right) {
    if (!left.isNumeric() || !right.isNumeric()) {
      return Optional.empty();
    }
    if (left.equals(right)) {
      return Optional.of(left);
    }
    Optional<DataType> decimal = decimal(left, right);
    return decimal.isPresent() ? decimal : ofNumbers(left, right);
  }

  /**
   * Integers get the narrowest type for both, a float wins over everything, any other number over a
   * decimal that can't hold it.
   */
  static Optional<DataType> ofNumbers(DataType left, DataType right) {
    if (left.isFloat() || right.isFloat()) {
      return Optional.of(widestFloat(left, right));
    }
    if (left.isDecimal() || right.isDecimal()) {
      DataType other = left.isDecimal() ? right : left;
      return other.isDecimal() ? Optional.empty() : Optional.of(other);
    }
    return Optional.of(ofIntegers(left, right));
  }

  private static DataType ofIntegers(DataType left, DataType right) {
    boolean leftSigned = left.isSigned();
    int leftWidth = left.id().bits();
    int rightWidth = right.id().bits();
    if (leftSigned == right.isSigned()) {
      return leftWidth >= rightWidth ? left : right;
    }
    int signed = leftSigned ? leftWidth : rightWidth;
    int unsigned = leftSigned ? rightWidth : leftWidth;
    if (unsigned == 64) {
      return DataType.decimal128(20, 0);
    }
    return signedOf(Math.max(signed, 2 * unsigned));
  }

  private static DataType widestFloat(DataType left, DataType right) {
    if (left.equals(DataType.FLOAT64) || right.equals(DataType.FLOAT64)) {
      return DataType.FLOAT64;
    }
    return left.equals(DataType.FLOAT32) || right.equals(DataType.FLOAT32)
        ? DataType.FLOAT32
        : DataType.FLOAT16;
  }

  private static DataType signedOf(int width) {
    return switch (width) {
      case 8 -> DataType.INT8;
      case 16 -> DataType.INT16;
      case 32 -> DataType.INT32;
      default -> DataType.INT64;
    };
  }

  private static Optional<DataType> decimal(DataType left, DataType right) {
    if (left instanceof DataType.Decimal a && right instanceof DataType.Decimal b) {
      return wider(a, b);
    }
    if (left instanceof DataType.Decimal a) {
      return holding(right, a.id()).flatMap(b -> wider(a, b));
    }
    if (right instanceof DataType.Decimal b) {
      return holding(left, b.id()).flatMap(a -> wider(b, a));
    }
    return Optional.empty();
  }

  /** The decimal for all values of both; of different widths, none if it would be too wide. */
  static Optional<DataType> wider(DataType.Decimal a, DataType.Decimal b) {
    int scale = Math.max(a.scale(), b.scale());
    int digits = Math.max(a.precision() - a.scale(), b.precision() - b.scale()) + scale;
    TypeId id = a.id().compareTo(b.id()) >= 0 ? a.id() : b.id();
    if (a.id() != b.id() && digits > id.maxPrecision()) {
      return Optional.empty();
    }
    return Optional.of(DataType.Decimal.bounded(id, digits, scale));
  }

  /** The decimal of that width into which numbers of a type go, if they do. */
  static Optional<DataType.Decimal> holding(DataType number, TypeId id) {
    int[] digits =
        switch (number.id()) {
          case INT8, UINT8 -> new int[] {3, 0};
          case INT16, UINT16 -> new int[] {5, 0};
          case INT32, UINT32 -> new int[] {10, 0};
          case INT64, UINT64 -> new int[] {20, 0};
          case FLOAT16 -> new int[] {6, 3};
          case FLOAT32 -> new int[] {14, 7};
          case FLOAT64 -> new int[] {30, 15};
          default -> null;
        };
    if (digits == null || digits[0] > id.maxPrecision()) {
      return Optional.empty();
    }
    return Optional.of(new DataType.Decimal(id, digits[0], digits[1]));
  }
}
