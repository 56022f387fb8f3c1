// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.RowBatch;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the public fields of a class, each through a method handle made once. */
final class PojoReader<T> implements RowReader<T> {
  private static final long serialVersionUID = 1L;

  private static final Map<Class<?>, DataType> TYPES =
      Map.ofEntries(
          Map.entry(boolean.class, DataType.BOOLEAN),
          Map.entry(Boolean.class, DataType.BOOLEAN),
          Map.entry(byte.class, DataType.INT8),
          Map.entry(Byte.class, DataType.INT8),
          Map.entry(short.class, DataType.INT16),
          Map.entry(Short.class, DataType.INT16),
          Map.entry(int.class, DataType.INT32),
          Map.entry(Integer.class, DataType.INT32),
          Map.entry(long.class, DataType.INT64),
          Map.entry(Long.class, DataType.INT64),
          Map.entry(float.class, DataType.FLOAT32),
          Map.entry(Float.class, DataType.FLOAT32),
          Map.entry(double.class, DataType.FLOAT64),
          Map.entry(Double.class, DataType.FLOAT64),
          Map.entry(String.class, DataType.UTF8),
          Map.entry(byte[].class, DataType.BINARY),
          Map.entry(BigInteger.class, DataType.UINT64),
          Map.entry(LocalDate.class, DataType.DATE32),
          Map.entry(
              LocalTime.class,
              new DataType.Time(io.millrace.expr.TypeId.TIME64, TimeUnit.NANOSECOND)),
          Map.entry(LocalDateTime.class, DataType.timestamp(TimeUnit.NANOSECOND)),
          Map.entry(Instant.class, DataType.timestamp(TimeUnit.NANOSECOND, "UTC")),
          Map.entry(Duration.class, new DataType.Duration(TimeUnit.NANOSECOND)));

  private final Class<T> type;
  private final Schema schema;
  private transient volatile Accessors accessors;

  /** What is made once in each task. */
  private record Accessors(MethodHandle[] getters, JavaValues[] values) {}

  PojoReader(Class<T> type, Schema schema) {
    this.type = type;
    this.schema = schema;
    accessors = accessors();
  }

  /** A column for each public field of a type that has a counterpart, in order of declaration. */
  static Schema schemaOf(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (java.lang.reflect.Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        DataType column = TYPES.get(field.getType());
        if (column == null) {
          throw new MillraceException(
              ErrorCode.TYPE_MISMATCH,
              "Cannot read field \""
                  + field.getName()
                  + "\" of "
                  + type.getName()
                  + ": no column type for "
                  + field.getType().getName()
                  + ", expected one of a given schema");
        }
        fields.add(Field.of(field.getName(), column, !field.getType().isPrimitive()));
      }
    }
    return new Schema(null, fields);
  }

  @Override
  public void read(T row, RowBatch batch) {
    Accessors all = accessors();
    for (int i = 0; i < all.getters.length; i++) {
      Object value = get(all.getters[i], row);
      if (value != null) {
        batch.set(i, all.values[i].toLiteral(value, schema.fields().get(i).type()));
      }
    }
  }

  private static Object get(MethodHandle getter, Object row) {
    try {
      return (Object) getter.invokeExact(row);
    } catch (Throwable e) {
      throw new AssertionError("reading a field can't fail", e);
    }
  }

  private Accessors accessors() {
    Accessors known = accessors;
    if (known == null) {
      List<Field> fields = schema.fields();
      MethodHandle[] getters = new MethodHandle[fields.size()];
      JavaValues[] values = new JavaValues[fields.size()];
      for (int i = 0; i < getters.length; i++) {
        getters[i] = getter(fields.get(i).name());
        values[i] = JavaValues.of(fields.get(i).type());
      }
      known = new Accessors(getters, values);
      accessors = known;
    }
    return known;
  }

  private MethodHandle getter(String name) {
    try {
      return MethodHandles.publicLookup()
          .unreflectGetter(type.getField(name))
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "Cannot read column \"" + name + "\": no public field of that name in " + type.getName(),
          e);
    }
  }
}
