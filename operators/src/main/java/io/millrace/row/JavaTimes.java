// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * {@code java.time} to counts of a unit and back; fractions below the unit are cut off downwards.
 */
final class JavaTimes {
  private static final long DAY_MILLIS = 86_400_000L;

  private JavaTimes() {}

  static long days(LocalDate date, DataType type) {
    return type.id() == TypeId.DATE32
        ? Math.toIntExact(date.toEpochDay())
        : Math.multiplyExact(date.toEpochDay(), DAY_MILLIS);
  }

  static LocalDate date(long count, DataType type) {
    return LocalDate.ofEpochDay(
        type.id() == TypeId.DATE32 ? count : Math.floorDiv(count, DAY_MILLIS));
  }

  /** Of a local time, or of an instant as the clocks of UTC show it. */
  static long localCount(Object value, TimeUnit unit) {
    LocalDateTime local =
        value instanceof LocalDateTime plain
            ? plain
            : value instanceof java.sql.Timestamp sql ? sql.toLocalDateTime() : null;
    return local == null
        ? count(instant(value), unit)
        : count(local.toEpochSecond(ZoneOffset.UTC), local.getNano(), unit);
  }

  static LocalDateTime local(long count, TimeUnit unit) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(count, unit.perSecond()), fraction(count, unit), ZoneOffset.UTC);
  }

  static Instant instant(Object value) {
    if (value instanceof OffsetDateTime offset) {
      return offset.toInstant();
    }
    if (value instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    return value instanceof java.sql.Timestamp sql ? sql.toInstant() : (Instant) value;
  }

  static Instant instant(long count, TimeUnit unit) {
    return Instant.ofEpochSecond(Math.floorDiv(count, unit.perSecond()), fraction(count, unit));
  }

  static Duration duration(long count, TimeUnit unit) {
    return Duration.ofSeconds(Math.floorDiv(count, unit.perSecond()), fraction(count, unit));
  }

  static long count(Instant instant, TimeUnit unit) {
    return count(instant.getEpochSecond(), instant.getNano(), unit);
  }

  /** Throws {@code ArithmeticException} where 64 bits do not hold the count. */
  static long count(long seconds, int nano, TimeUnit unit) {
    long fraction = nano / unit.nanos();
    if (seconds < 0 && fraction > 0) {
      long near = Math.multiplyExact(seconds + 1, unit.perSecond());
      return Math.addExact(near, fraction - unit.perSecond());
    }
    return Math.addExact(Math.multiplyExact(seconds, unit.perSecond()), fraction);
  }

  private static int fraction(long count, TimeUnit unit) {
    return (int) (Math.floorMod(count, unit.perSecond()) * unit.nanos());
  }
}
