// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import org.apache.flink.annotation.Internal;

/**
 * The carriers in which all types travel; width, unit, zone, precision and scale stay in the type.
 */
@Internal
public enum Lane {
  /** Booleans, as masks: 0 or -1. Also the type Null, whose values are all null. */
  BOOL,
  /**
   * Integers of any width (UInt64: its 64 bits), dates, times, timestamps, durations, intervals but
   * month-day-nano.
   */
  LONG,
  /** Floats; the narrower ones are rounded to their width after each operation. */
  DOUBLE,
  /**
   * Two longs: decimals up to 128 bits, unscaled; month-day-nano intervals (months and days,
   * nanoseconds).
   */
  INT128,
  /** Text of any layout as UTF-8, and binary of any layout. */
  BYTES,
  /**
   * Decimal256 as BigInteger; lists, structs, maps, unions in the form of {@code Literal} values.
   */
  OBJECT;

  public static Lane of(DataType type) {
    return switch (type.id()) {
      case NULL, BOOLEAN -> BOOL;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> LONG;
      case DATE32, DATE64, TIME32, TIME64, TIMESTAMP, DURATION -> LONG;
      case INTERVAL ->
          ((DataType.Interval) type).unit() == IntervalUnit.MONTH_DAY_NANO ? INT128 : LONG;
      case FLOAT16, FLOAT32, FLOAT64 -> DOUBLE;
      case DECIMAL32, DECIMAL64, DECIMAL128 -> INT128;
      case UTF8, LARGE_UTF8, UTF8_VIEW -> BYTES;
      case BINARY, LARGE_BINARY, BINARY_VIEW, FIXED_SIZE_BINARY -> BYTES;
      case DECIMAL256, LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST -> OBJECT;
      case STRUCT, MAP, UNION -> OBJECT;
      case DICTIONARY -> of(((DataType.Dictionary) type).value());
      case RUN_END_ENCODED -> of(((DataType.RunEndEncoded) type).values().type());
    };
  }
}
