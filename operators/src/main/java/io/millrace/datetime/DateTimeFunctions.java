// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Signatures;
import io.millrace.value.DateText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Functions over dates and times. */
@Internal
public final class DateTimeFunctions {
  private static final DataType INSTANT = DataType.timestamp(TimeUnit.NANOSECOND);

  /** Truncates in the timestamp's own zone. */
  static final Scalar DATE_TRUNC =
      scalar("date_trunc")
          .accepts(Signatures.userDefined(given -> pointInTime(given, 2)))
          .returns(call -> call.type(1))
          .kernel(DateTrunc::kernel);

  static final Scalar DATE_PART =
      scalar("date_part")
          .accepts(Signatures.userDefined(DateTimeFunctions::partTypes))
          .returns(DatePart::type)
          .kernel(DatePart::kernel);

  /** Bins in UTC, whatever the zone. */
  static final Scalar DATE_BIN =
      scalar("date_bin")
          .accepts(Signatures.userDefined(DateTimeFunctions::binTypes))
          .returns(call -> call.type(1))
          .kernel(DateBin::kernel);

  static final Scalar MAKE_DATE =
      scalar("make_date")
          .accepts(Signatures.userDefined(DateTimeFunctions::dateTypes))
          .returns(DataType.DATE32)
          .kernel((Kernel.Row) DateTimeFunctions::makeDate);

  static final Scalar FROM_UNIXTIME =
      scalar("from_unixtime")
          .accepts(
              Signatures.oneOf(
                  Signatures.exact(DataType.INT64, DataType.UTF8),
                  Signatures.exact(DataType.INT64)))
          .returns(
              call ->
                  DataType.timestamp(
                      TimeUnit.SECOND, call.arity() == 1 ? null : call.constantText(1)))
          .neverFails()
          .kernel(
              (Kernel.Row)
                  (args, row, out) ->
                      ((LongBlock) out).values[row] = ((LongBlock) args[0]).values[row]);

  static final Scalar TO_DATE =
      scalar("to_date")
          .accepts(Signatures.userDefined(ToTimestamp::types))
          .returns(DataType.DATE32)
          .kernel(call -> ToTimestamp.date(call.type(0)));

  static final Scalar TO_UNIXTIME =
      scalar("to_unixtime")
          .accepts(Signatures.userDefined(ToTimestamp::types))
          .returns(DataType.INT64)
          .kernel(call -> ToTimestamp.unixTime(call.type(0)));

  public static final List<Scalar> ALL =
      List.of(
          DATE_TRUNC,
          DATE_PART,
          DATE_BIN,
          MAKE_DATE,
          FROM_UNIXTIME,
          TO_DATE,
          TO_UNIXTIME,
          toTimestamp("to_timestamp", TimeUnit.NANOSECOND, ToTimestamp.Counts.SECONDS),
          toTimestamp("to_timestamp_seconds", TimeUnit.SECOND, ToTimestamp.Counts.UNITS),
          toTimestamp("to_timestamp_millis", TimeUnit.MILLISECOND, ToTimestamp.Counts.UNITS),
          toTimestamp("to_timestamp_micros", TimeUnit.MICROSECOND, ToTimestamp.Counts.UNITS),
          toTimestamp("to_timestamp_nanos", TimeUnit.NANOSECOND, ToTimestamp.Counts.UNITS));

  private DateTimeFunctions() {}

  private static Scalar toTimestamp(String name, TimeUnit unit, ToTimestamp.Counts counts) {
    return scalar(name)
        .accepts(Signatures.userDefined(ToTimestamp::typesWithoutDates))
        .returns(DataType.timestamp(unit))
        .kernel(call -> ToTimestamp.kernel(call.type(0), unit, counts));
  }

  /** A text and a timestamp or time; dates and texts are read as timestamps. */
  private static Optional<List<DataType>> pointInTime(List<DataType> given, int count) {
    if (given.size() != count || !isText(given.get(0))) {
      return Optional.empty();
    }
    return point(given.get(1)).map(type -> List.of(DataType.UTF8, type));
  }

  private static boolean isText(DataType type) {
    return type.unwrapped().isText() || type.isNull();
  }

  private static Optional<DataType> point(DataType given) {
    DataType type = given.unwrapped();
    if (type instanceof DataType.Timestamp || type instanceof DataType.Time) {
      return Optional.of(type);
    }
    boolean read = type.isText() || type.isDate() || type.isNull();
    return read ? Optional.of(INSTANT) : Optional.empty();
  }

  private static Optional<List<DataType>> partTypes(List<DataType> given) {
    if (given.size() != 2 || !isText(given.get(0))) {
      return Optional.empty();
    }
    DataType type = given.get(1).unwrapped();
    boolean kept =
        type.isDate() || type instanceof DataType.Interval || type instanceof DataType.Duration;
    return (kept ? Optional.of(type) : point(type)).map(of -> List.of(DataType.UTF8, of));
  }

  private static Optional<List<DataType>> binTypes(List<DataType> given) {
    if (given.size() < 2 || given.size() > 3) {
      return Optional.empty();
    }
    DataType stride = given.get(0);
    Optional<DataType> point = point(given.get(1));
    boolean spans = stride instanceof DataType.Interval || isText(stride);
    if (!spans || point.isEmpty()) {
      return Optional.empty();
    }
    DataType span = DataType.INTERVAL_MONTH_DAY_NANO;
    if (given.size() == 2) {
      return Optional.of(List.of(span, point.get()));
    }
    DataType origin = point.get() instanceof DataType.Time ? point.get() : INSTANT;
    return point(given.get(2)).map(any -> List.of(span, point.get(), origin));
  }

  private static Optional<List<DataType>> dateTypes(List<DataType> given) {
    boolean numbers = given.stream().allMatch(type -> isText(type) || type.isInteger());
    return given.size() == 3 && numbers
        ? Optional.of(List.of(DataType.INT32, DataType.INT32, DataType.INT32))
        : Optional.empty();
  }

  private static void makeDate(Block[] args, int row, Block out) {
    long year = ((LongBlock) args[0]).values[row];
    long month = ((LongBlock) args[1]).values[row];
    long day = ((LongBlock) args[2]).values[row];
    try {
      long days = LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
      if (days >= DateText.FIRST_DAY && days <= DateText.LAST_DAY) {
        ((LongBlock) out).values[row] = days;
        return;
      }
    } catch (DateTimeException e) {
      throw noDate(year, month, day);
    }
    throw noDate(year, month, day);
  }

  private static EvaluationError noDate(long year, long month, long day) {
    return new EvaluationError(
        "Cannot make a date of " + year + ", " + month + ", " + day + ": no such date");
  }
}
