// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowSink;
import io.millrace.expr.Schema;
import io.millrace.expr.TypeId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Reads the properties of objects, primitives without a box where their column holds them all. */
final class PojoReader {
  /** Fetches a property and writes it. */
  private interface Property {
    void read(Object row, RowSink sink) throws Throwable;
  }

  private PojoReader() {}

  static <T> List<CellReader<T>> cells(Class<T> type, Schema schema, int[] columns) {
    List<CellReader<T>> cells = new ArrayList<>();
    for (InputColumn column : InputColumn.of(schema, columns)) {
      Property property = property(Accessors.getter(type, column.field().name()), column);
      cells.add(cell(property, column.field().name()));
    }
    return cells;
  }

  private static <T> CellReader<T> cell(Property property, String name) {
    return (row, sink) -> {
      try {
        property.read(row, sink);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(
            "Cannot read column \"" + name + "\": its getter throws", e);
      }
    };
  }

  private static Property property(MethodHandle getter, InputColumn column) {
    Class<?> type = getter.type().returnType();
    TypeId id = column.field().type().id();
    int target = column.index();
    if (type == boolean.class && id == TypeId.BOOLEAN) {
      MethodHandle get = as(boolean.class, getter);
      return (row, sink) -> sink.setBoolean(target, (boolean) get.invokeExact(row));
    }
    if (isWhole(type, id)) {
      MethodHandle get = as(long.class, getter);
      return (row, sink) -> sink.setLong(target, (long) get.invokeExact(row));
    }
    if (isFraction(type, id)) {
      MethodHandle get = as(double.class, getter);
      return (row, sink) -> sink.setDouble(target, (double) get.invokeExact(row));
    }
    MethodHandle get = as(Object.class, getter);
    return (row, sink) -> column.write((Object) get.invokeExact(row), sink);
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
