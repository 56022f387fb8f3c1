// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.cast.Casts;
import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.value.DateText;
import io.millrace.value.Integers;
import io.millrace.value.Moment;
import io.millrace.value.TimeText;
import io.millrace.value.TimestampText;
import io.millrace.value.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts, numbers, dates and timestamps as timestamps, dates, times and seconds. */
final class ToTimestamp {
  /** What plain numbers count. */
  enum Counts {
    SECONDS,
    UNITS
  }

  private static final long NANOS = 1_000_000_000L;
  private static final List<String> TIMES = List.of("%H:%M:%S%.f", "%H:%M:%S", "%H:%M");

  private ToTimestamp() {}

  /**
   * Text in any layout becomes Utf8, integers Int64, floats and decimals Float64; formats behind it
   * are texts.
   */
  static Optional<List<DataType>> types(List<DataType> given) {
    if (given.isEmpty() || !given.subList(1, given.size()).stream().allMatch(DataType::isText)) {
      return Optional.empty();
    }
    List<DataType> types = new ArrayList<>();
    for (DataType type : given) {
      if (type.isText()) {
        types.add(DataType.UTF8);
      } else if (type.isInteger() || type.isNull()) {
        types.add(DataType.INT64);
      } else if (type.isFloat() || type.isDecimal()) {
        types.add(DataType.FLOAT64);
      } else if (type.isDate() || type instanceof DataType.Timestamp) {
        types.add(type);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(types);
  }

  static Optional<List<DataType>> typesWithoutDates(List<DataType> given) {
    return given.stream().anyMatch(DataType::isDate) ? Optional.empty() : types(given);
  }

  /** Only texts have formats, and decimals are refused. */
  static Optional<List<DataType>> typesOfUnixTime(List<DataType> given) {
    boolean formats = given.size() > 1 && !given.get(0).isText();
    return formats || given.stream().anyMatch(DataType::isDecimal)
        ? Optional.empty()
        : types(given);
  }

  /** Texts and timestamps. */
  static Optional<List<DataType>> typesOfTime(List<DataType> given) {
    boolean taken =
        !given.isEmpty()
            && (given.get(0).isText()
                || given.get(0).isNull()
                || given.get(0) instanceof DataType.Timestamp);
    return taken ? types(given) : Optional.empty();
  }

  /** Whether a null format may be something else than no result. */
  static boolean seesNulls(Call call) {
    return call.arity() > 1 && FormattedTexts.seesNulls(call);
  }

  static Kernel kernel(String function, Call call, TimeUnit unit, Counts counts) {
    DataType from = call.type(0);
    long nanos = unit.nanos();
    long factor = counts == Counts.SECONDS ? unit.perSecond() : 1;
    if (from.isText()) {
      return call.arity() == 1
          ? (Kernel.Bl) text -> instant(text) / nanos
          : new FormattedTexts(InstantFormat::of, fields -> instant(fields) / nanos)
              .kernel(function, call);
    }
    return withoutFormats(
        call,
        from.isInteger()
            ? (Kernel.Ll) value -> times(value, factor)
            : from.isFloat()
                ? (Kernel.Dl) value -> Integers.of(value * factor, DataType.INT64)
                : Casts.kernel(from, DataType.timestamp(unit), false));
  }

  /** Formats behind anything but a text say nothing. */
  private static Kernel withoutFormats(Call call, Kernel kernel) {
    return call.arity() == 1 ? kernel : FirstArgument.of(kernel);
  }

  private static long instant(BytesView text) {
    return TimestampText.parse(text, Zone.UTC).in(TimeUnit.NANOSECOND);
  }

  private static long instant(ScannedFields fields) {
    return new Moment(fields.second(), fields.nanos()).in(TimeUnit.NANOSECOND);
  }

  private static long times(long value, long factor) {
    long result = value * factor;
    if (Math.multiplyHigh(value, factor) != result >> 63) {
      throw new EvaluationError("Cannot convert " + value + " to a timestamp: out of range");
    }
    return result;
  }

  static Kernel date(Call call) {
    DataType from = call.type(0);
    if (from.isText()) {
      return call.arity() == 1
          ? (Kernel.Bl) text -> DateText.parseDays(text.toString())
          : new FormattedTexts(InstantFormat::of, ToTimestamp::day).kernel("to_date", call);
    }
    return withoutFormats(
        call,
        from.isFloat()
            ? (Kernel.Dl) value -> Integers.of(value, DataType.INT32)
            : Casts.kernel(from, DataType.DATE32, false));
  }

  /** A leap second is of the next day. */
  private static long day(ScannedFields fields) {
    return Math.floorDiv(fields.second() + fields.nanos() / NANOS, TimeText.SECONDS_OF_DAY);
  }

  static Kernel unixTime(Call call) {
    DataType from = call.type(0);
    if (from instanceof DataType.Timestamp stamp) {
      long per = stamp.unit().perSecond();
      return (Kernel.Ll) value -> value / per;
    }
    if (from.isText()) {
      return call.arity() == 1
          ? (Kernel.Bl) text -> instant(text) / NANOS
          : new FormattedTexts(InstantFormat::of, fields -> instant(fields) / NANOS)
              .kernel("to_unixtime", call);
    }
    if (from.isFloat()) {
      return (Kernel.Dl) value -> Integers.of(value, DataType.INT64);
    }
    if (from.isDate()) {
      return from.equals(DataType.DATE32)
          ? (Kernel.Ll) days -> days * TimeText.SECONDS_OF_DAY
          : (Kernel.Ll) millis -> millis / 1000;
    }
    return (Kernel.Ll) seconds -> seconds;
  }

  static Kernel time(DataType result, Call call) {
    DataType from = call.type(0);
    if (!from.isText()) {
      return withoutFormats(
          call,
          from instanceof DataType.Timestamp
              ? Casts.kernel(from, result, false)
              : (Kernel.Ll) value -> value);
    }
    FormattedTexts texts =
        new FormattedTexts(TimeReading::of, fields -> fields.second() * NANOS + fields.nanos());
    if (call.arity() == 1) {
      return texts.kernel(TIMES);
    }
    boolean any = false;
    for (int i = 1; i < call.arity(); i++) {
      if (call.constant(i) == null) {
        throw FormattedTexts.mustBeConstant("to_time", "always");
      }
      any |= !call.constant(i).isNull();
    }
    return any ? texts.kernel("to_time", call) : (Kernel.Row) ToTimestamp::failWithoutFormat;
  }

  private static void failWithoutFormat(Block[] args, int row, Block out) {
    if (!args[0].isNull(row)) {
      throw new EvaluationError("Cannot read a time: all formats are NULL, expected one");
    }
    out.setNull(row);
  }
}
