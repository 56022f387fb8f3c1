// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.EvaluationError;
import io.millrace.datetime.FormatField.Needs;
import io.millrace.expr.Chrono;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.value.TimeText;
import io.millrace.value.Zone;

/**
 * What the values of a type show of a point in time.
 *
 * @param perValue the seconds that a value counts; 1 where it counts the unit
 * @param zone that of clocks; UTC where the type has none
 * @param parts a set of {@link Needs}
 */
record PrintedType(DataType type, TimeUnit unit, long perValue, Zone zone, int parts) {
  static PrintedType of(DataType type) {
    if (type instanceof DataType.Timestamp stamp) {
      return stamp.zone() == null
          ? new PrintedType(type, stamp.unit(), 1, Zone.UTC, Needs.DATE_AND_TIME)
          : new PrintedType(type, stamp.unit(), 1, Zone.of(stamp.zone()), Needs.EVERYTHING);
    }
    if (type instanceof DataType.Time time) {
      return new PrintedType(type, time.unit(), 1, Zone.UTC, Needs.TIME);
    }
    return type.equals(DataType.DATE32)
        ? new PrintedType(
            type, TimeUnit.SECOND, TimeText.SECONDS_OF_DAY, Zone.UTC, Needs.DATE_AND_TIME)
        : new PrintedType(type, TimeUnit.MILLISECOND, 1, Zone.UTC, Needs.DATE_AND_TIME);
  }

  /** Fails if values do not have what the format shows, or the format is none. */
  FormatPrinter printer(TimeFormat format) {
    if (format.items() == null) {
      throw unprintable(format, "a specifier is unknown");
    }
    if ((format.needs() & ~parts) != 0) {
      throw unprintable(format, "a specifier shows what values of that type do not have");
    }
    return new FormatPrinter(format);
  }

  private EvaluationError unprintable(TimeFormat format, String why) {
    return new EvaluationError("Cannot print " + type + " by format '" + format + "': " + why);
  }

  void print(long value, FormatPrinter printer) {
    long per = unit.perSecond();
    if (parts == Needs.TIME) {
      int second = TimeText.secondOfDay(value, unit);
      printer.print(second, (int) (value % per * unit.nanos()), 0);
      return;
    }
    long second = per == 1 ? value * perValue : Math.floorDiv(value, per);
    if (!Chrono.holdsDay(Math.floorDiv(second, TimeText.SECONDS_OF_DAY))) {
      throw new EvaluationError("Cannot print " + type + " " + value + ": out of range");
    }
    int nanos = (int) ((value * perValue - second * per) * unit.nanos());
    printer.print(second, nanos, zone.offsetAt(second));
  }
}
