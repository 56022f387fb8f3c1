// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.column.RowSink;
import io.millrace.column.TextBytes;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import io.millrace.types.DurationTypeInfo;
import io.millrace.value.Floats;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How Java users write the values of a type, as in Flink's {@code Types}: {@code Integer} for
 * Int32, {@code BigDecimal} for decimals, {@code LocalDateTime} for timestamps without zone, {@code
 * Instant} for those with one, and so on. {@link #write} takes more than that: any integer for an
 * integer type, any number for floats and decimals, any instant and {@code java.sql} types for
 * times.
 */
enum JavaValues {
  BOOLEAN(Types.BOOLEAN) {
    @Override
    void write(Object value, RowSink sink, int column) {
      sink.setBoolean(column, (Boolean) value);
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return ((BoolBlock) block).values[row] != 0;
    }
  },
  BYTE(Types.BYTE) {
    @Override
    Object read(Block block, int row, DataType type) {
      return (byte) number(block, row);
    }
  },
  SHORT(Types.SHORT) {
    @Override
    Object read(Block block, int row, DataType type) {
      return (short) number(block, row);
    }
  },
  INT(Types.INT) {
    @Override
    Object read(Block block, int row, DataType type) {
      return (int) number(block, row);
    }
  },
  LONG(Types.LONG) {
    @Override
    Object read(Block block, int row, DataType type) {
      return number(block, row);
    }
  },
  UNSIGNED(Types.BIG_INT) {
    @Override
    void write(Object value, RowSink sink, int column) {
      BigInteger number =
          value instanceof BigInteger wide ? wide : BigInteger.valueOf(integer(value));
      if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
        throw new ArithmeticException();
      }
      sink.setLong(column, number.longValue());
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return new BigInteger(Long.toUnsignedString(number(block, row)));
    }
  },
  FLOAT(Types.FLOAT) {
    @Override
    void write(Object value, RowSink sink, int column) {
      double number = ((Number) value).doubleValue();
      sink.setDouble(column, Floats.rounded(number, sink.type(column)));
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return (float) ((DoubleBlock) block).values[row];
    }
  },
  DOUBLE(Types.DOUBLE) {
    @Override
    void write(Object value, RowSink sink, int column) {
      sink.setDouble(column, ((Number) value).doubleValue());
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return ((DoubleBlock) block).values[row];
    }
  },
  DECIMAL(Types.BIG_DEC) {
    @Override
    void write(Object value, RowSink sink, int column) {
      BigDecimal number =
          value instanceof BigDecimal exact ? exact : new BigDecimal(((Number) value).toString());
      JavaDecimals.write(number, sink, column);
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return JavaDecimals.read(block, row, ((DataType.Decimal) type).scale());
    }
  },
  TEXT(Types.STRING) {
    @Override
    void write(Object value, RowSink sink, int column) {
      String text = value instanceof Character letter ? letter.toString() : text(value);
      byte[] utf8 = TextBytes.of(text);
      sink.setBytes(column, utf8, 0, utf8.length);
    }

    @Override
    Object read(Block block, int row, DataType type) {
      BytesBlock text = (BytesBlock) block;
      int start = text.starts[row];
      return new String(text.bytes, start, text.ends[row] - start, StandardCharsets.UTF_8);
    }
  },
  BINARY(Types.PRIMITIVE_ARRAY(Types.BYTE)) {
    @Override
    void write(Object value, RowSink sink, int column) {
      byte[] bytes = (byte[]) value;
      if (sink.type(column) instanceof DataType.FixedSizeBinary fixed
          && fixed.size() != bytes.length) {
        throw new ArithmeticException();
      }
      sink.setBytes(column, bytes, 0, bytes.length);
    }

    @Override
    Object read(Block block, int row, DataType type) {
      BytesBlock bytes = (BytesBlock) block;
      return Arrays.copyOfRange(bytes.bytes, bytes.starts[row], bytes.ends[row]);
    }
  },
  DATE(Types.LOCAL_DATE) {
    @Override
    void write(Object value, RowSink sink, int column) {
      LocalDate date = value instanceof java.sql.Date sql ? sql.toLocalDate() : (LocalDate) value;
      sink.setLong(column, JavaTimes.days(date, sink.type(column)));
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return JavaTimes.date(number(block, row), type);
    }
  },
  TIME(Types.LOCAL_TIME) {
    @Override
    void write(Object value, RowSink sink, int column) {
      LocalTime time = value instanceof java.sql.Time sql ? sql.toLocalTime() : (LocalTime) value;
      long nanos = ((DataType.Time) sink.type(column)).unit().nanos();
      sink.setLong(column, time.toNanoOfDay() / nanos);
    }

    @Override
    Object read(Block block, int row, DataType type) {
      long nanos = ((DataType.Time) type).unit().nanos();
      return LocalTime.ofNanoOfDay(Math.multiplyExact(number(block, row), nanos));
    }
  },
  LOCAL_TIMESTAMP(Types.LOCAL_DATE_TIME) {
    @Override
    void write(Object value, RowSink sink, int column) {
      DataType.Timestamp type = (DataType.Timestamp) sink.type(column);
      sink.setLong(column, JavaTimes.localCount(value, type.unit()));
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return JavaTimes.local(number(block, row), ((DataType.Timestamp) type).unit());
    }
  },
  INSTANT(Types.INSTANT) {
    @Override
    void write(Object value, RowSink sink, int column) {
      DataType.Timestamp type = (DataType.Timestamp) sink.type(column);
      sink.setLong(column, JavaTimes.count(JavaTimes.instant(value), type.unit()));
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return JavaTimes.instant(number(block, row), ((DataType.Timestamp) type).unit());
    }
  },
  DURATION(DurationTypeInfo.INSTANCE) {
    @Override
    void write(Object value, RowSink sink, int column) {
      DataType.Duration type = (DataType.Duration) sink.type(column);
      Duration duration = (Duration) value;
      sink.setLong(column, JavaTimes.count(duration.getSeconds(), duration.getNano(), type.unit()));
    }

    @Override
    Object read(Block block, int row, DataType type) {
      return JavaTimes.duration(number(block, row), ((DataType.Duration) type).unit());
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
                  + ", expected a boolean, number, text, binary, date, time or duration");
    };
  }

  TypeInformation<?> typeInformation() {
    return typeInformation;
  }

  /** The primitive in which values can be held as well, or null. */
  Class<?> primitive() {
    Class<?> primitive =
        MethodType.methodType(typeInformation.getTypeClass()).unwrap().returnType();
    return primitive.isPrimitive() ? primitive : null;
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
   * Writes a value that is not null into the last row. Throws {@code ClassCastException} for what
   * is of no class that fits, and what {@link InputColumn} takes for values out of range.
   */
  void write(Object value, RowSink sink, int column) {
    sink.setLong(column, inRange(integer(value), sink.type(column).id()));
  }

  /** A value that is not null, in the Java form that this constant stands for. */
  abstract Object read(Block block, int row, DataType type);

  private static long number(Block block, int row) {
    return ((LongBlock) block).values[row];
  }

  private static String text(Object value) {
    return ((CharSequence) value).toString();
  }

  private static long integer(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
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
