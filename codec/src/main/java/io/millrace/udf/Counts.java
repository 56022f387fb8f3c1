// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.TimeUnit;
import java.time.Instant;

/** {@code java.time} as counts of a unit; fractions below the unit are cut off downwards. */
final class Counts {
  private Counts() {}

  static long of(Instant instant, TimeUnit unit) {
    return of(instant.getEpochSecond(), instant.getNano(), unit);
  }

  /** Throws {@code ArithmeticException} where 64 bits do not hold the count. */
  static long of(long seconds, int nano, TimeUnit unit) {
    long fraction = nano / unit.nanos();
    if (seconds < 0 && fraction > 0) {
      long near = Math.multiplyExact(seconds + 1, unit.perSecond());
      return Math.addExact(near, fraction - unit.perSecond());
    }
    return Math.addExact(Math.multiplyExact(seconds, unit.perSecond()), fraction);
  }

  static long seconds(Object count, TimeUnit unit) {
    return Math.floorDiv((Long) count, unit.perSecond());
  }

  static long nanos(Object count, TimeUnit unit) {
    return Math.floorMod((Long) count, unit.perSecond()) * unit.nanos();
  }
}
