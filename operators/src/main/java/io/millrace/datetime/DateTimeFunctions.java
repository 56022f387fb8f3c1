// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.Chrono;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Argument;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Functions over dates and times. */
@Internal
public final class DateTimeFunctions {
  private static final DataType INSTANT = DataType.timestamp(TimeUnit.NANOSECOND);
  private static final DataType TIME = new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND);
  private static final Argument INT32 =
      Argument.of(Argument.Kind.INT32).orFrom(Argument.Kind.INTEGER, Argument.Kind.STRING);

  /** Truncates in the timestamp's own zone. */
  static final Scalar DATE_TRUNC =
      scalar("date_trunc")
          .accepts(Signatures.userDefined(given -> pointInTime(given, 2)))
          .size(ResultSize.WIDTH)
          .returns(call -> call.type(1))
          .kernel(DateTrunc::kernel);

  static final Scalar DATE_PART =
      scalar("date_part")
          .accepts(Signatures.userDefined(DateTimeFunctions::partTypes))
          .size(ResultSize.WIDTH)
          .returns(DatePart::type)
          .kernel(DatePart::kernel);

  /** Bins in UTC, whatever the zone. */
  static final Scalar DATE_BIN =
      scalar("date_bin")
          .accepts(DateBin.signature())
          .size(ResultSize.WIDTH)
          .returns(call -> call.type(1))
          .kernel(DateBin::kernel);

  static final Scalar MAKE_DATE =
      scalar("make_date")
          .accepts(Signatures.coercible(INT32, INT32, INT32))
          .returns(DataType.DATE32)
          .kernel((Kernel.Row) DateTimeFunctions::makeDate);

  static final Scalar MAKE_TIME =
      scalar("make_time")
          .accepts(Signatures.coercible(INT32, INT32, INT32))
          .returns(new DataType.Time(TypeId.TIME32, TimeUnit.SECOND))
          .kernel((Kernel.Row) DateTimeFunctions::makeTime);

  static final Scalar FROM_UNIXTIME =
      scalar("from_unixtime")
          .accepts(
              Signatures.oneOf(
                  Signatures.exact(DataType.INT64, DataType.UTF8),
                  Signatures.exact(DataType.INT64)))
          .size(ResultSize.WIDTH)
          .returns(DateTimeFunctions::unixTimeType)
          .neverFails()
          .kernel(
              (Kernel.Row)
                  (args, row, out) ->
                      ((LongBlock) out).values[row] = ((LongBlock) args[0]).values[row]);

  /** Written in the timestamp's own zone. */
  static final Scalar TO_CHAR =
      scalar("to_char")
          .size(ResultSize.CHECKED)
          .accepts(printedTypes())
          .returns(DataType.UTF8)
          .kernel(ToChar::kernel);

  static final Scalar TO_DATE =
      scalar("to_date")
          .accepts(Signatures.userDefined(ToTimestamp::types))
          .returns(DataType.DATE32)
          .nullsAsValuesWhere(ToTimestamp::seesNulls)
          .kernel(ToTimestamp::date);

  /** What clocks of the timestamp's zone show. */
  static final Scalar TO_LOCAL_TIME =
      scalar("to_local_time")
          .accepts(Signatures.coercible(Argument.of(Argument.Kind.TIMESTAMP)))
          .size(ResultSize.WIDTH)
          .returns(call -> DataType.timestamp(((DataType.Timestamp) call.type(0)).unit()))
          .kernel(call -> LocalTime.kernel((DataType.Timestamp) call.type(0)));

  static final Scalar TO_TIME =
      scalar("to_time")
          .accepts(Signatures.userDefined(ToTimestamp::typesOfTime))
          .returns(TIME)
          .nullsAsValuesWhere(ToTimestamp::seesNulls)
          .kernel(call -> ToTimestamp.time(TIME, call));

  static final Scalar TO_UNIXTIME =
      scalar("to_unixtime")
          .accepts(Signatures.userDefined(ToTimestamp::typesOfUnixTime))
          .returns(DataType.INT64)
          .nullsAsValuesWhere(ToTimestamp::seesNulls)
          .kernel(ToTimestamp::unixTime);

  public static final List<Scalar> ALL =
      List.of(
          DATE_TRUNC,
          DATE_PART,
          DATE_BIN,
          MAKE_DATE,
          MAKE_TIME,
          FROM_UNIXTIME,
          TO_CHAR,
          TO_DATE,
          TO_LOCAL_TIME,
          TO_TIME,
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
        .nullsAsValuesWhere(ToTimestamp::seesNulls)
        .kernel(call -> ToTimestamp.kernel(name, call, unit, counts));
  }

  /** In DataFusion's order, since the first that the arguments can be brought to is taken. */
  private static Signature printedTypes() {
    List<DataType> types = new ArrayList<>(List.of(DataType.DATE32, DataType.DATE64));
    TimeUnit[] units = TimeUnit.values();
    for (int i = units.length - 1; i >= 0; i--) {
      types.add(DateBin.time(units[i]));
    }
    for (int i = units.length - 1; i >= 0; i--) {
      types.add(DataType.timestamp(units[i], Signatures.ANY_ZONE));
      types.add(DataType.timestamp(units[i]));
    }
    for (int i = units.length - 1; i >= 0; i--) {
      types.add(new DataType.Duration(units[i]));
    }
    return Signatures.oneOf(
        types.stream()
            .map(type -> Signatures.exact(type, DataType.UTF8))
            .toArray(Signature[]::new));
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

  private static DataType unixTimeType(Call call) {
    String zone = call.arity() == 1 ? null : call.constantText(1);
    if (zone == null && call.arity() == 2) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH, "Cannot bind from_unixtime: the zone must be a constant text");
    }
    return DataType.timestamp(TimeUnit.SECOND, zone);
  }

  /** A plain NULL has no parts, and a part is no text of other layouts. */
  private static Optional<List<DataType>> partTypes(List<DataType> given) {
    boolean named =
        given.size() == 2
            && (given.get(0).equals(DataType.UTF8) || given.get(0).equals(DataType.UTF8_VIEW));
    if (!named) {
      return Optional.empty();
    }
    if (given.get(1).isNull()) {
      return Optional.of(List.of(DataType.UTF8, DataType.NULL));
    }
    DataType type = given.get(1).unwrapped();
    boolean kept =
        type.isDate() || type instanceof DataType.Interval || type instanceof DataType.Duration;
    return (kept ? Optional.of(type) : point(type)).map(of -> List.of(DataType.UTF8, of));
  }

  private static void makeDate(Block[] args, int row, Block out) {
    long year = ((LongBlock) args[0]).values[row];
    long month = ((LongBlock) args[1]).values[row];
    long day = ((LongBlock) args[2]).values[row];
    try {
      long days = LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
      if (Chrono.holdsDay(days)) {
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

  private static void makeTime(Block[] args, int row, Block out) {
    long hour = ((LongBlock) args[0]).values[row];
    long minute = ((LongBlock) args[1]).values[row];
    long second = ((LongBlock) args[2]).values[row];
    boolean exists = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0;
    if (!exists || second >= 60) {
      throw new EvaluationError(
          "Cannot make a time of " + hour + ", " + minute + ", " + second + ": no such time");
    }
    ((LongBlock) out).values[row] = (hour * 60 + minute) * 60 + second;
  }
}
