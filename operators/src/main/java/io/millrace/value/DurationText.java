// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.TimeUnit;
import org.apache.flink.annotation.Internal;

/** Durations as text. */
@Internal
public final class DurationText {
  /** Stands for durations that are longer than milliseconds in a long count. */
  private static final String TOO_LONG = "<invalid>";

  private static final long MOST_SECONDS = Long.MAX_VALUE / 1000;

  private DurationText() {}

  private static boolean isTooLong(long value, TimeUnit unit) {
    return switch (unit) {
      case SECOND -> value > MOST_SECONDS || value < -MOST_SECONDS;
      case MILLISECOND -> value == Long.MIN_VALUE;
      case MICROSECOND, NANOSECOND -> false;
    };
  }

  /** Such as {@code 1 days 2 hours 3 mins 4.500 secs}. */
  public static String of(long value, TimeUnit unit) {
    if (isTooLong(value, unit)) {
      return TOO_LONG;
    }
    long per = unit.perSecond();
    long seconds = value / per;
    long part = value % per;
    long minutes = seconds / 60;
    long hours = minutes / 60;
    StringBuilder out = new StringBuilder();
    out.append(hours / 24).append(" days ").append(hours % 24).append(" hours ");
    out.append(minutes % 60).append(" mins ");
    if (per == 1) {
      return out.append(seconds % 60).append(" secs").toString();
    }
    String digits = Long.toString(Math.abs(part) + per).substring(1);
    if (part < 0) {
      out.append('-').append(Math.abs(seconds % 60));
    } else {
      out.append(seconds % 60);
    }
    return out.append('.').append(digits).append(" secs").toString();
  }

  /** In the form of ISO 8601 with seconds only, such as {@code -PT93784.5S}. */
  public static String iso(long value, TimeUnit unit) {
    if (isTooLong(value, unit)) {
      return TOO_LONG;
    }
    if (value == 0) {
      return "P0D";
    }
    long per = unit.perSecond();
    String sign = value < 0 ? "-" : "";
    String text = sign + "PT" + Math.abs(value / per);
    long part = Math.abs(value % per);
    if (part == 0) {
      return text + "S";
    }
    String digits = Long.toString(part + per).substring(1);
    return text + "." + digits.replaceFirst("0+$", "") + "S";
  }
}
