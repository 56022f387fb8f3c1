// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.Int128Block;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.IntervalText;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.value.Unreadable;

/** Casts between intervals and durations. */
final class IntervalCasts {
  private IntervalCasts() {}

  static Kernel toMonthDayNano(DataType from) {
    if (from instanceof DataType.Duration duration) {
      long nanos = duration.unit().nanos();
      return (Kernel.Row) (args, row, out) -> set(out, row, 0, exactly(value(args, row), nanos));
    }
    if (from.equals(DataType.INTERVAL_YEAR_MONTH)) {
      return (Kernel.Row) (args, row, out) -> set(out, row, value(args, row) << 32, 0);
    }
    return (Kernel.Row)
        (args, row, out) -> {
          long value = value(args, row);
          set(out, row, value >>> 32, (int) value * 1_000_000L);
        };
  }

  private static long value(Block[] args, int row) {
    return ((LongBlock) args[0]).values[row];
  }

  private static void set(Block out, int row, long high, long low) {
    Int128Block result = (Int128Block) out;
    result.high[row] = high;
    result.low[row] = low;
  }

  private static long exactly(long value, long factor) {
    try {
      return Math.multiplyExact(value, factor);
    } catch (ArithmeticException e) {
      throw new EvaluationError("Cannot cast duration " + value + " to an interval: out of range");
    }
  }

  /** Months and days have no fixed length. */
  static Kernel toDuration(TimeUnit unit) {
    long nanos = unit.nanos();
    return (Kernel.Row)
        (args, row, out) -> {
          Int128Block in = (Int128Block) args[0];
          if (in.high[row] != 0) {
            throw new EvaluationError(
                "Cannot cast interval to duration: it has months or days, expected none");
          }
          ((LongBlock) out).values[row] = in.low[row] / nanos;
        };
  }

  /** {@code unit} is that of an amount without one. */
  static Interval parse(String text, IntervalText.Unit unit) {
    try {
      return IntervalText.parse(text, unit);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new EvaluationError("Cannot read interval '" + text + "': " + e.getMessage());
    }
  }

  static long parseMonths(String text) {
    Interval interval = parse(text, IntervalText.Unit.YEAR);
    if (interval.days() != 0 || interval.nanos() != 0) {
      throw Unreadable.as(text, DataType.INTERVAL_YEAR_MONTH);
    }
    return interval.months();
  }

  static long parseDayTime(String text) {
    Interval interval = parse(text, IntervalText.Unit.DAY);
    long days = interval.months() * 30L + interval.days();
    long millis = interval.nanos() / 1_000_000;
    if (interval.nanos() % 1_000_000 != 0
        || millis != (int) millis
        || days != (int) days
        || interval.months() * 30L != (int) (interval.months() * 30L)) {
      throw Unreadable.as(text, DataType.INTERVAL_DAY_TIME);
    }
    return days << 32 | (millis & 0xFFFFFFFFL);
  }
}
