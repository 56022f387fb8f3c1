// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.time.LocalDate;
import org.apache.flink.annotation.Internal;

/** From when to when the calendar of chrono goes, the library with which DataFusion reckons. */
@Internal
public final class Chrono {
  public static final int FIRST_YEAR = -262_143;
  public static final int LAST_YEAR = 262_142;

  /** Counted from 1970. */
  public static final long FIRST_DAY = LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay();

  public static final long LAST_DAY = LocalDate.of(LAST_YEAR, 12, 31).toEpochDay();

  private static final long SECONDS_OF_DAY = 86_400;

  private Chrono() {}

  /** Whether there is such a day. */
  public static boolean holdsDay(long epochDay) {
    return epochDay >= FIRST_DAY && epochDay <= LAST_DAY;
  }

  /** Whether there is such a second, counted from 1970. */
  public static boolean holdsSecond(long second) {
    return holdsDay(Math.floorDiv(second, SECONDS_OF_DAY));
  }
}
