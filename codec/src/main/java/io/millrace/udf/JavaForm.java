// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.util.Float16;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How functions see the values of a type: {@code Integer} for Int32, {@code BigDecimal} for
 * decimals, {@code LocalDateTime} for timestamps without zone, {@code Instant} for those with one,
 * {@code List} for lists and structs, {@code Map} for maps, and so on. The same as Flink's rows
 * hold.
 */
@PublicEvolving
public enum JavaForm {
  BOOLEAN(Boolean.class, DataType.BOOLEAN) {
    @Override
    Object literal(Object value, DataType type) {
      return (Boolean) value;
    }
  },
  BYTE(Byte.class, DataType.INT8) {
    @Override
    Object java(Object literal, DataType type) {
      return ((Long) literal).byteValue();
    }
  },
  SHORT(Short.class, DataType.INT16) {
    @Override
    Object java(Object literal, DataType type) {
      return ((Long) literal).shortValue();
    }
  },
  INTEGER(Integer.class, DataType.INT32) {
    @Override
    Object java(Object literal, DataType type) {
      return ((Long) literal).intValue();
    }
  },
  /** Also of the narrower unsigned types. */
  LONG(Long.class, DataType.INT64),
  BIG_INTEGER(BigInteger.class, DataType.UINT64) {
    @Override
    Object java(Object literal, DataType type) {
      return new BigInteger(Long.toUnsignedString((Long) literal));
    }

    @Override
    Object literal(Object value, DataType type) {
      BigInteger number =
          value instanceof BigInteger wide ? wide : BigInteger.valueOf(Integers.of(value));
      if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
        throw new ArithmeticException(number + " is out of range");
      }
      return number.longValue();
    }
  },
  FLOAT(Float.class, DataType.FLOAT32) {
    @Override
    Object java(Object literal, DataType type) {
      return ((Double) literal).floatValue();
    }

    @Override
    Object literal(Object value, DataType type) {
      float number = ((Number) value).floatValue();
      return (double)
          (type.id() == TypeId.FLOAT16 ? Float16.toFloat(Float16.toFloat16(number)) : number);
    }
  },
  DOUBLE(Double.class, DataType.FLOAT64) {
    @Override
    Object literal(Object value, DataType type) {
      return ((Number) value).doubleValue();
    }
  },
  /** Rounded to the type's scale, half up. */
  BIG_DECIMAL(BigDecimal.class, DataType.decimal128(38, 10)) {
    @Override
    Object java(Object literal, DataType type) {
      return new BigDecimal((BigInteger) literal, ((DataType.Decimal) type).scale());
    }

    @Override
    Object literal(Object value, DataType type) {
      DataType.Decimal decimal = (DataType.Decimal) type;
      BigDecimal number =
          value instanceof BigDecimal exact ? exact : new BigDecimal(((Number) value).toString());
      BigDecimal scaled = number.setScale(decimal.scale(), java.math.RoundingMode.HALF_UP);
      if (scaled.precision() > decimal.precision()) {
        throw new ArithmeticException(number + " has too many digits");
      }
      return scaled.unscaledValue();
    }
  },
  STRING(String.class, DataType.UTF8) {
    @Override
    Object literal(Object value, DataType type) {
      return value instanceof Character letter
          ? letter.toString()
          : ((CharSequence) value).toString();
    }
  },
  BYTES(byte[].class, DataType.BINARY) {
    @Override
    Object java(Object literal, DataType type) {
      return ((Bytes) literal).toArray();
    }

    @Override
    Object literal(Object value, DataType type) {
      byte[] bytes = (byte[]) value;
      if (type instanceof DataType.FixedSizeBinary fixed && fixed.size() != bytes.length) {
        throw new ArithmeticException(bytes.length + " bytes");
      }
      return Bytes.copyOf(bytes);
    }
  },
  LOCAL_DATE(LocalDate.class, DataType.DATE32) {
    @Override
    Object java(Object literal, DataType type) {
      return LocalDate.ofEpochDay(Math.floorDiv((Long) literal, perDay(type)));
    }

    @Override
    Object literal(Object value, DataType type) {
      long day = ((LocalDate) value).toEpochDay();
      return Math.multiplyExact(
          type.id() == TypeId.DATE32 ? Math.toIntExact(day) : day, perDay(type));
    }

    private static long perDay(DataType type) {
      return type.id() == TypeId.DATE32 ? 1 : 86_400_000;
    }
  },
  LOCAL_TIME(LocalTime.class, new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND)) {
    @Override
    Object java(Object literal, DataType type) {
      return LocalTime.ofNanoOfDay(
          Math.multiplyExact((Long) literal, ((DataType.Time) type).unit().nanos()));
    }

    @Override
    Object literal(Object value, DataType type) {
      return ((LocalTime) value).toNanoOfDay() / ((DataType.Time) type).unit().nanos();
    }
  },
  LOCAL_DATE_TIME(LocalDateTime.class, DataType.timestamp(TimeUnit.NANOSECOND)) {
    @Override
    Object java(Object literal, DataType type) {
      return LocalDateTime.ofInstant(instant(literal, unit(type)), ZoneOffset.UTC);
    }

    @Override
    Object literal(Object value, DataType type) {
      return Counts.of(((LocalDateTime) value).toInstant(ZoneOffset.UTC), unit(type));
    }
  },
  INSTANT(Instant.class, DataType.timestamp(TimeUnit.NANOSECOND, "UTC")) {
    @Override
    Object java(Object literal, DataType type) {
      return instant(literal, unit(type));
    }

    @Override
    Object literal(Object value, DataType type) {
      return Counts.of((Instant) value, unit(type));
    }
  },
  DURATION(Duration.class, new DataType.Duration(TimeUnit.NANOSECOND)) {
    @Override
    Object java(Object literal, DataType type) {
      TimeUnit unit = ((DataType.Duration) type).unit();
      return Duration.ofSeconds(Counts.seconds(literal, unit), Counts.nanos(literal, unit));
    }

    @Override
    Object literal(Object value, DataType type) {
      Duration duration = (Duration) value;
      return Counts.of(
          duration.getSeconds(), duration.getNano(), ((DataType.Duration) type).unit());
    }
  },
  INTERVAL(Interval.class, DataType.INTERVAL_MONTH_DAY_NANO) {
    @Override
    Object literal(Object value, DataType type) {
      return (Interval) value;
    }
  },
  /** Of lists, and of structs in the order of their fields. */
  LIST(List.class, null) {
    @Override
    Object java(Object literal, DataType type) {
      return NestedForms.java((List<?>) literal, type);
    }

    @Override
    Object literal(Object value, DataType type) {
      return NestedForms.literal((List<?>) value, type);
    }
  },
  MAP(Map.class, null) {
    @Override
    Object java(Object literal, DataType type) {
      return NestedForms.map((List<?>) literal, (DataType.MapOf) type);
    }

    @Override
    Object literal(Object value, DataType type) {
      return NestedForms.entries((Map<?, ?>) value, (DataType.MapOf) type);
    }
  },
  /** Of the type Null, whose values are all null. */
  NOTHING(Object.class, null);

  private final Class<?> type;
  private final DataType standard;

  JavaForm(Class<?> type, DataType standard) {
    this.type = type;
    this.standard = standard;
  }

  /** Throws {@link MillraceException} with TYPE_MISMATCH for types that have no form in Java. */
  public static JavaForm of(DataType type) {
    return switch (type.family()) {
      case NULL -> NOTHING;
      case BOOLEAN -> BOOLEAN;
      case SIGNED ->
          switch (type.id()) {
            case INT8 -> BYTE;
            case INT16 -> SHORT;
            case INT32 -> INTEGER;
            case INT64 -> LONG;
            default -> throw new AssertionError(type);
          };
      case UNSIGNED -> type.id() == TypeId.UINT64 ? BIG_INTEGER : LONG;
      case FLOAT -> type.id() == TypeId.FLOAT64 ? DOUBLE : FLOAT;
      case DECIMAL -> BIG_DECIMAL;
      case TEXT -> STRING;
      case BINARY -> BYTES;
      case DATE -> LOCAL_DATE;
      case TIME -> LOCAL_TIME;
      case TIMESTAMP -> ((DataType.Timestamp) type).zone() == null ? LOCAL_DATE_TIME : INSTANT;
      case DURATION -> DURATION;
      case INTERVAL -> {
        if (!type.equals(DataType.INTERVAL_MONTH_DAY_NANO)) {
          throw none(type);
        }
        yield INTERVAL;
      }
      case LIST, STRUCT -> LIST;
      case MAP -> MAP;
      case ENCODED -> of(type.unwrapped());
      case UNION -> throw none(type);
    };
  }

  private static MillraceException none(DataType type) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot call function with values of " + type + ": found no form in Java for them");
  }

  /** The type that values of a class have where nobody says otherwise; null if there is none. */
  static DataType standard(Class<?> type) {
    for (JavaForm form : values()) {
      if (form.type == type) {
        return form.standard;
      }
    }
    return null;
  }

  /** The class of the values. */
  public Class<?> type() {
    return type;
  }

  /** A value in {@link io.millrace.expr.Literal}'s form as functions see it; null stays null. */
  public Object toJava(Object literal, DataType of) {
    return literal == null ? null : java(literal, of.unwrapped());
  }

  /**
   * The other way. Takes more than it gives: any integer for integers, any number for floats and
   * decimals.
   *
   * @throws ClassCastException for a value of another class
   * @throws ArithmeticException for a value that the type does not hold
   */
  public Object toLiteral(Object value, DataType of) {
    return value == null ? null : literal(value, of.unwrapped());
  }

  Object java(Object literal, DataType type) {
    return literal;
  }

  Object literal(Object value, DataType type) {
    return Integers.inRange(Integers.of(value), type.id());
  }

  private static TimeUnit unit(DataType type) {
    return ((DataType.Timestamp) type).unit();
  }

  private static Instant instant(Object literal, TimeUnit unit) {
    return Instant.ofEpochSecond(Counts.seconds(literal, unit), Counts.nanos(literal, unit));
  }
}
