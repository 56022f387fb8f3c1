// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.Map;
import java.util.Optional;

/** Arrow's types in the names that {@link SqlTypes} reads as them. */
final class TypeNames {
  private static final Map<DataType, String> PLAIN =
      Map.ofEntries(
          Map.entry(DataType.BOOLEAN, "BOOLEAN"),
          Map.entry(DataType.INT8, "TINYINT"),
          Map.entry(DataType.INT16, "SMALLINT"),
          Map.entry(DataType.INT32, "INT"),
          Map.entry(DataType.INT64, "BIGINT"),
          Map.entry(DataType.UINT8, "TINYINT UNSIGNED"),
          Map.entry(DataType.UINT16, "SMALLINT UNSIGNED"),
          Map.entry(DataType.UINT32, "INT UNSIGNED"),
          Map.entry(DataType.UINT64, "BIGINT UNSIGNED"),
          Map.entry(DataType.FLOAT32, "REAL"),
          Map.entry(DataType.FLOAT64, "DOUBLE"),
          Map.entry(DataType.UTF8_VIEW, "VARCHAR"),
          Map.entry(DataType.BINARY, "BYTEA"),
          Map.entry(DataType.DATE32, "DATE"),
          Map.entry(new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND), "TIME"),
          Map.entry(DataType.timestamp(TimeUnit.NANOSECOND), "TIMESTAMP"),
          Map.entry(DataType.timestamp(TimeUnit.MICROSECOND), "TIMESTAMP(6)"),
          Map.entry(DataType.timestamp(TimeUnit.MILLISECOND), "TIMESTAMP(3)"),
          Map.entry(DataType.timestamp(TimeUnit.SECOND), "TIMESTAMP(0)"),
          Map.entry(DataType.INTERVAL_MONTH_DAY_NANO, "INTERVAL"));

  private TypeNames() {}

  /** Empty where SQL has no name for the type. */
  static Optional<String> of(DataType type) {
    String plain = PLAIN.get(type);
    if (plain != null) {
      return Optional.of(plain);
    }
    if (type instanceof DataType.Decimal decimal) {
      return decimal(decimal);
    }
    if (type instanceof DataType.ListOf list && list.id() == TypeId.LIST) {
      return item(list.item()).map(item -> item + "[]");
    }
    if (type instanceof DataType.FixedSizeList list) {
      return item(list.item()).map(item -> item + "[" + list.size() + "]");
    }
    return type instanceof DataType.Struct struct ? struct(struct) : Optional.empty();
  }

  /** The precision alone says which of the two widths that SQL has. */
  private static Optional<String> decimal(DataType.Decimal type) {
    boolean wide = type.precision() > TypeId.DECIMAL128.maxPrecision();
    return type.id() == (wide ? TypeId.DECIMAL256 : TypeId.DECIMAL128)
        ? Optional.of("DECIMAL(" + type.precision() + ", " + type.scale() + ")")
        : Optional.empty();
  }

  private static Optional<String> item(Field item) {
    return isPlain(item) && item.name().equals("item") ? of(item.type()) : Optional.empty();
  }

  private static Optional<String> struct(DataType.Struct struct) {
    StringBuilder members = new StringBuilder();
    for (Field field : struct.fields()) {
      Optional<String> type = isPlain(field) ? of(field.type()) : Optional.empty();
      if (type.isEmpty()) {
        return type;
      }
      members.append(members.isEmpty() ? "" : ", ");
      members.append(Words.quoted(field.name())).append(' ').append(type.get());
    }
    return Optional.of("STRUCT<" + members + ">");
  }

  private static boolean isPlain(Field field) {
    return field.nullable() && field.metadata().isEmpty();
  }
}
