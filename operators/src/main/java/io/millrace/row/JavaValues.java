// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BytesView;
import io.millrace.column.CellSink;
import io.millrace.column.RowValue;
import io.millrace.column.TextBytes;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.types.DurationTypeInfo;
import io.millrace.value.Floats;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How Java users write the values of a type that is not nested, as in Flink's {@code Types}: {@code
 * Integer} for Int32, {@code BigDecimal} for decimals, {@code LocalDateTime} for timestamps without
 * zone, {@code Instant} for those with one, and so on. {@link #write} takes more than that: any
 * integer for an integer type, any number for floats and decimals, any instant and {@code java.sql}
 * types for times.
 */
enum JavaValues {
  BOOLEAN(Types.BOOLEAN) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      cell.setBoolean((Boolean) value);
    }

    @Override
    Object read(RowValue value, DataType type) {
      return value.getBoolean();
    }
  },
  BYTE(Types.BYTE) {
    @Override
    Object read(RowValue value, DataType type) {
      return (byte) value.getLong();
    }
  },
  SHORT(Types.SHORT) {
    @Override
    Object read(RowValue value, DataType type) {
      return (short) value.getLong();
    }
  },
  INT(Types.INT) {
    @Override
    Object read(RowValue value, DataType type) {
      return (int) value.getLong();
    }
  },
  LONG(Types.LONG) {
    @Override
    Object read(RowValue value, DataType type) {
      return value.getLong();
    }
  },
  UNSIGNED(Types.BIG_INT) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      BigInteger number =
          value instanceof BigInteger wide ? wide : BigInteger.valueOf(integer(value));
      if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
        throw new ArithmeticException();
      }
      cell.setLong(number.longValue());
    }

    @Override
    Object read(RowValue value, DataType type) {
      return new BigInteger(Long.toUnsignedString(value.getLong()));
    }
  },
  FLOAT(Types.FLOAT) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      double number = ((Number) value).doubleValue();
      cell.setDouble(Floats.rounded(number, type));
    }

    @Override
    Object read(RowValue value, DataType type) {
      return (float) value.getDouble();
    }
  },
  DOUBLE(Types.DOUBLE) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      cell.setDouble(((Number) value).doubleValue());
    }

    @Override
    Object read(RowValue value, DataType type) {
      return value.getDouble();
    }
  },
  DECIMAL(Types.BIG_DEC) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      BigDecimal number =
          value instanceof BigDecimal exact ? exact : new BigDecimal(((Number) value).toString());
      JavaDecimals.write(number, (DataType.Decimal) type, cell);
    }

    @Override
    Object read(RowValue value, DataType type) {
      return JavaDecimals.read(value.getBlock(), ((DataType.Decimal) type).scale());
    }
  },
  TEXT(Types.STRING) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      String text = value instanceof Character letter ? letter.toString() : text(value);
      byte[] utf8 = TextBytes.of(text);
      cell.setBytes(utf8, 0, utf8.length);
    }

    @Override
    Object read(RowValue value, DataType type) {
      return value.getBytes().toString();
    }
  },
  BINARY(Types.PRIMITIVE_ARRAY(Types.BYTE)) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      byte[] bytes = (byte[]) value;
      if (type instanceof DataType.FixedSizeBinary fixed && fixed.size() != bytes.length) {
        throw new ArithmeticException();
      }
      cell.setBytes(bytes, 0, bytes.length);
    }

    @Override
    Object read(RowValue value, DataType type) {
      BytesView view = value.getBytes();
      return Arrays.copyOfRange(view.bytes, view.start, view.end);
    }
  },
  DATE(Types.LOCAL_DATE) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      LocalDate date = value instanceof java.sql.Date sql ? sql.toLocalDate() : (LocalDate) value;
      cell.setLong(JavaTimes.days(date, type));
    }

    @Override
    Object read(RowValue value, DataType type) {
      return JavaTimes.date(value.getLong(), type);
    }
  },
  TIME(Types.LOCAL_TIME) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      LocalTime time = value instanceof java.sql.Time sql ? sql.toLocalTime() : (LocalTime) value;
      long nanos = ((DataType.Time) type).unit().nanos();
      cell.setLong(time.toNanoOfDay() / nanos);
    }

    @Override
    Object read(RowValue value, DataType type) {
      long nanos = ((DataType.Time) type).unit().nanos();
      return LocalTime.ofNanoOfDay(Math.multiplyExact(value.getLong(), nanos));
    }
  },
  LOCAL_TIMESTAMP(Types.LOCAL_DATE_TIME) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      cell.setLong(JavaTimes.localCount(value, ((DataType.Timestamp) type).unit()));
    }

    @Override
    Object read(RowValue value, DataType type) {
      return JavaTimes.local(value.getLong(), ((DataType.Timestamp) type).unit());
    }
  },
  INSTANT(Types.INSTANT) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      TimeUnit unit = ((DataType.Timestamp) type).unit();
      cell.setLong(JavaTimes.count(JavaTimes.instant(value), unit));
    }

    @Override
    Object read(RowValue value, DataType type) {
      return JavaTimes.instant(value.getLong(), ((DataType.Timestamp) type).unit());
    }
  },
  DURATION(DurationTypeInfo.INSTANCE) {
    @Override
    void write(Object value, DataType type, CellSink cell) {
      TimeUnit unit = ((DataType.Duration) type).unit();
      Duration duration = (Duration) value;
      cell.setLong(JavaTimes.count(duration.getSeconds(), duration.getNano(), unit));
    }

    @Override
    Object read(RowValue value, DataType type) {
      return JavaTimes.duration(value.getLong(), ((DataType.Duration) type).unit());
    }
  };

  private final TypeInformation<?> typeInformation;

  JavaValues(TypeInformation<?> typeInformation) {
    this.typeInformation = typeInformation;
  }

  /** Refuses types that Java users have no plain form for. */
  static JavaValues of(DataType type) {
    return switch (type.family()) {
      case BOOLEAN -> BOOLEAN;
      case SIGNED ->
          switch (type.id()) {
            case INT8 -> BYTE;
            case INT16 -> SHORT;
            case INT32 -> INT;
            default -> LONG;
          };
      case UNSIGNED -> type.id() == TypeId.UINT64 ? UNSIGNED : LONG;
      case FLOAT -> type.id() == TypeId.FLOAT64 ? DOUBLE : FLOAT;
      case DECIMAL -> DECIMAL;
      case TEXT -> TEXT;
      case BINARY -> BINARY;
      case DATE -> DATE;
      case TIME -> TIME;
      case TIMESTAMP -> ((DataType.Timestamp) type).zone() == null ? LOCAL_TIMESTAMP : INSTANT;
      case DURATION -> DURATION;
      case NULL, INTERVAL, LIST, STRUCT, MAP, UNION, ENCODED ->
          throw new MillraceException(
              ErrorCode.TYPE_MISMATCH,
              "Cannot exchange values with rows: type "
                  + type
                  + ", expected a boolean, number, text, binary, date, time or duration, or a list,"
                  + " struct or map of them");
    };
  }

  TypeInformation<?> typeInformation() {
    return typeInformation;
  }

  /**
   * The values of a property of that class that holds all values of a type whose values these are;
   * null if it doesn't.
   */
  JavaValues in(Class<?> property, DataType type) {
    Class<?> object = MethodType.methodType(property).wrap().returnType();
    if (object.isAssignableFrom(typeInformation.getTypeClass())) {
      return this;
    }
    for (JavaValues wider : List.of(SHORT, INT, LONG, DOUBLE)) {
      if (object == wider.typeInformation.getTypeClass() && wider.holds(type.id())) {
        return wider;
      }
    }
    return null;
  }

  private boolean holds(TypeId type) {
    return switch (type) {
      case INT8, UINT8 -> this == SHORT || this == INT || this == LONG;
      case INT16, UINT16 -> this == INT || this == LONG;
      case INT32 -> this == LONG;
      case FLOAT16, FLOAT32 -> this == DOUBLE;
      default -> false;
    };
  }

  /**
   * Writes a value that is not null. Throws {@code ClassCastException} for what is of no class that
   * fits, and what {@link InputColumn} takes for values out of range.
   */
  void write(Object value, DataType type, CellSink cell) {
    cell.setLong(inRange(integer(value), type.id()));
  }

  /** A value that is not null, in the Java form that this constant stands for. */
  abstract Object read(RowValue value, DataType type);

  private static String text(Object value) {
    return ((CharSequence) value).toString();
  }

  private static long integer(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    return value instanceof BigInteger wide ? wide.longValueExact() : (Long) value;
  }

  private static long inRange(long value, TypeId type) {
    boolean fits =
        type.bits() == Long.SIZE
            || (type.family() == TypeId.Family.SIGNED
                ? value >> (type.bits() - 1) == value >> 63
                : value >>> type.bits() == 0);
    if (!fits) {
      throw new ArithmeticException();
    }
    return value;
  }
}
