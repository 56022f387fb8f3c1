// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.RowBatch;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import java.io.Serializable;
import java.math.BigInteger;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;

/**
 * Reads {@code RowData} by position, in the layout that the Table API gives to the SQL type of the
 * same meaning: {@code TIMESTAMP(p)} for timestamps, {@code INT} for Date32, and so on.
 */
final class RowDataReader implements RowReader<RowData> {
  private static final long serialVersionUID = 1L;

  /** Writes one column of a row. */
  private interface Column extends Serializable {
    void read(RowData row, int index, RowBatch batch);
  }

  private final Column[] columns;

  RowDataReader(Schema schema) {
    columns = schema.fields().stream().map(RowDataReader::column).toArray(Column[]::new);
  }

  @Override
  public void read(RowData row, RowBatch batch) {
    for (int i = 0; i < columns.length; i++) {
      if (!row.isNullAt(i)) {
        columns[i].read(row, i, batch);
      }
    }
  }

  private static Column column(Field field) {
    DataType type = field.type();
    return switch (type.id().family()) {
      case BOOLEAN -> (row, i, batch) -> batch.set(i, row.getBoolean(i));
      case SIGNED -> signed(type);
      case FLOAT -> floating(type);
      case DECIMAL -> decimal((DataType.Decimal) type);
      case TEXT -> (row, i, batch) -> batch.set(i, row.getString(i).toString());
      case BINARY -> (row, i, batch) -> batch.set(i, Bytes.copyOf(row.getBinary(i)));
      case DATE -> date(type);
      case TIME -> time((DataType.Time) type);
      case TIMESTAMP -> timestamp(((DataType.Timestamp) type).unit());
      case NULL, UNSIGNED, DURATION, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED ->
          throw new MillraceException(
              ErrorCode.TYPE_MISMATCH,
              "Cannot read column \""
                  + field.name()
                  + "\" of RowData: type "
                  + type
                  + ", expected a boolean, signed number, text, binary, date, time or timestamp");
    };
  }

  private static Column signed(DataType type) {
    return switch (type.id()) {
      case INT8 -> (row, i, batch) -> batch.set(i, (long) row.getByte(i));
      case INT16 -> (row, i, batch) -> batch.set(i, (long) row.getShort(i));
      case INT32 -> (row, i, batch) -> batch.set(i, (long) row.getInt(i));
      default -> (row, i, batch) -> batch.set(i, row.getLong(i));
    };
  }

  private static Column floating(DataType type) {
    return type.equals(DataType.FLOAT64)
        ? (row, i, batch) -> batch.set(i, row.getDouble(i))
        : (row, i, batch) -> batch.set(i, (double) row.getFloat(i));
  }

  private static Column decimal(DataType.Decimal type) {
    return (row, i, batch) -> {
      BigInteger unscaled =
          row.getDecimal(i, type.precision(), type.scale()).toBigDecimal().unscaledValue();
      batch.set(i, unscaled);
    };
  }

  private static Column date(DataType type) {
    return type.equals(DataType.DATE32)
        ? (row, i, batch) -> batch.set(i, (long) row.getInt(i))
        : (row, i, batch) -> batch.set(i, row.getInt(i) * 86_400_000L);
  }

  private static Column time(DataType.Time type) {
    long perSecond = type.unit().perSecond();
    return (row, i, batch) ->
        batch.set(
            i,
            perSecond >= 1000
                ? row.getInt(i) * (perSecond / 1000)
                : row.getInt(i) / (1000 / perSecond));
  }

  private static Column timestamp(TimeUnit unit) {
    int precision = 3 * unit.ordinal();
    long perSecond = unit.perSecond();
    return (row, i, batch) -> {
      TimestampData at = row.getTimestamp(i, precision);
      long seconds = Math.floorDiv(at.getMillisecond(), 1000L);
      long nanos =
          Math.floorMod(at.getMillisecond(), 1000L) * 1_000_000L + at.getNanoOfMillisecond();
      batch.set(i, seconds * perSecond + nanos / (1_000_000_000L / perSecond));
    };
  }
}
