// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowBatch;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import io.millrace.expr.TypeId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** Reads the properties of objects, each through a method handle that is made once in a task. */
final class PojoReader<T> implements RowReader<T> {
  private static final long serialVersionUID = 1L;

  /** The primitive in which a property is fetched; other properties are objects. */
  private enum Carrier {
    BOOLEAN(boolean.class),
    LONG(long.class),
    DOUBLE(double.class),
    OBJECT(Object.class);

    private final MethodType getter;

    Carrier(Class<?> type) {
      getter = MethodType.methodType(type, Object.class);
    }
  }

  private record Property(MethodHandle getter, Carrier carrier, InputColumn column) {}

  private final Class<T> type;
  private final InputColumn[] columns;
  private transient volatile Property[] properties;

  PojoReader(Class<T> type, Schema schema) {
    this.type = type;
    columns = InputColumn.of(schema);
    properties = properties();
  }

  @Override
  public void read(T row, RowBatch batch) {
    for (Property property : properties()) {
      try {
        read(property, row, batch);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(
            "Cannot read column \"" + property.column.field().name() + "\": its getter throws", e);
      }
    }
  }

  private static void read(Property property, Object row, RowBatch batch) throws Throwable {
    int column = property.column.index();
    switch (property.carrier) {
      case BOOLEAN -> batch.setBoolean(column, (boolean) property.getter.invokeExact(row));
      case LONG -> batch.setLong(column, (long) property.getter.invokeExact(row));
      case DOUBLE -> batch.setDouble(column, (double) property.getter.invokeExact(row));
      case OBJECT -> property.column.write((Object) property.getter.invokeExact(row), batch);
    }
  }

  private Property[] properties() {
    Property[] known = properties;
    if (known == null) {
      known = new Property[columns.length];
      for (int i = 0; i < known.length; i++) {
        MethodHandle getter = PojoSchema.getter(type, columns[i].field().name());
        Carrier carrier = carrier(getter.type().returnType(), columns[i].field().type());
        known[i] = new Property(getter.asType(carrier.getter), carrier, columns[i]);
      }
      properties = known;
    }
    return known;
  }

  /** A primitive where the column holds all values of the property. */
  private static Carrier carrier(Class<?> property, DataType column) {
    TypeId id = column.id();
    if (property == boolean.class && id == TypeId.BOOLEAN) {
      return Carrier.BOOLEAN;
    }
    if ((property == double.class && id == TypeId.FLOAT64)
        || (property == float.class && (id == TypeId.FLOAT64 || id == TypeId.FLOAT32))) {
      return Carrier.DOUBLE;
    }
    boolean exact =
        (property == long.class && id == TypeId.INT64)
            || (property == int.class && (id == TypeId.INT64 || id == TypeId.INT32))
            || (property == short.class && id == TypeId.INT16)
            || (property == byte.class && id == TypeId.INT8);
    return exact ? Carrier.LONG : Carrier.OBJECT;
  }
}
