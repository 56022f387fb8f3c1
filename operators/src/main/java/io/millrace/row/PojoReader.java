// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.CellSink;
import io.millrace.column.RowSink;
import io.millrace.expr.Schema;
import io.millrace.expr.TypeId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the properties of objects, those of numbers and truth without looking at their class where
 * their column holds them all.
 */
final class PojoReader {
  /** Fetches a property and writes it. */
  private interface Property {
    void read(Object row) throws Throwable;
  }

  private PojoReader() {}

  static <T> List<CellReader<T>> cells(Class<T> type, Schema schema, int[] columns, RowSink sink) {
    List<CellReader<T>> cells = new ArrayList<>();
    for (InputColumn column : InputColumn.of(schema, columns)) {
      MethodHandle getter = Accessors.getter(type, column.field().name());
      Property property = property(getter, column, sink.cell(column.index()));
      cells.add(cell(property, column.field().name()));
    }
    return cells;
  }

  private static <T> CellReader<T> cell(Property property, String name) {
    return row -> {
      try {
        property.read(row);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(
            "Cannot read column \"" + name + "\": its getter throws", e);
      }
    };
  }

  private static Property property(MethodHandle getter, InputColumn column, CellSink cell) {
    Class<?> type = getter.type().returnType();
    Class<?> value = MethodType.methodType(type).unwrap().returnType();
    TypeId id = column.field().type().id();
    if (value == boolean.class && id == TypeId.BOOLEAN) {
      return type.isPrimitive() ? truth(getter, cell) : truthOrNull(getter, cell);
    }
    if (isWhole(value, id)) {
      return type.isPrimitive() ? whole(getter, cell) : wholeOrNull(getter, cell);
    }
    if (isFraction(value, id)) {
      return type.isPrimitive() ? fraction(getter, cell) : fractionOrNull(getter, cell);
    }
    MethodHandle get = as(Object.class, getter);
    return row -> column.write((Object) get.invokeExact(row), cell);
  }

  private static Property truth(MethodHandle getter, CellSink cell) {
    MethodHandle get = as(boolean.class, getter);
    return row -> cell.setBoolean((boolean) get.invokeExact(row));
  }

  private static Property truthOrNull(MethodHandle getter, CellSink cell) {
    MethodHandle get = as(Boolean.class, getter);
    return row -> {
      Boolean value = (Boolean) get.invokeExact(row);
      if (value == null) {
        cell.setNull();
      } else {
        cell.setBoolean(value);
      }
    };
  }

  private static Property whole(MethodHandle getter, CellSink cell) {
    MethodHandle get = as(long.class, getter);
    return row -> cell.setLong((long) get.invokeExact(row));
  }

  private static Property wholeOrNull(MethodHandle getter, CellSink cell) {
    MethodHandle get = as(Number.class, getter);
    return row -> {
      Number value = (Number) get.invokeExact(row);
      if (value == null) {
        cell.setNull();
      } else {
        cell.setLong(value.longValue());
      }
    };
  }

  private static Property fraction(MethodHandle getter, CellSink cell) {
    MethodHandle get = as(double.class, getter);
    return row -> cell.setDouble((double) get.invokeExact(row));
  }

  private static Property fractionOrNull(MethodHandle getter, CellSink cell) {
    MethodHandle get = as(Number.class, getter);
    return row -> {
      Number value = (Number) get.invokeExact(row);
      if (value == null) {
        cell.setNull();
      } else {
        cell.setDouble(value.doubleValue());
      }
    };
  }

  private static MethodHandle as(Class<?> value, MethodHandle getter) {
    return getter.asType(MethodType.methodType(value, Object.class));
  }

  private static boolean isWhole(Class<?> property, TypeId column) {
    return (property == long.class && column == TypeId.INT64)
        || (property == int.class && (column == TypeId.INT64 || column == TypeId.INT32))
        || (property == short.class && column == TypeId.INT16)
        || (property == byte.class && column == TypeId.INT8);
  }

  private static boolean isFraction(Class<?> property, TypeId column) {
    return (property == double.class && column == TypeId.FLOAT64)
        || (property == float.class && (column == TypeId.FLOAT64 || column == TypeId.FLOAT32));
  }
}
