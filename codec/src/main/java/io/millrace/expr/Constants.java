// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;

/** Constants of Java's types, of the types that datafusion-python gives to Python's. */
final class Constants {
  private static final int DECIMAL128_DIGITS = TypeId.DECIMAL128.maxPrecision();
  private static final int DECIMAL256_DIGITS = TypeId.DECIMAL256.maxPrecision();
  private static final int NANOS_A_MICRO = 1_000;
  private static final String UTC = "UTC";

  private Constants() {}

  static Literal of(String value) {
    return new Literal(DataType.UTF8_VIEW, Objects.requireNonNull(value));
  }

  static Literal of(byte[] value) {
    return new Literal(DataType.BINARY, Bytes.copyOf(value));
  }

  static Literal of(BigDecimal value) {
    BigDecimal whole = value.scale() < 0 ? value.setScale(0) : value;
    int digits = Math.max(whole.precision(), whole.scale());
    if (digits > DECIMAL256_DIGITS) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot make a decimal of "
              + value
              + ": found "
              + digits
              + " digits, expected at most "
              + DECIMAL256_DIGITS);
    }
    TypeId id = digits > DECIMAL128_DIGITS ? TypeId.DECIMAL256 : TypeId.DECIMAL128;
    return new Literal(new DataType.Decimal(id, digits, whole.scale()), whole.unscaledValue());
  }

  static Literal of(LocalDate value) {
    return new Literal(DataType.DATE32, value.toEpochDay());
  }

  static Literal of(LocalTime value) {
    TimeUnit unit = unit(value.getNano());
    return new Literal(
        new DataType.Time(TypeId.TIME64, unit),
        count(value.toSecondOfDay(), value.getNano(), unit));
  }

  static Literal of(LocalDateTime value) {
    return timestamp(value.toInstant(ZoneOffset.UTC), null);
  }

  static Literal of(Instant value) {
    return timestamp(value, UTC);
  }

  static Literal of(Duration value) {
    TimeUnit unit = unit(value.getNano());
    return new Literal(
        new DataType.Duration(unit), count(value.getSeconds(), value.getNano(), unit));
  }

  private static Literal timestamp(Instant value, String zone) {
    TimeUnit unit = unit(value.getNano());
    return new Literal(
        DataType.timestamp(unit, zone), count(value.getEpochSecond(), value.getNano(), unit));
  }

  private static TimeUnit unit(int nanos) {
    return nanos % NANOS_A_MICRO == 0 ? TimeUnit.MICROSECOND : TimeUnit.NANOSECOND;
  }

  private static long count(long seconds, int nanos, TimeUnit unit) {
    BigInteger fraction =
        BigInteger.valueOf(unit == TimeUnit.NANOSECOND ? nanos : nanos / NANOS_A_MICRO);
    BigInteger count =
        BigInteger.valueOf(seconds).multiply(BigInteger.valueOf(unit.perSecond())).add(fraction);
    if (count.bitLength() >= Long.SIZE) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot make a constant of time: found "
              + count
              + unit.spelling()
              + ", expected 64 bits");
    }
    return count.longValue();
  }
}
