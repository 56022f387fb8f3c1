// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.arithmetic.CalendarShift;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.TimeUnit;
import io.millrace.nested.ListSeries.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Timestamps in nanoseconds at a distance of months, days and nanoseconds in the start's zone. */
final class TimestampSeries {
  private final String function;
  private final End end;
  private final long startUnit;
  private final long stopUnit;
  private final CalendarShift shift;

  TimestampSeries(String function, End end, DataType.Timestamp start, TimeUnit stop) {
    this.function = function;
    this.end = end;
    startUnit = start.unit().nanos();
    stopUnit = stop.nanos();
    shift = CalendarShift.of(DataType.timestamp(TimeUnit.NANOSECOND, start.zone()));
  }

  /** Null if nanoseconds don't reach to where it starts or ends. */
  List<Object> between(long start, long stop, Interval step) {
    long first;
    long last;
    try {
      first = Math.multiplyExact(start, startUnit);
      last = Math.multiplyExact(stop, stopUnit);
    } catch (ArithmeticException outOfRange) {
      return null;
    }
    if (step.months() == 0 && step.days() == 0 && step.nanos() == 0) {
      throw new EvaluationError(
          "Cannot compute " + function + ": step " + step + ", expected another");
    }
    boolean backwards = shift.apply(first, step, 1) < first;
    List<Object> stamps = new ArrayList<>();
    for (long at = first; !isPast(at, last, backwards); ) {
      long next;
      try {
        next = shift.apply(at, step, 1);
      } catch (EvaluationError noSuchTime) {
        break; // a step that has no end is not begun: the series ends before it
      }
      ListSize.check(function, stamps.size() + 1, ListSize.SLOT);
      stamps.add(at);
      at = next;
    }
    return Collections.unmodifiableList(stamps);
  }

  private boolean isPast(long at, long last, boolean backwards) {
    if (at == last) {
      return end == End.EXCLUDED;
    }
    return backwards ? at < last : at > last;
  }
}
