// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.IntervalText;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.value.DateText;
import io.millrace.value.Moment;
import io.millrace.value.TimeText;
import io.millrace.value.Zone;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** One field of a date, a time or a span. */
final class DatePart {
  private enum Field {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    DOY,
    DOW,
    ISODOW,
    ISOYEAR,
    HOUR,
    MINUTE,
    SECOND,
    MILLISECOND,
    MICROSECOND,
    NANOSECOND,
    EPOCH
  }

  private DatePart() {}

  static DataType type(Call call) {
    return switch (field(call)) {
      case EPOCH -> DataType.FLOAT64;
      case NANOSECOND -> DataType.INT64;
      default -> DataType.INT32;
    };
  }

  /** Quotes round the name are taken off, and plurals and short forms known. */
  private static Field field(Call call) {
    String text = call.constantText(0);
    if (text == null) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH, "Cannot bind date_part: the part must be a constant text");
    }
    String name = text.replaceAll("^['\"]+|['\"]+$", "").toLowerCase(Locale.ROOT);
    try {
      return Field.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return unit(name);
    }
  }

  private static Field unit(String name) {
    try {
      return Field.valueOf(IntervalText.Unit.named(name).name());
    } catch (IllegalArgumentException e) {
      Field qualified = name.equals("qtr") || name.equals("quarters") ? Field.QUARTER : null;
      if (qualified != null) {
        return qualified;
      }
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH, "Cannot bind date_part: there is no part '" + name + "'", e);
    }
  }

  static Kernel kernel(Call call) {
    Field field = field(call);
    DataType type = call.type(1);
    if (type instanceof DataType.Interval) {
      return (Kernel.Row)
          (args, row, out) -> set(out, row, field, span(field, interval(args[1], row, type)));
    } else if (type instanceof DataType.Duration duration) {
      return (Kernel.Row)
          (args, row, out) ->
              set(out, row, field, elapsed(field, long_(args[1], row), duration.unit()));
    }
    return moments(field, type);
  }

  private static long long_(Block block, int row) {
    return ((LongBlock) block).values[row];
  }

  private static void set(Block out, int row, Field field, double value) {
    if (field == Field.EPOCH) {
      ((DoubleBlock) out).values[row] = value;
    } else {
      ((LongBlock) out).values[row] = (long) value;
    }
  }

  private static Kernel moments(Field field, DataType type) {
    TimeUnit unit = unit(type);
    Zone zone =
        type instanceof DataType.Timestamp stamp && stamp.zone() != null
            ? Zone.of(stamp.zone())
            : Zone.UTC;
    boolean timeOnly = type instanceof DataType.Time;
    boolean days = type.equals(DataType.DATE32);
    return (Kernel.Row)
        (args, row, out) -> {
          long value = long_(args[1], row);
          Moment moment =
              days ? new Moment(value * TimeText.SECONDS_OF_DAY, 0) : Moment.of(value, unit);
          if (field == Field.EPOCH) {
            double divisor = days ? 1 : unit.perSecond();
            set(out, row, field, days ? moment.second() : value / divisor);
            return;
          }
          long local = moment.second() + zone.offsetAt(moment.second());
          ((LongBlock) out).values[row] = field(field, local, moment.nanos(), timeOnly);
        };
  }

  private static TimeUnit unit(DataType type) {
    if (type instanceof DataType.Timestamp stamp) {
      return stamp.unit();
    } else if (type instanceof DataType.Time time) {
      return time.unit();
    }
    return type.equals(DataType.DATE64) ? TimeUnit.MILLISECOND : TimeUnit.SECOND;
  }

  private static long field(Field field, long local, int nanos, boolean timeOnly) {
    long ofDay = Math.floorMod(local, TimeText.SECONDS_OF_DAY);
    return switch (field) {
      case HOUR -> ofDay / 3600;
      case MINUTE -> ofDay / 60 % 60;
      case SECOND -> ofDay % 60;
      case MILLISECOND -> ofDay % 60 * 1_000 + nanos / 1_000_000;
      case MICROSECOND -> ofDay % 60 * 1_000_000 + nanos / 1_000;
      case NANOSECOND -> ofDay % 60 * 1_000_000_000L + nanos;
      default -> {
        if (timeOnly) {
          throw new EvaluationError("Cannot compute date_part: a time of day has no " + field);
        }
        yield date(field, DateText.date(Math.floorDiv(local, TimeText.SECONDS_OF_DAY)));
      }
    };
  }

  private static long date(Field field, LocalDate date) {
    return switch (field) {
      case YEAR -> date.getYear();
      case QUARTER -> (date.getMonthValue() + 2) / 3;
      case MONTH -> date.getMonthValue();
      case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case ISOYEAR -> date.get(IsoFields.WEEK_BASED_YEAR);
      case DAY -> date.getDayOfMonth();
      case DOY -> date.getDayOfYear();
      case DOW -> date.getDayOfWeek().getValue() % 7;
      default -> date.getDayOfWeek().getValue();
    };
  }

  private static Interval interval(Block block, int row, DataType type) {
    if (type.equals(DataType.INTERVAL_MONTH_DAY_NANO)) {
      return (Interval) Cells.get(block, row, type);
    }
    long value = long_(block, row);
    return type.equals(DataType.INTERVAL_YEAR_MONTH)
        ? new Interval((int) value, 0, 0)
        : new Interval(0, (int) (value >> 32), (int) value * 1_000_000L);
  }

  private static double span(Field field, Interval span) {
    long seconds = span.nanos() / 1_000_000_000L;
    return switch (field) {
      case YEAR -> span.months() / 12;
      case MONTH -> span.months() % 12;
      case WEEK -> span.days() / 7;
      case DAY -> span.days();
      case EPOCH ->
          span.months() * 30.0 * TimeText.SECONDS_OF_DAY
              + span.days() * (double) TimeText.SECONDS_OF_DAY
              + span.nanos() / 1e9;
      case HOUR -> seconds / 3600;
      case MINUTE -> seconds / 60 % 60;
      default -> seconds(field, span.nanos());
    };
  }

  private static double seconds(Field field, long nanos) {
    long ofMinute = nanos % 60_000_000_000L;
    return switch (field) {
      case SECOND -> ofMinute / 1_000_000_000L;
      case MILLISECOND -> ofMinute / 1_000_000L;
      case MICROSECOND -> ofMinute / 1_000L;
      case NANOSECOND -> ofMinute;
      default -> throw new EvaluationError("Cannot compute date_part: a span has no " + field);
    };
  }

  private static double elapsed(Field field, long value, TimeUnit unit) {
    long per = unit.perSecond();
    return switch (field) {
      case WEEK -> value / per / 86_400 / 7;
      case DAY -> value / per / 86_400;
      case HOUR -> value / per / 3600;
      case MINUTE -> value / per / 60;
      case SECOND -> value / per;
      case EPOCH -> value / (double) per;
      default -> throw new EvaluationError("Cannot compute date_part: a duration has no " + field);
    };
  }
}
