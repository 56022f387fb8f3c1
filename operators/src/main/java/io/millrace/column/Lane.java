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
  /** Decimal256 as BigInteger. */
  OBJECT,
  /** Lists, structs, maps and unions, as {@link NestedBlock} has them. */
  NESTED;

  public static Lane of(DataType type) {
    return switch (type.family()) {
      case NULL, BOOLEAN -> BOOL;
      case SIGNED, UNSIGNED, DATE, TIME, TIMESTAMP, DURATION -> LONG;
      case FLOAT -> DOUBLE;
      case DECIMAL -> type.id().bits() <= 128 ? INT128 : OBJECT;
      case INTERVAL ->
          ((DataType.Interval) type).unit() == IntervalUnit.MONTH_DAY_NANO ? INT128 : LONG;
      case TEXT, BINARY -> BYTES;
      case LIST, STRUCT, MAP, UNION -> NESTED;
      case ENCODED -> of(type.unwrapped());
    };
  }
}
