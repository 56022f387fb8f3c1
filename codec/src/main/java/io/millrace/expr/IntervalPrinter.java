// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * How arrow-rs spells intervals inside nested constants: {@code 1 mons 2 days 0.000000003 secs}.
 */
final class IntervalPrinter {
  private static final long NANOS = 1_000_000_000L;
  private static final long MILLIS = 1_000L;

  private IntervalPrinter() {}

  static String text(IntervalUnit unit, Object value) {
    return switch (unit) {
      case YEAR_MONTH -> yearMonth((Long) value);
      case DAY_TIME -> parts(0, (int) ((Long) value >> 32), ((Long) value).intValue(), MILLIS);
      case MONTH_DAY_NANO -> {
        Interval interval = (Interval) value;
        yield parts(interval.months(), interval.days(), interval.nanos(), NANOS);
      }
    };
  }

  private static String yearMonth(long months) {
    return Math.floorDiv(months, 12L) + " years " + Math.floorMod(months, 12L) + " mons";
  }

  private static String parts(int months, int days, long ticks, long perSecond) {
    List<String> parts = new ArrayList<>();
    add(parts, months, " mons");
    add(parts, days, " days");
    long seconds = ticks / perSecond;
    long minutes = seconds / 60;
    long hours = minutes / 60;
    add(parts, hours, " hours");
    add(parts, minutes - hours * 60, " mins");
    long second = seconds - minutes * 60;
    long fraction = ticks % perSecond;
    if (second != 0 || fraction != 0) {
      String digits = Long.toString(perSecond + Math.abs(fraction)).substring(1);
      parts.add((ticks < 0 ? "-" : "") + Math.abs(second) + "." + digits + " secs");
    }
    return parts.isEmpty() ? "0 secs" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount != 0) {
      parts.add(amount + unit);
    }
  }
}
