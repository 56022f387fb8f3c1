// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.Signatures.coercible;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Lists of integers, dates or timestamps at equal distances. */
@Internal
public final class ListSeries {
  private static final Argument INTEGER = Argument.of(Kind.INT64).orFrom(Kind.INTEGER);
  private static final Argument DATE = Argument.of(Kind.DATE).orFrom(Kind.STRING);

  /** A NULL beside a timestamp stays one. */
  private static final Argument TIMESTAMP =
      new Argument(Kind.TIMESTAMP, List.of(), type -> type, Argument.Encoding.DROPPED);

  private static final Argument INTERVAL = Argument.of(Kind.INTERVAL);

  private static final Signature ARGUMENTS =
      Signatures.oneOf(
          coercible(INTEGER),
          coercible(INTEGER, INTEGER),
          coercible(INTEGER, INTEGER, INTEGER),
          coercible(DATE, DATE, INTERVAL),
          coercible(TIMESTAMP, TIMESTAMP, INTERVAL));

  /** Whether a series may reach what it is to end at. */
  enum End {
    INCLUDED,
    EXCLUDED
  }

  static final Scalar RANGE = series("range", End.EXCLUDED);

  static final Scalar SERIES = series("generate_series", End.INCLUDED);

  public static final List<Scalar> ALL = List.of(RANGE, SERIES);

  private ListSeries() {}

  private static Scalar series(String name, End end) {
    return scalar(name)
        .size(ResultSize.CHECKED)
        .accepts(ListSeries::coerced)
        .returns(
            call -> call.types().contains(DataType.NULL) ? DataType.NULL : listOf(call.type(0)))
        .kernel(call -> kernel(name, call, end));
  }

  /** Dates are counted in days, and steps have months, days and nanoseconds. */
  private static Optional<List<DataType>> coerced(List<DataType> given) {
    return ARGUMENTS.coerce(given).map(types -> types.stream().map(ListSeries::standard).toList());
  }

  private static DataType standard(DataType type) {
    if (type.isDate()) {
      return DataType.DATE32;
    }
    return type instanceof DataType.Interval ? DataType.INTERVAL_MONTH_DAY_NANO : type;
  }

  private static DataType listOf(DataType start) {
    DataType item =
        start instanceof DataType.Timestamp stamp
            ? DataType.timestamp(TimeUnit.NANOSECOND, stamp.zone())
            : start;
    return new DataType.ListOf(TypeId.LIST, Field.of("item", item));
  }

  private static Kernel kernel(String name, Call call, End end) {
    DataType start = call.type(0);
    if (call.result().isNull()) {
      return ListFunctions.values(call, args -> null);
    }
    if (start.isDate()) {
      DateSeries dates = new DateSeries(name, end);
      return ListFunctions.values(
          call,
          args -> dates.between((Long) args.get(0), (Long) args.get(1), (Interval) args.get(2)));
    }
    if (start instanceof DataType.Timestamp from && call.type(1) instanceof DataType.Timestamp to) {
      TimestampSeries stamps = new TimestampSeries(name, end, from, to.unit());
      return ListFunctions.values(
          call,
          args -> stamps.between((Long) args.get(0), (Long) args.get(1), (Interval) args.get(2)));
    }
    return ListFunctions.values(call, args -> integers(name, args, end));
  }

  private static List<?> integers(String name, List<Object> args, End end) {
    boolean one = args.size() == 1;
    long start = one ? 0 : (Long) args.get(0);
    long stop = (Long) args.get(one ? 0 : 1);
    return IntegerSeries.between(name, start, stop, args.size() == 3 ? (Long) args.get(2) : 1, end);
  }
}
