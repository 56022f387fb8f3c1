// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.expr.Chrono;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.value.Integers;
import io.millrace.value.Moment;
import io.millrace.value.TimeText;
import io.millrace.value.Zone;

/** Casts among dates, times, timestamps and durations. */
final class TimeCasts {
  static final long MILLIS_OF_DAY = 86_400_000L;

  private TimeCasts() {}

  static Kernel kernel(DataType from, DataType to) {
    if (from instanceof DataType.Timestamp stamp) {
      return fromTimestamp(stamp, to);
    }
    if (to instanceof DataType.Timestamp stamp) {
      return dateToTimestamp(from, stamp);
    }
    if (from instanceof DataType.Duration source && to instanceof DataType.Duration target) {
      return rescale(source.unit(), target.unit(), to);
    }
    if (from instanceof DataType.Time source && to instanceof DataType.Time target) {
      return timeToTime(source, target);
    }
    return from.id() == TypeId.DATE32
        ? (Kernel.Ll) days -> days * MILLIS_OF_DAY
        : (Kernel.Ll) millis -> narrowed(millis / MILLIS_OF_DAY, to);
  }

  private static Kernel timeToTime(DataType.Time from, DataType.Time to) {
    long source = from.unit().perSecond();
    long target = to.unit().perSecond();
    if (source >= target) {
      long divisor = source / target;
      return to.id() == TypeId.TIME32
          ? (Kernel.Ll) value -> (int) (value / divisor)
          : (Kernel.Ll) value -> value / divisor;
    }
    long factor = target / source;
    return to.id() == TypeId.TIME32
        ? (Kernel.Ll) value -> narrowed(value * factor, to)
        : (Kernel.Ll) value -> value * factor;
  }

  private static long narrowed(long value, DataType type) {
    if (value != (int) value) {
      throw Integers.outOfRange(Long.toString(value), type);
    }
    return value;
  }

  /** Towards zero where units get coarser. */
  private static Kernel rescale(TimeUnit from, TimeUnit to, DataType type) {
    if (from == to) {
      return Casts.copy(io.millrace.column.Lane.LONG);
    }
    if (from.perSecond() > to.perSecond()) {
      long divisor = from.perSecond() / to.perSecond();
      return (Kernel.Ll) value -> value / divisor;
    }
    long factor = to.perSecond() / from.perSecond();
    return (Kernel.Ll) value -> times(value, factor, type);
  }

  private static long times(long value, long factor, DataType type) {
    long result = value * factor;
    if (Math.multiplyHigh(value, factor) != result >> 63) {
      throw Integers.outOfRange(Long.toString(value), type);
    }
    return result;
  }

  private static Kernel fromTimestamp(DataType.Timestamp from, DataType to) {
    TimeUnit unit = from.unit();
    Zone zone = from.zone() == null ? Zone.UTC : Zone.of(from.zone());
    if (to instanceof DataType.Timestamp target) {
      Kernel rescaled = rescale(unit, target.unit(), to);
      return from.zone() == null && target.zone() != null ? localised(target, rescaled) : rescaled;
    }
    if (to.id() == TypeId.DATE32) {
      return (Kernel.Ll)
          value -> Math.floorDiv(local(value, unit, zone, to), TimeText.SECONDS_OF_DAY);
    }
    if (to.id() == TypeId.DATE64) {
      return rescale(unit, TimeUnit.MILLISECOND, to);
    }
    long nanosEach = ((DataType.Time) to).unit().nanos();
    return (Kernel.Ll)
        value -> {
          long second = Math.floorMod(local(value, unit, zone, to), TimeText.SECONDS_OF_DAY);
          return (second * 1_000_000_000L + Moment.of(value, unit).nanos()) / nanosEach;
        };
  }

  private static long local(long value, TimeUnit unit, Zone zone, DataType to) {
    long second = Math.floorDiv(value, unit.perSecond());
    checkCalendar(second, value, to);
    return second + zone.offsetAt(second);
  }

  private static void checkCalendar(long second, long value, DataType to) {
    if (!Chrono.holdsSecond(second)) {
      throw Integers.outOfRange(Long.toString(value), to);
    }
  }

  /** Local times become the instants at which clocks of the zone show them. */
  private static Kernel localised(DataType.Timestamp to, Kernel rescaled) {
    Zone zone = Zone.of(to.zone());
    long per = to.unit().perSecond();
    Kernel.Ll shift =
        value -> {
          long local = Math.floorDiv(value, per);
          checkCalendar(local, value, to);
          return shifted(value, zone.toUtc(local) - local, per, to);
        };
    return rescaled instanceof Kernel.Ll first
        ? (Kernel.Ll) value -> shift.apply(first.apply(value))
        : shift;
  }

  private static long shifted(long value, long seconds, long per, DataType to) {
    long result = value + seconds * per;
    if (seconds < 0 ? result > value : result < value) {
      throw Integers.outOfRange(Long.toString(value), to);
    }
    return result;
  }

  private static Kernel dateToTimestamp(DataType from, DataType.Timestamp to) {
    TimeUnit unit = to.unit();
    Kernel.Ll midnight =
        from.id() == TypeId.DATE32
            ? days -> times(days, unit.perSecond() * TimeText.SECONDS_OF_DAY, to)
            : unit == TimeUnit.SECOND
                ? millis -> millis / 1000
                : millis -> times(millis, unit.perSecond() / 1000, to);
    if (to.zone() == null) {
      return midnight;
    }
    return localised(to, midnight);
  }
}
