// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.value.Floats;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * How a table holds the values of a type, and how they become those of {@code Literal} again. Where
 * tables keep less than the type does, a value loses what they do not keep: times of day and
 * durations what is below the millisecond.
 *
 * @param toTable of a value that is not null; throws {@code ArithmeticException} for what tables
 *     have no value for
 * @param toLiteral of a value that is not null; throws {@code ArithmeticException} for what the
 *     type has no value for
 */
record TableForm(LogicalType type, UnaryOperator<Object> toTable, UnaryOperator<Object> toLiteral) {
  private static final long MILLIS_OF_DAY = 86_400_000L;

  /** Empty for unions, decimals of more digits, and structs with two members of one name. */
  static Optional<TableForm> of(DataType type) {
    return switch (type.family()) {
      // Fields of Flink's own type NULL can be in no row.
      case NULL -> Optional.of(form(VarCharType.STRING_TYPE, v -> null, v -> null));
      case BOOLEAN -> Optional.of(same(new BooleanType()));
      case SIGNED, UNSIGNED -> Optional.of(whole(type.id()));
      case FLOAT -> Optional.of(fraction(type));
      case DECIMAL -> decimal((DataType.Decimal) type);
      case TEXT ->
          Optional.of(
              form(
                  VarCharType.STRING_TYPE, StringData::fromString, (StringData v) -> v.toString()));
      case BINARY -> Optional.of(binary(type));
      case DATE -> Optional.of(date(type.id()));
      case TIME -> Optional.of(time(((DataType.Time) type).unit()));
      case TIMESTAMP -> Optional.of(timestamp((DataType.Timestamp) type));
      case DURATION -> Optional.of(duration(((DataType.Duration) type).unit()));
      case INTERVAL -> Optional.of(interval(((DataType.Interval) type).unit()));
      case LIST, STRUCT, MAP -> NestedTableForms.of(type);
      case ENCODED -> of(type.unwrapped());
      case UNION -> Optional.empty();
    };
  }

  /** The type of a field of a table. */
  LogicalType type(Field field) {
    return type.copy(field.nullable());
  }

  Object tableValue(Object literal) {
    return literal == null ? null : toTable.apply(literal);
  }

  Object literalValue(Object value) {
    return value == null ? null : toLiteral.apply(value);
  }

  @SuppressWarnings("unchecked")
  static <L, T> TableForm form(
      LogicalType type, Function<L, ? extends Object> toTable, Function<T, Object> toLiteral) {
    return new TableForm(type, v -> toTable.apply((L) v), v -> toLiteral.apply((T) v));
  }

  private static TableForm same(LogicalType type) {
    return new TableForm(type, UnaryOperator.identity(), UnaryOperator.identity());
  }

  private static TableForm whole(TypeId id) {
    return switch (id) {
      case INT8 -> form(new TinyIntType(), Long::byteValue, Byte::longValue);
      case INT16 -> form(new SmallIntType(), Long::shortValue, Short::longValue);
      case INT32 -> form(new IntType(), Long::intValue, Integer::longValue);
      case UINT8 -> form(new SmallIntType(), Long::shortValue, (Short v) -> unsigned(v, 8));
      case UINT16 -> form(new IntType(), Long::intValue, (Integer v) -> unsigned(v, 16));
      case UINT32 -> form(new BigIntType(), (Long v) -> v, (Long v) -> unsigned(v, 32));
      case UINT64 ->
          form(
              new DecimalType(20, 0),
              (Long v) -> decimal(new BigDecimal(Long.toUnsignedString(v)), 20, 0),
              (DecimalData v) -> unsigned(v.toBigDecimal().toBigInteger()));
      default -> same(new BigIntType());
    };
  }

  private static long unsigned(long value, int bits) {
    if (value >>> bits != 0) {
      throw new ArithmeticException();
    }
    return value;
  }

