// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BytesView;
import io.millrace.column.Int128Block;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * How a table holds the values of a column. Unsigned integers are of the next wider type, times of
 * day are cut to milliseconds, which is all that tables keep of them.
 *
 * @param value reads a result that is not null; throws {@code ArithmeticException} for what tables
 *     have no value for
 */
record TableValue(LogicalType type, Function<RowValue, Object> value) {
  private static final long MILLIS_OF_DAY = 86_400_000L;

  /** Of a result that is there; null, told to it, for what tables have no value for. */
  Object read(Result result) {
    try {
      return value.apply(result.value());
    } catch (ArithmeticException e) {
      result.failed().accept("no value of " + type + " for the result: " + e.getMessage());
      return null;
    }
  }

  /** Refuses types that tables don't have. */
  static TableValue of(Field field) {
    DataType type = field.type();
    return switch (type.id().family()) {
      case BOOLEAN -> new TableValue(new BooleanType(), RowValue::getBoolean);
      case SIGNED, UNSIGNED -> whole(type.id());
      case FLOAT -> fraction(type.id());
      case DECIMAL -> decimal(field, (DataType.Decimal) type);
      case TEXT ->
          new TableValue(VarCharType.STRING_TYPE, v -> StringData.fromBytes(bytes(v.getBytes())));
      case BINARY ->
          new TableValue(new VarBinaryType(VarBinaryType.MAX_LENGTH), v -> bytes(v.getBytes()));
      case DATE -> date(type.id());
      case TIME -> time(((DataType.Time) type).unit());
      case TIMESTAMP -> timestamp((DataType.Timestamp) type);
      case NULL, DURATION, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED -> throw unsupported(field);
    };
  }

  private static MillraceException unsupported(Field field) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot write column \""
            + field.name()
            + "\" of RowData: type "
            + field.type()
            + ", expected a boolean, number, text, binary, date, time or timestamp that Flink's"
            + " tables know");
  }

  private static TableValue whole(TypeId id) {
    return switch (id) {
      case INT8 -> new TableValue(new TinyIntType(), v -> (byte) v.getLong());
      case INT16, UINT8 -> new TableValue(new SmallIntType(), v -> (short) v.getLong());
      case INT32, UINT16 -> new TableValue(new IntType(), v -> (int) v.getLong());
      case UINT64 -> new TableValue(new DecimalType(20, 0), v -> unsigned(v.getLong()));
      default -> new TableValue(new BigIntType(), RowValue::getLong);
    };
  }

  private static TableValue fraction(TypeId id) {
    return id == TypeId.FLOAT64
        ? new TableValue(new DoubleType(), RowValue::getDouble)
        : new TableValue(new FloatType(), v -> (float) v.getDouble());
  }

  private static TableValue decimal(Field field, DataType.Decimal type) {
    int precision = type.precision();
    int scale = type.scale();
    if (precision > DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
      throw unsupported(field);
    }
    return new TableValue(
        new DecimalType(precision, scale),
        DecimalData.isCompact(precision) && type.id() != TypeId.DECIMAL256
            ? v -> compact((Int128Block) v.getBlock(), precision, scale)
            : v -> decimal(JavaDecimals.read(v.getBlock(), scale), precision, scale));
  }

  private static DecimalData compact(Int128Block block, int precision, int scale) {
    long low = block.low[0];
    return block.high[0] == low >> 63
        ? DecimalData.fromUnscaledLong(low, precision, scale)
        : decimal(JavaDecimals.read(block, scale), precision, scale);
  }

  private static DecimalData decimal(BigDecimal number, int precision, int scale) {
    DecimalData decimal = DecimalData.fromBigDecimal(number, precision, scale);
    if (decimal == null) {
      throw new ArithmeticException(number + " has more digits");
    }
    return decimal;
  }

  private static TableValue date(TypeId id) {
    long unit = id == TypeId.DATE32 ? 1 : MILLIS_OF_DAY;
    return new TableValue(new DateType(), v -> Math.toIntExact(Math.floorDiv(v.getLong(), unit)));
  }

  private static TableValue time(TimeUnit unit) {
    TimeType table = new TimeType(Math.min(3, digits(unit)));
    return new TableValue(table, v -> millisOfDay(v.getLong(), unit));
  }

  private static int millisOfDay(long count, TimeUnit unit) {
    long perSecond = unit.perSecond();
    long millis = perSecond >= 1000 ? count / (perSecond / 1000) : count * (1000 / perSecond);
    if (millis < 0 || millis >= MILLIS_OF_DAY) {
      throw new ArithmeticException(count + " lies outside of a day");
    }
    return (int) millis;
  }

  private static TableValue timestamp(DataType.Timestamp type) {
    TimeUnit unit = type.unit();
    LogicalType table =
        type.zone() == null
            ? new TimestampType(digits(unit))
            : new LocalZonedTimestampType(digits(unit));
    return new TableValue(table, v -> timestamp(v.getLong(), unit));
  }

  private static TimestampData timestamp(long count, TimeUnit unit) {
    long perSecond = unit.perSecond();
    if (perSecond < 1000) {
      return TimestampData.fromEpochMillis(Math.multiplyExact(count, 1000 / perSecond));
    }
    long perMilli = perSecond / 1000;
    int nanos = (int) (Math.floorMod(count, perMilli) * unit.nanos());
    return TimestampData.fromEpochMillis(Math.floorDiv(count, perMilli), nanos);
  }

  /** Digits of a second's fraction. */
  private static int digits(TimeUnit unit) {
    return 3 * unit.ordinal();
  }

  private static DecimalData unsigned(long number) {
    return decimal(new BigDecimal(Long.toUnsignedString(number)), 20, 0);
  }

  /** A copy: they are reused. */
  private static byte[] bytes(BytesView view) {
    return Arrays.copyOfRange(view.bytes, view.start, view.end);
  }
}
