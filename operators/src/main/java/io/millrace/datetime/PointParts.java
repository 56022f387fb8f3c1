// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.LongBlock;
import io.millrace.datetime.DatePart.Field;
import io.millrace.expr.Chrono;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.value.TimeText;
import io.millrace.value.Zone;

/**
 * Fields of dates, times and timestamps, in the local time of zones. Those that are out of the
 * calendar's years, or of the day's hours, have none.
 */
final class PointParts {
  private static final long NANOS = 1_000_000_000L;

  private PointParts() {}

  static Kernel kernel(Field field, DataType type) {
    if (type instanceof DataType.Time time) {
      return ofTimes(field, time);
    }
    if (type.equals(DataType.DATE32)) {
      return ofDays(field);
    }
    DataType.Timestamp stamp =
        type instanceof DataType.Timestamp given
            ? given
            : (DataType.Timestamp) DataType.timestamp(TimeUnit.MILLISECOND);
    if (field == Field.EPOCH) {
      return DatePart.quotients(stamp.unit().perSecond());
    }
    Zone zone = stamp.zone() == null ? Zone.UTC : Zone.of(stamp.zone());
    return ofMoments(field, stamp.unit(), zone);
  }

  private static Kernel ofTimes(Field field, DataType.Time type) {
    TimeUnit unit = type.unit();
    if (field == Field.EPOCH) {
      return DatePart.quotients(unit.perSecond());
    }
    if (field.compareTo(Field.HOUR) < 0) {
      throw DatePart.refused(type, field);
    }
    long per = unit.perSecond();
    return DatePart.wholes(
        (value, result, row) -> {
          result[row] = ofDay(field, value / per, value % per * unit.nanos());
          return value >= 0 && value < per * TimeText.SECONDS_OF_DAY;
        });
  }

  private static Kernel ofDays(Field field) {
    if (field == Field.EPOCH) {
      return DatePart.quotients(1.0 / TimeText.SECONDS_OF_DAY);
    }
    if (field.compareTo(Field.HOUR) >= 0) {
      return DatePart.wholes(
          (value, result, row) -> {
            result[row] = 0;
            return true;
          });
    }
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[1]).values;
          long[] result = ((LongBlock) out).values;
          CalendarDay day = new CalendarDay();
          for (int row = 0; row < rows; row++) {
            if (Chrono.holdsDay(values[row])) {
              day.move(values[row]);
              result[row] = ofDate(field, day);
            } else {
              out.setNull(row);
            }
          }
        };
  }

  private static Kernel ofMoments(Field field, TimeUnit unit, Zone zone) {
    long per = unit.perSecond();
    boolean ofDate = field.compareTo(Field.HOUR) < 0;
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[1]).values;
          long[] result = ((LongBlock) out).values;
          CalendarDay day = new CalendarDay();
          for (int row = 0; row < rows; row++) {
            long second = Math.floorDiv(values[row], per);
            if (!Chrono.holdsDay(Math.floorDiv(second, TimeText.SECONDS_OF_DAY))) {
              out.setNull(row);
              continue;
            }
            long local = second + zone.offsetAt(second);
            long epochDay = Math.floorDiv(local, TimeText.SECONDS_OF_DAY);
            if (ofDate) {
              day.move(epochDay);
              result[row] = ofDate(field, day);
            } else {
              long nanos = (values[row] - second * per) * unit.nanos();
              result[row] = ofDay(field, local - epochDay * TimeText.SECONDS_OF_DAY, nanos);
            }
          }
        };
  }

  private static long ofDate(Field field, CalendarDay day) {
    return switch (field) {
      case YEAR -> day.year();
      case QUARTER -> day.quarter();
      case MONTH -> day.month();
      case WEEK -> day.isoWeek();
      case DAY -> day.dayOfMonth();
      case DOY -> day.dayOfYear();
      case DOW -> day.weekdayFromSunday();
      case ISODOW -> day.weekday() + 1;
      case ISOYEAR -> day.isoYear();
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND, EPOCH ->
          throw new AssertionError(field);
    };
  }

  private static long ofDay(Field field, long second, long nanos) {
    return switch (field) {
      case HOUR -> second / 3600;
      case MINUTE -> second / 60 % 60;
      case SECOND -> second % 60;
      case MILLISECOND -> second % 60 * 1_000 + nanos / 1_000_000;
      case MICROSECOND -> second % 60 * 1_000_000 + nanos / 1_000;
      case NANOSECOND -> second % 60 * NANOS + nanos;
      case YEAR, QUARTER, MONTH, WEEK, DAY, DOY, DOW, ISODOW, ISOYEAR, EPOCH ->
          throw new AssertionError(field);
    };
  }
}
