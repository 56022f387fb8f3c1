// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BytesView;
import io.millrace.column.Cells;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * How a table gets the results of a column, as {@link TableForm} says; written out where a value
 * need not be an object before.
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
    DataType type = field.type().unwrapped();
    TableForm form = TableForm.of(type).orElseThrow(() -> unsupported(field));
    return new TableValue(form.type(), reader(type, form));
  }

  private static MillraceException unsupported(Field field) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot write column \""
            + field.name()
            + "\" of RowData: type "
            + field.type()
            + ", expected one that Flink's tables know");
  }

  private static Function<RowValue, Object> reader(DataType type, TableForm form) {
    return switch (type.family()) {
      case BOOLEAN -> RowValue::getBoolean;
      case SIGNED, UNSIGNED -> whole(type.id(), form);
      case FLOAT -> type.id() == TypeId.FLOAT64 ? RowValue::getDouble : v -> (float) v.getDouble();
      case DECIMAL -> decimal((DataType.Decimal) type, form);
      case TEXT -> v -> StringData.fromBytes(bytes(v.getBytes()));
      case BINARY -> v -> bytes(v.getBytes());
      case DATE -> {
        long unit = type.id() == TypeId.DATE32 ? 1 : MILLIS_OF_DAY;
        yield v -> TableForm.days(v.getLong(), unit);
      }
      case TIME -> {
        TimeUnit unit = ((DataType.Time) type).unit();
        yield v -> TableForm.millisOfDay(v.getLong(), unit);
      }
      case TIMESTAMP -> {
        TimeUnit unit = ((DataType.Timestamp) type).unit();
        yield v -> TableForm.timestamp(v.getLong(), unit);
      }
      case NULL, DURATION, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED -> any(type, form);
    };
  }

  private static Function<RowValue, Object> whole(TypeId id, TableForm form) {
    return switch (id) {
      case INT8 -> v -> (byte) v.getLong();
      case INT16, UINT8 -> v -> (short) v.getLong();
      case INT32, UINT16 -> v -> (int) v.getLong();
      case UINT64 -> v -> form.tableValue(v.getLong());
      default -> RowValue::getLong;
    };
  }

  private static Function<RowValue, Object> decimal(DataType.Decimal type, TableForm form) {
    int precision = type.precision();
    int scale = type.scale();
    if (!DecimalData.isCompact(precision)
        || type.id() == TypeId.DECIMAL256
        || scale < 0
        || scale > precision) {
      return any(type, form);
    }
    return v -> {
      Int128Block block = (Int128Block) v.getBlock();
      long low = block.low[0];
      return block.high[0] == low >> 63
          ? DecimalData.fromUnscaledLong(low, precision, scale)
          : TableForm.decimal(JavaDecimals.read(block, scale), precision, scale);
    };
  }

  private static Function<RowValue, Object> any(DataType type, TableForm form) {
    return switch (Lane.of(type)) {
      case BOOL -> v -> form.tableValue(v.getBoolean());
      case LONG -> v -> form.tableValue(v.getLong());
      case DOUBLE -> v -> form.tableValue(v.getDouble());
      case BYTES -> throw new AssertionError(type);
      case INT128, OBJECT, NESTED -> v -> form.tableValue(Cells.view(v.getBlock(), 0, type));
    };
  }

  /** A copy: they are reused. */
  private static byte[] bytes(BytesView view) {
    return Arrays.copyOfRange(view.bytes, view.start, view.end);
  }
}
