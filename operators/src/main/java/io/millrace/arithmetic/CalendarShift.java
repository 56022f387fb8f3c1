// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.EvaluationError;
import io.millrace.expr.Chrono;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.TypeId;
import io.millrace.value.Zone;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.annotation.Internal;

/** Moves a date, time or timestamp by an interval: months first, then days, then nanoseconds. */
@Internal
@FunctionalInterface
public interface CalendarShift {
  long NANOS_PER_DAY = 86_400_000_000_000L;
  long MILLIS_PER_DAY = 86_400_000L;

  /** {@code sign} is 1 or -1. */
  long apply(long value, Interval span, int sign);

  static CalendarShift of(DataType type) {
    if (type instanceof DataType.Timestamp stamp) {
      Zone zone = stamp.zone() == null ? Zone.UTC : Zone.of(stamp.zone());
      long perSecond = stamp.unit().perSecond();
      return (value, span, sign) -> timestamp(value, span, sign, zone, perSecond);
    }
    if (type instanceof DataType.Time time) {
      long unit = time.unit().nanos();
      return (value, span, sign) -> time(value, span, sign, unit);
    }
    return type.id() == TypeId.DATE32
        ? (value, span, sign) -> date(value, span, sign)
        : (value, span, sign) -> date(value / MILLIS_PER_DAY, span, sign) * MILLIS_PER_DAY;
  }

  private static long date(long days, Interval span, int sign) {
    try {
      LocalDate moved = LocalDate.ofEpochDay(days).plusMonths(sign * (long) span.months());
      long result = moved.toEpochDay() + sign * (long) span.days();
      result += sign * (span.nanos() / NANOS_PER_DAY);
      if (Chrono.holdsDay(result)) {
        return result;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw outOfRange("date");
    }
    throw outOfRange("date");
  }

  /** Months and days do not change a time of day. */
  private static long time(long value, Interval span, int sign, long nanosPerUnit) {
    long nanos = value * nanosPerUnit + sign * (span.nanos() % NANOS_PER_DAY);
    return Math.floorMod(nanos, NANOS_PER_DAY) / nanosPerUnit;
  }

  private static long timestamp(long value, Interval span, int sign, Zone zone, long perSecond) {
    try {
      long nanosPerUnit = 1_000_000_000L / perSecond;
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * nanosPerUnit);
      instant = local(inRange(instant), zone, sign * (long) span.months(), 0);
      instant = local(inRange(instant), zone, 0, sign * (long) span.days());
      instant = inRange(instant);
      instant = sign > 0 ? instant.plusNanos(span.nanos()) : instant.minusNanos(span.nanos());
      instant = inRange(instant);
      long second = instant.getEpochSecond();
      long rest = instant.getNano() / nanosPerUnit;
      if (second < 0 && rest > 0) {
        // The least values have a second that is less than any.
        second++;
        rest -= perSecond;
      }
      return Math.addExact(Math.multiplyExact(second, perSecond), rest);
    } catch (DateTimeException | ArithmeticException e) {
      throw outOfRange("timestamp");
    }
  }

  private static Instant inRange(Instant instant) {
    if (!Chrono.holdsSecond(instant.getEpochSecond())) {
      throw outOfRange("timestamp");
    }
    return instant;
  }

  /** A local time that does not exist, or exists twice, is no answer. */
  private static Instant local(Instant instant, Zone zone, long months, long days) {
    if (months == 0 && days == 0) {
      return instant;
    }
    long second = instant.getEpochSecond();
    LocalDateTime moved =
        LocalDateTime.ofEpochSecond(second + zone.offsetAt(second), 0, ZoneOffset.UTC)
            .plusMonths(months)
            .plusDays(days);
    long utc = zone.toUtc(moved.toEpochSecond(ZoneOffset.UTC));
    return Instant.ofEpochSecond(utc, instant.getNano());
  }

  private static EvaluationError outOfRange(String what) {
    return new EvaluationError("Cannot move a " + what + " by an interval: it is out of range");
  }
}
