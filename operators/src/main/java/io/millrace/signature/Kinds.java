// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import org.apache.flink.annotation.Internal;

/** Families of types, in the words of DataFusion's rules. */
@Internal
public final class Kinds {
  private Kinds() {}

  public static boolean isNull(DataType type) {
    return type.equals(DataType.NULL);
  }

  public static boolean isSigned(DataType type) {
    return switch (type.id()) {
      case INT8, INT16, INT32, INT64 -> true;
      default -> false;
    };
  }

  public static boolean isUnsigned(DataType type) {
    return switch (type.id()) {
      case UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  public static boolean isInteger(DataType type) {
    return isSigned(type) || isUnsigned(type);
  }

  public static boolean isFloat(DataType type) {
    return switch (type.id()) {
      case FLOAT16, FLOAT32, FLOAT64 -> true;
      default -> false;
    };
  }

  public static boolean isDecimal(DataType type) {
    return type instanceof DataType.Decimal;
  }

  public static boolean isNumeric(DataType type) {
    return isInteger(type) || isFloat(type) || isDecimal(type);
  }

  public static boolean isString(DataType type) {
    return switch (type.id()) {
      case UTF8, LARGE_UTF8, UTF8_VIEW -> true;
      default -> false;
    };
  }

  /** Binary of any layout but that of fixed size. */
  public static boolean isBinary(DataType type) {
    return switch (type.id()) {
      case BINARY, LARGE_BINARY, BINARY_VIEW -> true;
      default -> false;
    };
  }

  public static boolean isDate(DataType type) {
    return type.equals(DataType.DATE32) || type.equals(DataType.DATE64);
  }

  public static boolean isTemporal(DataType type) {
    return switch (type.id()) {
      case DATE32, DATE64, TIME32, TIME64, TIMESTAMP, DURATION, INTERVAL -> true;
      default -> false;
    };
  }

  public static boolean isList(DataType type) {
    return switch (type.id()) {
      case LIST, LARGE_LIST, FIXED_SIZE_LIST -> true;
      default -> false;
    };
  }

  /** Bits of an integer or float. */
  public static int width(DataType type) {
    return switch (type.id()) {
      case INT8, UINT8 -> 8;
      case INT16, UINT16, FLOAT16 -> 16;
      case INT32, UINT32, FLOAT32 -> 32;
      case INT64, UINT64, FLOAT64 -> 64;
      default -> throw new IllegalArgumentException("no integer or float: " + type);
    };
  }

  /** The type of the values inside a dictionary or run-end encoding, else the type itself. */
  public static DataType values(DataType type) {
    if (type instanceof DataType.Dictionary dictionary) {
      return dictionary.value();
    }
    return type instanceof DataType.RunEndEncoded runs ? runs.values().type() : type;
  }
}