  private static long unsigned(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
      throw new ArithmeticException();
    }
    return value.longValue();
  }

  private static TableForm fraction(DataType type) {
    return type.id() == TypeId.FLOAT64
        ? same(new DoubleType())
        : form(
            new FloatType(),
            Double::floatValue,
            (Float v) -> Floats.rounded(v.doubleValue(), type));
  }

  /** Scales that tables have not are brought to the next that they have. */
  private static Optional<TableForm> decimal(DataType.Decimal type) {
    int scale = Math.max(0, type.scale());
    int precision = Math.max(scale, type.precision() + scale - type.scale());
    if (precision > DecimalType.MAX_PRECISION) {
      return Optional.empty();
    }
    return Optional.of(
        form(
            new DecimalType(precision, scale),
            (BigInteger v) -> decimal(new BigDecimal(v, type.scale()), precision, scale),
            (DecimalData v) -> JavaDecimals.unscaled(v.toBigDecimal(), type)));
  }

  static DecimalData decimal(BigDecimal number, int precision, int scale) {
    DecimalData decimal = DecimalData.fromBigDecimal(number, precision, scale);
    if (decimal == null) {
      throw new ArithmeticException(number + " has more digits");
    }
    return decimal;
  }

  private static TableForm binary(DataType type) {
    int size = type instanceof DataType.FixedSizeBinary fixed ? fixed.size() : -1;
    return form(
        size > 0 ? new BinaryType(size) : new VarBinaryType(VarBinaryType.MAX_LENGTH),
        Bytes::toArray,
        (byte[] v) -> {
          if (size >= 0 && v.length != size) {
            throw new ArithmeticException();
          }
          return Bytes.copyOf(v);
        });
  }

  private static TableForm date(TypeId id) {
    long unit = id == TypeId.DATE32 ? 1 : MILLIS_OF_DAY;
    return form(new DateType(), (Long v) -> days(v, unit), (Integer v) -> v * unit);
  }

  static int days(long count, long unit) {
    return Math.toIntExact(Math.floorDiv(count, unit));
  }

  private static TableForm time(TimeUnit unit) {
    return form(
        new TimeType(Math.min(3, digits(unit))),
        (Long v) -> millisOfDay(v, unit),
        (Integer v) -> count(v, unit));
  }

  static int millisOfDay(long count, TimeUnit unit) {
    long millis = millis(count, unit);
    if (millis < 0 || millis >= MILLIS_OF_DAY) {
      throw new ArithmeticException(count + " lies outside of a day");
    }
    return (int) millis;
  }

  private static long millis(long count, TimeUnit unit) {
    long perSecond = unit.perSecond();
    return perSecond >= 1000
        ? Math.floorDiv(count, perSecond / 1000)
        : Math.multiplyExact(count, 1000 / perSecond);
  }

  private static long count(long millis, TimeUnit unit) {
    long perSecond = unit.perSecond();
    return perSecond >= 1000
        ? Math.multiplyExact(millis, perSecond / 1000)
        : Math.floorDiv(millis, 1000 / perSecond);
  }

  private static TableForm timestamp(DataType.Timestamp type) {
    TimeUnit unit = type.unit();
    return form(
        type.zone() == null
            ? new TimestampType(digits(unit))
            : new LocalZonedTimestampType(digits(unit)),
        (Long v) -> timestamp(v, unit),
        (TimestampData v) -> count(v, unit));
  }

  static TimestampData timestamp(long count, TimeUnit unit) {
    long perSecond = unit.perSecond();
    if (perSecond < 1000) {
      return TimestampData.fromEpochMillis(Math.multiplyExact(count, 1000 / perSecond));
    }
    long perMilli = perSecond / 1000;
    int nanos = (int) (Math.floorMod(count, perMilli) * unit.nanos());
    return TimestampData.fromEpochMillis(Math.floorDiv(count, perMilli), nanos);
  }

  static long count(TimestampData at, TimeUnit unit) {
    long seconds = Math.floorDiv(at.getMillisecond(), 1000L);
    int millis = (int) Math.floorMod(at.getMillisecond(), 1000L);
    return JavaTimes.count(seconds, millis * 1_000_000 + at.getNanoOfMillisecond(), unit);
  }

  /** Digits of a second's fraction. */
  private static int digits(TimeUnit unit) {
    return 3 * unit.ordinal();
  }

  /** As the planner has it, which knows one type of such intervals and insists on it in lists. */
  private static LogicalType dayTime() {
    return DataTypes.INTERVAL(DataTypes.SECOND(3)).getLogicalType();
  }

  private static TableForm duration(TimeUnit unit) {
    return form(dayTime(), (Long v) -> millis(v, unit), (Long v) -> count(v, unit));
  }

  private static TableForm interval(IntervalUnit unit) {
    return switch (unit) {
      case YEAR_MONTH ->
          form(
              DataTypes.INTERVAL(DataTypes.MONTH()).getLogicalType(),
              Long::intValue,
              Integer::longValue);
      case DAY_TIME ->
          form(
              dayTime(),
              (Long v) -> (v >> Integer.SIZE) * MILLIS_OF_DAY + v.intValue(),
              (Long v) ->
                  (long) Math.toIntExact(v / MILLIS_OF_DAY) << Integer.SIZE
                      | (v % MILLIS_OF_DAY & 0xFFFFFFFFL));
      case MONTH_DAY_NANO ->
          form(
              RowType.of(
                  new LogicalType[] {new IntType(false), new IntType(false), new BigIntType(false)},
                  new String[] {"months", "days", "nanoseconds"}),
              (Interval v) -> GenericRowData.of(v.months(), v.days(), v.nanos()),
              (RowData v) -> new Interval(v.getInt(0), v.getInt(1), v.getLong(2)));
    };
  }
}
