// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.arithmetic.ConstantDivisor;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.value.TimeText;
import io.millrace.value.Zone;
import java.util.Locale;

/** The beginning of the calendar unit in which a moment lies. */
final class DateTrunc {
  private enum Unit {
    MICROSECOND(1_000L),
    MILLISECOND(1_000_000L),
    SECOND(1_000_000_000L),
    MINUTE(60_000_000_000L),
    HOUR(3_600_000_000_000L),
    DAY(0),
    WEEK(0),
    MONTH(0),
    QUARTER(0),
    YEAR(0);

    /** Zero from the day on. */
    final long nanos;

    Unit(long nanos) {
      this.nanos = nanos;
    }
  }

  private static final long NANOS_OF_DAY = 86_400_000_000_000L;
  private static final int BEFORE_GAP = 3 * 3600;

  private DateTrunc() {}

  static Kernel kernel(Call call) {
    Unit unit = unit(call);
    if (call.type(1) instanceof DataType.Time time) {
      return time(unit, time.unit());
    }
    DataType.Timestamp type = (DataType.Timestamp) call.type(1);
    Zone zone = type.zone() == null ? Zone.UTC : Zone.of(type.zone());
    boolean varies = call.constant(1) == null;
    boolean plainDay = unit == Unit.DAY && type.zone() == null && varies;
    if (plainDay || (unit.nanos > 0 && (zone.isFixed() || unit.compareTo(Unit.HOUR) < 0))) {
      long nanos = plainDay ? NANOS_OF_DAY : unit.nanos;
      long length = Math.max(1, nanos / type.unit().nanos());
      long offset = unit == Unit.HOUR ? zone.offsetAt(0) * type.unit().perSecond() : 0;
      return varies ? steps(length, offset) : constantSteps(unit, length, zone, type.unit());
    }
    return calendar(unit, type.unit(), zone);
  }

  private static Unit unit(Call call) {
    String name = call.constantText(0);
    if (name == null) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH, "Cannot bind date_trunc: granularity must be a constant text");
    }
    try {
      return Unit.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind date_trunc: granularity '"
              + name
              + "', expected microsecond, millisecond, second, minute, hour, day, week, month,"
              + " quarter or year",
          e);
    }
  }

  private static Kernel time(Unit unit, TimeUnit of) {
    if (unit.nanos == 0) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH, "Cannot bind date_trunc: a time of day has no " + unit);
    }
    return steps(Math.max(1, unit.nanos / of.nanos()), 0);
  }

  /**
   * As DataFusion does, constants alone are held to the years that nanoseconds can count, and go
   * towards 1970 where parts of seconds are cut, or minutes of a zone that was seconds off.
   */
  private static Kernel constantSteps(Unit unit, long length, Zone zone, TimeUnit of) {
    boolean parts = unit.compareTo(Unit.SECOND) < 0;
    return (Kernel.Row)
        (args, row, out) -> {
          long value = checked(((LongBlock) args[1]).values[row], of);
          long second = Math.floorDiv(value, of.perSecond());
          long offset = parts ? 0 : zone.offsetAt(second) * of.perSecond();
          long start = parts ? value : value - Math.floorMod(value + offset, length);
          if (start > value) {
            throw outOfRange(value);
          }
          boolean cut = parts || unit == Unit.MINUTE;
          ((LongBlock) out).values[row] = checked(cut ? start - start % length : start, of);
        };
  }

  /** Steps of one length, one of which begins {@code offset} before zero. */
  private static Kernel.Blocks steps(long length, long offset) {
    if (length == 1) {
      Kernel.Blocks copy =
          (args, out, rows, errors) ->
              System.arraycopy(((LongBlock) args[1]).values, 0, ((LongBlock) out).values, 0, rows);
      return copy.byValue(new Kernel.Alone(1, (Kernel.Ll) value -> value));
    }
    ConstantDivisor step = ConstantDivisor.of(length);
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[1]).values;
          long[] result = ((LongBlock) out).values;
          for (int i = 0; i < rows; i++) {
            result[i] = step.floorMultiple(values[i] + offset) - offset;
          }
        };
    return loop.byValue(
        new Kernel.Alone(1, (Kernel.Ll) value -> step.floorMultiple(value + offset) - offset));
  }

  private static Kernel calendar(Unit unit, TimeUnit of, Zone zone) {
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[1]).values;
          long[] result = ((LongBlock) out).values;
          CalendarDay day = new CalendarDay();
          for (int row = 0; row < rows; row++) {
            if (!out.isNull(row)) {
              try {
                result[row] = calendar(values[row], unit, of, zone, day);
              } catch (EvaluationError e) {
                errors.mark(row, e);
              }
            }
          }
        };
    return loop.byValue(
        new Kernel.Alone(
            1, (Kernel.Ll) value -> calendar(value, unit, of, zone, new CalendarDay())));
  }

  private static long calendar(long value, Unit unit, TimeUnit of, Zone zone, CalendarDay day) {
    long second = Math.floorDiv(checked(value, of), of.perSecond());
    int offset = zone.offsetAt(second);
    long local = start(second + offset, unit, day);
    long utc = local - (zone.isFixed() ? offset : offsetOf(local, offset, zone));
    if (Math.multiplyHigh(utc, of.perSecond()) != (utc * of.perSecond()) >> 63) {
      throw outOfRange(value);
    }
    return checked(utc * of.perSecond(), of);
  }

  /** Where clocks skip the local time, they have not gone forward yet. */
  private static int offsetOf(long local, int wanted, Zone zone) {
    int[] offsets = zone.validOffsets(local);
    if (offsets.length == 0) {
      offsets = zone.validOffsets(local - BEFORE_GAP);
    }
    for (int each : offsets) {
      if (each == wanted) {
        return wanted;
      }
    }
    return offsets.length == 0 ? wanted : offsets[0];
  }

  private static long start(long local, Unit unit, CalendarDay day) {
    return unit == Unit.HOUR
        ? local - Math.floorMod(local, 3600)
        : first(Math.floorDiv(local, TimeText.SECONDS_OF_DAY), unit, day) * TimeText.SECONDS_OF_DAY;
  }

  /** The first day of the unit in which a day lies. */
  private static long first(long epochDay, Unit unit, CalendarDay day) {
    day.move(epochDay);
    return switch (unit) {
      case WEEK -> epochDay - day.weekday();
      case MONTH -> epochDay - day.dayOfMonth() + 1;
      case QUARTER -> day.firstOfQuarter();
      case YEAR -> epochDay - day.dayOfYear() + 1;
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY -> epochDay;
    };
  }

  /** The result must be within the years that nanoseconds can count. */
  private static long checked(long value, TimeUnit of) {
    long nanos = of.nanos();
    if (Math.multiplyHigh(value, nanos) != (value * nanos) >> 63) {
      throw outOfRange(value);
    }
    return value;
  }

  private static EvaluationError outOfRange(long value) {
    return new EvaluationError("Cannot truncate timestamp " + value + ": out of range");
  }
}
