// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.CellSink;
import io.millrace.column.RowSink;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.DecimalType;

/**
 * Reads {@code RowData} by position, in the layout that the Table API gives to the SQL type of the
 * same meaning: {@code TIMESTAMP(p)} for timestamps, {@code INT} for Date32, and so on.
 */
final class RowDataReader {
  /** Reads a value that is not null. */
  private interface Value {
    void read(RowData row, int i, CellSink cell);
  }

  private RowDataReader() {}

  /** Refuses types that tables don't have. */
  static List<CellReader<RowData>> cells(Schema schema, int[] columns, RowSink sink) {
    List<CellReader<RowData>> cells = new ArrayList<>();
    for (int i : columns) {
      cells.add(cell(value(schema.fields().get(i), i), i, sink.cell(i)));
    }
    return cells;
  }

  private static CellReader<RowData> cell(Value value, int i, CellSink cell) {
    return row -> {
      if (row.isNullAt(i)) {
        cell.setNull();
      } else {
        value.read(row, i, cell);
      }
    };
  }

  private static Value value(Field field, int at) {
    DataType type = field.type();
    return switch (type.family()) {
      case BOOLEAN -> (row, i, cell) -> cell.setBoolean(row.getBoolean(i));
      case SIGNED -> signed(type);
      case FLOAT -> floating(field, at);
      case DECIMAL -> decimal(field, at, (DataType.Decimal) type);
      case TEXT -> (row, i, cell) -> setText(row.getString(i), cell);
      case BINARY -> binary(field);
      case DATE -> date(type);
      case TIME -> time((DataType.Time) type);
      case TIMESTAMP -> timestamp(field, ((DataType.Timestamp) type).unit());
      case NULL, UNSIGNED, DURATION, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED -> any(field, at);
    };
  }

  private static MillraceException unsupported(Field field) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot read column \""
            + field.name()
            + "\" of RowData: type "
            + field.type()
            + ", expected one that Flink's tables know");
  }

  private static Value any(Field field, int at) {
    TableForm form = TableForm.of(field.type()).orElseThrow(() -> unsupported(field));
    RowData.FieldGetter getter = RowData.createFieldGetter(form.type(), at);
    return (row, i, cell) -> {
      Object value = getter.getFieldOrNull(row);
      try {
        cell.set(form.literalValue(value));
      } catch (ArithmeticException e) {
        throw InputColumn.outOfRange(field, value);
      }
    };
  }

  private static Value signed(DataType type) {
    return switch (type.id()) {
      case INT8 -> (row, i, cell) -> cell.setLong(row.getByte(i));
      case INT16 -> (row, i, cell) -> cell.setLong(row.getShort(i));
      case INT32 -> (row, i, cell) -> cell.setLong(row.getInt(i));
      default -> (row, i, cell) -> cell.setLong(row.getLong(i));
    };
  }

  private static Value floating(Field field, int at) {
    return switch (field.type().id()) {
      case FLOAT32 -> (row, i, cell) -> cell.setDouble(row.getFloat(i));
      case FLOAT64 -> (row, i, cell) -> cell.setDouble(row.getDouble(i));
      default -> any(field, at);
    };
  }

  private static Value decimal(Field field, int at, DataType.Decimal type) {
    int precision = type.precision();
    int scale = type.scale();
    if (precision > DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
      return any(field, at);
    }
    return DecimalData.isCompact(precision) && type.id() != TypeId.DECIMAL256
        ? (row, i, cell) -> {
          long unscaled = row.getDecimal(i, precision, scale).toUnscaledLong();
          cell.setWide(unscaled >> 63, unscaled);
        }
        : (row, i, cell) ->
            JavaDecimals.write(row.getDecimal(i, precision, scale).toBigDecimal(), type, cell);
  }

  private static Value binary(Field field) {
    if (!(field.type() instanceof DataType.FixedSizeBinary fixed)) {
      return (row, i, cell) -> setBytes(row.getBinary(i), cell);
    }
    return (row, i, cell) -> {
      byte[] bytes = row.getBinary(i);
      if (bytes.length != fixed.size()) {
        throw InputColumn.outOfRange(field, bytes);
      }
      setBytes(bytes, cell);
    };
  }

  /** Without a copy of the bytes where they lie in one array, as they mostly do. */
  private static void setText(StringData text, CellSink cell) {
    if (text instanceof BinaryStringData binary) {
      binary.ensureMaterialized();
      MemorySegment first = binary.getSegments()[0];
      int end = binary.getOffset() + binary.getSizeInBytes();
      if (!first.isOffHeap() && end <= first.size()) {
        cell.setBytes(first.getArray(), binary.getOffset(), end);
        return;
      }
    }
    setBytes(text.toBytes(), cell);
  }

  private static void setBytes(byte[] bytes, CellSink cell) {
    cell.setBytes(bytes, 0, bytes.length);
  }

  private static Value date(DataType type) {
    return type.equals(DataType.DATE32)
        ? (row, i, cell) -> cell.setLong(row.getInt(i))
        : (row, i, cell) -> cell.setLong(row.getInt(i) * 86_400_000L);
  }

  private static Value time(DataType.Time type) {
    long perSecond = type.unit().perSecond();
    return perSecond >= 1000
        ? (row, i, cell) -> cell.setLong(row.getInt(i) * (perSecond / 1000))
        : (row, i, cell) -> cell.setLong(row.getInt(i) / (1000 / perSecond));
  }

  private static Value timestamp(Field field, TimeUnit unit) {
    int precision = 3 * unit.ordinal();
    return (row, i, cell) -> {
      TimestampData time = row.getTimestamp(i, precision);
      try {
        cell.setLong(TableForm.count(time, unit));
      } catch (ArithmeticException e) {
        throw InputColumn.outOfRange(field, time);
      }
    };
  }
}
