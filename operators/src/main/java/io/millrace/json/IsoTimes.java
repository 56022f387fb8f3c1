// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Dates, times and spans as ISO 8601 text; fractions only as far as they are not zero. */
final class IsoTimes {
  private static final long NANOS = 1_000_000_000L;
  private static final long MILLIS_OF_DAY = 86_400_000L;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private IsoTimes() {}

  /**
   * A value of a type of time, in {@code Literal}'s Java form; empty if it lies outside of day or
   * calendar.
   */
  static Optional<String> of(DataType type, Object value) {
    try {
      return Optional.of(text(type, value));
    } catch (DateTimeException | ArithmeticException outside) {
      return Optional.empty();
    }
  }

  private static String text(DataType type, Object value) {
    if (value instanceof Interval span) {
      return span(span.months(), span.days(), BigDecimal.valueOf(span.nanos(), 9));
    }
    long number = (Long) value;
    if (type instanceof DataType.Timestamp timestamp) {
      return timestamp(timestamp, number);
    } else if (type instanceof DataType.Time time) {
      return TIME.format(
          LocalTime.ofNanoOfDay(Math.multiplyExact(number, NANOS / time.unit().perSecond())));
    } else if (type instanceof DataType.Duration duration) {
      return span(0, 0, seconds(number, duration.unit()));
    } else if (type instanceof DataType.Interval interval) {
      return interval.unit() == IntervalUnit.YEAR_MONTH
          ? span((int) number, 0, BigDecimal.ZERO)
          : span(0, (int) (number >> 32), BigDecimal.valueOf((int) number, 3));
    }
    long days = type.id() == TypeId.DATE64 ? Math.floorDiv(number, MILLIS_OF_DAY) : number;
    return LocalDate.ofEpochDay(days).toString();
  }

  /** Milliseconds since the epoch, with {@code Z}. */
  static String instant(long millis) {
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    return text(time) + "Z";
  }

  private static String timestamp(DataType.Timestamp type, long number) {
    long perSecond = type.unit().perSecond();
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(number, perSecond),
            Math.floorMod(number, perSecond) * (NANOS / perSecond));
    if (type.zone() == null) {
      return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    ZoneOffset offset = ZoneId.of(type.zone()).getRules().getOffset(instant);
    return text(LocalDateTime.ofInstant(instant, offset)) + offset;
  }

  private static String text(LocalDateTime time) {
    return time.toLocalDate() + "T" + TIME.format(time);
  }

  private static BigDecimal seconds(long number, TimeUnit unit) {
    return BigDecimal.valueOf(number)
        .divide(BigDecimal.valueOf(unit.perSecond()), 9, RoundingMode.UNNECESSARY);
  }

  private static String span(int months, int days, BigDecimal seconds) {
    StringBuilder text = new StringBuilder("P");
    if (months != 0) {
      text.append(months).append('M');
    }
    if (days != 0) {
      text.append(days).append('D');
    }
    if (seconds.signum() != 0 || text.length() == 1) {
      String plain = seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
      text.append('T').append(plain).append('S');
    }
    return text.toString();
  }
}
