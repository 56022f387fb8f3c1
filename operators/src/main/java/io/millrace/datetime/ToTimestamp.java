// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.cast.Casts;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.value.DateText;
import io.millrace.value.Integers;
import io.millrace.value.TimeText;
import io.millrace.value.TimestampText;
import io.millrace.value.Zone;
import java.util.List;
import java.util.Optional;

/** Texts, numbers, dates and timestamps as timestamps, dates and seconds. */
final class ToTimestamp {
  /** What plain numbers count. */
  enum Counts {
    SECONDS,
    UNITS
  }

  private ToTimestamp() {}

  /** Text in any layout becomes Utf8, integers Int64, floats and decimals Float64. */
  static Optional<List<DataType>> types(List<DataType> given) {
    if (given.size() != 1) {
      return Optional.empty();
    }
    DataType type = given.get(0).unwrapped();
    if (type.isText()) {
      return Optional.of(List.of(DataType.UTF8));
    } else if (type.isInteger() || type.isNull()) {
      return Optional.of(List.of(DataType.INT64));
    } else if (type.isFloat() || type.isDecimal()) {
      return Optional.of(List.of(DataType.FLOAT64));
    }
    boolean moment = type.isDate() || type instanceof DataType.Timestamp;
    return moment ? Optional.of(List.of(type)) : Optional.empty();
  }

  static Optional<List<DataType>> typesWithoutDates(List<DataType> given) {
    return given.stream().anyMatch(DataType::isDate) ? Optional.empty() : types(given);
  }

  static Kernel kernel(DataType from, TimeUnit unit, Counts counts) {
    long nanos = unit.nanos();
    long factor = counts == Counts.SECONDS ? unit.perSecond() : 1;
    if (from.isText()) {
      return (Kernel.Bl) text -> instant(text.toString()) / nanos;
    }
    if (from.isInteger()) {
      return (Kernel.Ll) value -> times(value, factor);
    }
    return from.isFloat()
        ? (Kernel.Dl) value -> Integers.of(value * factor, DataType.INT64)
        : Casts.kernel(from, DataType.timestamp(unit), false);
  }

  private static long instant(String text) {
    return TimestampText.parse(text, Zone.UTC).in(TimeUnit.NANOSECOND);
  }

  private static long times(long value, long factor) {
    long result = value * factor;
    if (Math.multiplyHigh(value, factor) != result >> 63) {
      throw new EvaluationError("Cannot convert " + value + " to a timestamp: out of range");
    }
    return result;
  }

  static Kernel date(DataType from) {
    if (from.isText()) {
      return (Kernel.Bl) text -> DateText.parseDays(text.toString());
    }
    if (from.isFloat()) {
      return (Kernel.Dl) value -> Integers.of(value, DataType.INT32);
    }
    return Casts.kernel(from.isInteger() ? DataType.INT64 : from, DataType.DATE32, false);
  }

  static Kernel unixTime(DataType from) {
    if (from instanceof DataType.Timestamp stamp) {
      long per = stamp.unit().perSecond();
      return (Kernel.Ll) value -> value / per;
    }
    if (from.isText()) {
      return (Kernel.Bl) text -> instant(text.toString()) / 1_000_000_000L;
    }
    if (from.isFloat()) {
      return (Kernel.Dl) value -> Integers.of(value, DataType.INT64);
    }
    if (from.isDate()) {
      return from.equals(DataType.DATE32)
          ? (Kernel.Ll) days -> days * TimeText.SECONDS_OF_DAY
          : (Kernel.Ll) millis -> millis / 1000;
    }
    return (Kernel.Row) ToTimestamp::same;
  }

  private static void same(Block[] args, int row, Block out) {
    ((LongBlock) out).values[row] = ((LongBlock) args[0]).values[row];
  }
}
