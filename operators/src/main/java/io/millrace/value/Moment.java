// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import io.millrace.expr.TimeUnit;
import org.apache.flink.annotation.Internal;

/**
 * A second and the nanoseconds after it; 1,000,000,000 and more of them where a leap second was
 * read.
 */
@Internal
public record Moment(long second, int nanos) {
  public static Moment of(long value, TimeUnit unit) {
    long per = unit.perSecond();
    long nanosEach = unit.nanos();
    return new Moment(Math.floorDiv(value, per), (int) (Math.floorMod(value, per) * nanosEach));
  }

  /** In whole units; finer parts are dropped. */
  public long in(TimeUnit unit) {
    long per = unit.perSecond();
    long part = per == 1 ? 0 : nanos / unit.nanos();
    try {
      return second < 0 && part > 0
          ? Math.addExact(Math.multiplyExact(second + 1, per), part - per)
          : Math.addExact(Math.multiplyExact(second, per), part);
    } catch (ArithmeticException e) {
      throw new EvaluationError(
          "Cannot convert "
              + TimestampText.of(second, TimeUnit.SECOND, null)
              + " to a timestamp in "
              + unit.spelling()
              + ": out of range");
    }
  }
}
