// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * The properties of a class as columns: components of a record, else fields that are public or have
 * a public getter, as Flink's POJOs have them.
 */
@Internal
public final class PojoSchema {
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
          Map.entry(char.class, DataType.UTF8),
          Map.entry(Character.class, DataType.UTF8),
          Map.entry(String.class, DataType.UTF8),
          Map.entry(byte[].class, DataType.BINARY),
          Map.entry(BigInteger.class, DataType.UINT64),
          Map.entry(LocalDate.class, DataType.DATE32),
          Map.entry(LocalTime.class, new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND)),
          Map.entry(LocalDateTime.class, DataType.timestamp(TimeUnit.NANOSECOND)),
          Map.entry(Instant.class, DataType.timestamp(TimeUnit.NANOSECOND, "UTC")),
          Map.entry(Duration.class, new DataType.Duration(TimeUnit.NANOSECOND)));

  private PojoSchema() {}

  /** A column for each property, in order of declaration, those of a superclass first. */
  public static Schema of(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    Accessors.of(type).forEach((name, property) -> fields.add(field(type, name, property)));
    return new Schema(null, fields);
  }

  private static Field field(Class<?> type, String name, Class<?> property) {
    DataType column = TYPES.get(property);
    if (column == null) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot read field \""
              + name
              + "\" of "
              + type.getName()
              + ": no column type for "
              + property.getName()
              + ", expected a schema that names one");
    }
    return Field.of(name, column, !property.isPrimitive());
  }
}
