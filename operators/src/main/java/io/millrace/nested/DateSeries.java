// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.arithmetic.CalendarShift;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.nested.ListSeries.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Dates at a distance of months and days. */
record DateSeries(String function, End end) {
  private static final CalendarShift SHIFT = CalendarShift.of(DataType.DATE32);

  List<Object> between(long start, long stop, Interval step) {
    if (step.months() == 0 && step.days() == 0) {
      throw new EvaluationError(
          "Cannot compute " + function + ": step " + step + ", expected a day or more");
    }
    long last = end == End.INCLUDED ? stop : SHIFT.apply(stop, step, -1);
    boolean backwards = step.months() < 0 || step.days() < 0;
    List<Object> dates = new ArrayList<>();
    Long date = start;
    while (date != null && (backwards ? date >= last : date <= last)) {
      ListSize.check(function, dates.size() + 1, ListSize.SLOT);
      dates.add(date);
      date = next(date, step);
    }
    return Collections.unmodifiableList(dates);
  }

  /** Null where the calendar ends. */
  private static Long next(long date, Interval step) {
    try {
      return SHIFT.apply(date, step, 1);
    } catch (EvaluationError end) {
      return null;
    }
  }
}
