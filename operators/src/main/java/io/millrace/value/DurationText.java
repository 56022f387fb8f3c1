// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.TimeUnit;
import org.apache.flink.annotation.Internal;

/** Durations as text, such as {@code 1 days 2 hours 3 mins 4.500 secs}. */
@Internal
public final class DurationText {
  private DurationText() {}

  public static String of(long value, TimeUnit unit) {
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
}
