// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.datetime.DatePart.Field;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.kernel.Kernel;
import io.millrace.value.TimeText;

/**
 * Fields of intervals and durations, as DataFusion has them: seconds and fraction together count as
 * nanoseconds of 32 bits, which are added to the seconds where nanoseconds are asked for; where
 * they do not go into 32 bits, the fraction is lost.
 */
final class SpanParts {
  private static final long NANOS = 1_000_000_000L;
  private static final double SECONDS_OF_MONTH = 30.0 * TimeText.SECONDS_OF_DAY;

  private SpanParts() {}

  static Kernel ofDurations(Field field, DataType.Duration type) {
    long per = type.unit().perSecond();
    if (field == Field.EPOCH) {
      return epochOfDurations(type);
    }
    if (field.isOfSecond()) {
      return DatePart.wholes(
          (value, result, row) -> {
            long seconds = value / per;
            result[row] = ofSeconds(field, seconds, nanos(value, seconds, type));
            return seconds == (int) seconds;
          });
    }
    long length =
        switch (field) {
          case WEEK -> 7 * TimeText.SECONDS_OF_DAY;
          case DAY -> TimeText.SECONDS_OF_DAY;
          case HOUR -> 3600;
          case MINUTE -> 60;
          default -> throw DatePart.refused(type, field);
        };
    return DatePart.wholes(
        (value, result, row) -> {
          result[row] = value / per / length;
          return result[row] == (int) result[row];
        });
  }

  /** Seconds of 32 bits, with a fraction if that is not lost. */
  private static Kernel epochOfDurations(DataType.Duration type) {
    long per = type.unit().perSecond();
    return (Kernel.Row)
        (args, row, out) -> {
          long value = ((LongBlock) args[1]).values[row];
          long seconds = value / per;
          long all = nanos(value, seconds, type);
          long nanos = all == (int) all ? all % NANOS : 0;
          ((DoubleBlock) out).values[row] = seconds + nanos / 1e9;
          if (seconds != (int) seconds) {
            out.setNull(row);
          }
        };
  }

  /** All of a duration in nanoseconds; something that 32 bits do not hold where it is long. */
  private static long nanos(long value, long seconds, DataType.Duration type) {
    return Math.abs(seconds) < 3 ? value * type.unit().nanos() : Long.MAX_VALUE;
  }

  /**
   * Milliseconds and microseconds wrap at 32 bits.
   *
   * @param all the seconds and what is finer in nanoseconds
   */
  private static long ofSeconds(Field field, long seconds, long all) {
    long nanos = all == (int) all ? all : 0;
    return switch (field) {
      case MILLISECOND -> (int) (seconds * 1_000 + nanos % NANOS / 1_000_000);
      case MICROSECOND -> (int) (seconds * 1_000_000 + nanos % NANOS / 1_000);
      case NANOSECOND -> seconds * NANOS + nanos;
      default -> seconds;
    };
  }

  static Kernel ofIntervals(Field field, DataType.Interval type) {
    if (!has(type, field)) {
      throw DatePart.refused(type, field);
    }
    if (field == Field.EPOCH) {
      return (Kernel.Row)
          (args, row, out) -> ((DoubleBlock) out).values[row] = epoch(interval(args[1], row, type));
    }
    return (Kernel.Row)
        (args, row, out) -> {
          long part = part(field, interval(args[1], row, type));
          ((LongBlock) out).values[row] = part;
          if (field != Field.NANOSECOND && part != (int) part) {
            out.setNull(row);
          }
        };
  }

  private static boolean has(DataType.Interval type, Field field) {
    boolean ofMonths = field == Field.YEAR || field == Field.MONTH;
    boolean ofDays =
        switch (field) {
          case WEEK, DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> true;
          default -> false;
        };
    return field == Field.EPOCH
        || switch (type.unit()) {
          case YEAR_MONTH -> ofMonths;
          case DAY_TIME -> ofDays;
          case MONTH_DAY_NANO -> ofMonths || ofDays;
        };
  }

  private static Interval interval(Block block, int row, DataType.Interval type) {
    if (type.equals(DataType.INTERVAL_MONTH_DAY_NANO)) {
      return (Interval) Cells.get(block, row, type);
    }
    long value = ((LongBlock) block).values[row];
    return type.equals(DataType.INTERVAL_YEAR_MONTH)
        ? new Interval((int) value, 0, 0)
        : new Interval(0, (int) (value >> 32), (int) value * 1_000_000L);
  }

  private static double epoch(Interval span) {
    return span.months() * SECONDS_OF_MONTH
        + span.days() * (double) TimeText.SECONDS_OF_DAY
        + span.nanos() / 1e9;
  }

  private static long part(Field field, Interval span) {
    long seconds = span.nanos() / NANOS;
    return switch (field) {
      case YEAR -> span.months() / 12;
      case MONTH -> span.months() % 12;
      case WEEK -> span.days() / 7;
      case DAY -> span.days();
      case HOUR -> seconds / 3600;
      case MINUTE -> seconds / 60 % 60;
      default -> {
        long ofMinute = span.nanos() % (60 * NANOS);
        yield ofSeconds(field, ofMinute / NANOS, ofMinute);
      }
    };
  }
}
