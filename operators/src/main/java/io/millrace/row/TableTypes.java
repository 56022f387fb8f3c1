// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.value.Zone;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DistinctType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The types of Flink's tables as those of expressions, and back. Both ways what is not here is
 * refused with TYPE_MISMATCH.
 */
@Internal
public final class TableTypes {
  private final String zone;

  private TableTypes(String zone) {
    this.zone = zone;
  }

  /**
   * @param zone of timestamps that are instants, in which expressions see their days and hours
   */
  public static TableTypes in(String zone) {
    return new TableTypes(zone);
  }

  /** The same of a zone that somebody names; TYPE_MISMATCH if there is none. */
  public static TableTypes inNamed(String zone) {
    Zone.of(zone);
    return in(zone);
  }

  /** Of a column of results. */
  public static LogicalType of(Field column) {
    return TableValue.of(column).type();
  }

  public Schema schema(String name, LogicalType row) {
    return new Schema(name, fields(row));
  }

  public Field field(String name, LogicalType type) {
    return Field.of(name, type(type), type.isNullable());
  }

  private List<Field> fields(LogicalType row) {
    List<String> names = LogicalTypeChecks.getFieldNames(row);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(field(names.get(i), row.getChildren().get(i)));
    }
    return fields;
  }

  /** Values of these types are in rows as {@link TableForm} has those of the result. */
  private DataType type(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case NULL -> DataType.NULL;
      case BOOLEAN -> DataType.BOOLEAN;
      case TINYINT -> DataType.INT8;
      case SMALLINT -> DataType.INT16;
      case INTEGER -> DataType.INT32;
      case BIGINT -> DataType.INT64;
      case FLOAT -> DataType.FLOAT32;
      case DOUBLE -> DataType.FLOAT64;
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield DataType.decimal128(decimal.getPrecision(), decimal.getScale());
      }
      case CHAR, VARCHAR -> DataType.UTF8;
      case BINARY -> new DataType.FixedSizeBinary(((BinaryType) type).getLength());
      case VARBINARY -> DataType.BINARY;
      case DATE -> DataType.DATE32;
      case TIME_WITHOUT_TIME_ZONE ->
          new DataType.Time(
              TypeId.TIME32,
              ((TimeType) type).getPrecision() == 0 ? TimeUnit.SECOND : TimeUnit.MILLISECOND);
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          DataType.timestamp(unit(((TimestampType) type).getPrecision()));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          DataType.timestamp(unit(((LocalZonedTimestampType) type).getPrecision()), zone);
      case INTERVAL_YEAR_MONTH -> DataType.INTERVAL_YEAR_MONTH;
      case INTERVAL_DAY_TIME -> new DataType.Duration(TimeUnit.MILLISECOND);
      case ARRAY -> new DataType.ListOf(TypeId.LIST, field("item", type.getChildren().get(0)));
      case MAP ->
          map(((MapType) type).getKeyType(), field("value", ((MapType) type).getValueType()));
      case MULTISET ->
          map(((MultisetType) type).getElementType(), Field.of("value", DataType.INT32, false));
      case ROW, STRUCTURED_TYPE -> new DataType.Struct(fields(type));
      case DISTINCT_TYPE -> type(((DistinctType) type).getSourceType());
      default -> throw unsupported(type);
    };
  }

  private DataType map(LogicalType key, Field value) {
    Field first = Field.of("key", type(key), false);
    return new DataType.MapOf(
        Field.of("entries", new DataType.Struct(List.of(first, value)), false), false);
  }

  private static TimeUnit unit(int digits) {
    return TimeUnit.values()[(digits + 2) / 3];
  }

  private static MillraceException unsupported(LogicalType type) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot read values of a table: type "
            + type.asSummaryString()
            + ", expected a type that Arrow has, too");
  }
}
