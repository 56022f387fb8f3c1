// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How Java users write the values of a type, as in Flink's {@code Types}: {@code Integer} for
 * Int32, {@code BigDecimal} for decimals, {@code LocalDateTime} for timestamps without zone, {@code
 * Instant} for those with one, and so on. {@link #toLiteral} takes more than that: any number for a
 * numeric type, {@code java.sql} types for times.
 */
enum JavaValues {
  BOOLEAN(Types.BOOLEAN) {
    @Override
    Object toLiteral(Object value, DataType type) {
      return value;
    }
  },
  BYTE(Types.BYTE) {
    @Override
    Object fromLiteral(Object value, DataType type) {
      return ((Long) value).byteValue();
    }
  },
  SHORT(Types.SHORT) {
    @Override
    Object fromLiteral(Object value, DataType type) {
      return ((Long) value).shortValue();
    }
  },
  INT(Types.INT) {
    @Override
    Object fromLiteral(Object value, DataType type) {
      return ((Long) value).intValue();
    }
  },
  LONG(Types.LONG),
  UNSIGNED(Types.BIG_INT) {
    @Override
    Object fromLiteral(Object value, DataType type) {
      return new BigInteger(Long.toUnsignedString((Long) value));
    }
  },
  FLOAT(Types.FLOAT) {
    @Override
    Object toLiteral(Object value, DataType type) {
      return ((Number) value).doubleValue();
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      return ((Double) value).floatValue();
    }
  },
  DOUBLE(Types.DOUBLE) {
    @Override
    Object toLiteral(Object value, DataType type) {
      return ((Number) value).doubleValue();
    }
  },
  DECIMAL(Types.BIG_DEC) {
    @Override
    Object toLiteral(Object value, DataType type) {
      BigDecimal decimal =
          value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
      return decimal
          .setScale(((DataType.Decimal) type).scale(), RoundingMode.HALF_UP)
          .unscaledValue();
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      return new BigDecimal((BigInteger) value, ((DataType.Decimal) type).scale());
    }
  },
  TEXT(Types.STRING) {
    @Override
    Object toLiteral(Object value, DataType type) {
      return value.toString();
    }
  },
  BINARY(Types.PRIMITIVE_ARRAY(Types.BYTE)) {
    @Override
    Object toLiteral(Object value, DataType type) {
      return value instanceof Bytes bytes ? bytes : Bytes.copyOf((byte[]) value);
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      return ((Bytes) value).toArray();
    }
  },
  DATE(Types.LOCAL_DATE) {
    @Override
    Object toLiteral(Object value, DataType type) {
      LocalDate date = value instanceof java.sql.Date sql ? sql.toLocalDate() : (LocalDate) value;
      return type.id() == TypeId.DATE32 ? date.toEpochDay() : date.toEpochDay() * 86_400_000L;
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      long day =
          type.id() == TypeId.DATE32 ? (Long) value : Math.floorDiv((Long) value, 86_400_000L);
      return LocalDate.ofEpochDay(day);
    }
  },
  TIME(Types.LOCAL_TIME) {
    @Override
    Object toLiteral(Object value, DataType type) {
      LocalTime time = value instanceof java.sql.Time sql ? sql.toLocalTime() : (LocalTime) value;
      return time.toNanoOfDay() / nanos(((DataType.Time) type).unit());
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      return LocalTime.ofNanoOfDay((Long) value * nanos(((DataType.Time) type).unit()));
    }
  },
  LOCAL_TIMESTAMP(Types.LOCAL_DATE_TIME) {
    @Override
    Object toLiteral(Object value, DataType type) {
      return count(instant(value), ((DataType.Timestamp) type).unit());
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      Instant instant = instant((Long) value, ((DataType.Timestamp) type).unit());
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
  },
  INSTANT(Types.INSTANT) {
    @Override
    Object toLiteral(Object value, DataType type) {
      return count(instant(value), ((DataType.Timestamp) type).unit());
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      return instant((Long) value, ((DataType.Timestamp) type).unit());
    }
  },
  DURATION(TypeInformation.of(Duration.class)) {
    @Override
    Object toLiteral(Object value, DataType type) {
      Duration duration = (Duration) value;
      Instant end = Instant.EPOCH.plus(duration);
      return count(end, ((DataType.Duration) type).unit());
    }

    @Override
    Object fromLiteral(Object value, DataType type) {
      Instant end = instant((Long) value, ((DataType.Duration) type).unit());
      return Duration.between(Instant.EPOCH, end);
    }
  };

  private final TypeInformation<?> typeInformation;

  JavaValues(TypeInformation<?> typeInformation) {
    this.typeInformation = typeInformation;
  }

  /** Refuses types that Java users have no plain form for. */
  static JavaValues of(DataType type) {
    return switch (type.id().family()) {
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

  /** A value that is not null, in {@code Literal}'s Java form. */
  Object toLiteral(Object value, DataType type) {
    return value instanceof BigInteger wide ? wide.longValue() : ((Number) value).longValue();
  }

  /** A value that is not null, in the Java form that this constant stands for. */
  Object fromLiteral(Object value, DataType type) {
    return value;
  }

  private static Instant instant(Object value) {
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    if (value instanceof java.sql.Timestamp sql) {
      return sql.toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
    return value instanceof java.time.OffsetDateTime offset
        ? offset.toInstant()
        : value instanceof java.time.ZonedDateTime zoned ? zoned.toInstant() : (Instant) value;
  }

  private static long count(Instant instant, TimeUnit unit) {
    long fraction = instant.getNano() / nanos(unit);
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), unit.perSecond()), fraction);
  }

  private static Instant instant(long count, TimeUnit unit) {
    long seconds = Math.floorDiv(count, unit.perSecond());
    return Instant.ofEpochSecond(seconds, Math.floorMod(count, unit.perSecond()) * nanos(unit));
  }

  private static long nanos(TimeUnit unit) {
    return 1_000_000_000L / unit.perSecond();
  }
}
