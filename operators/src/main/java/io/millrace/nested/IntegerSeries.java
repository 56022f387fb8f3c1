// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.EvaluationError;
import io.millrace.nested.ListSeries.End;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Integers at one distance, as a list that holds none of them. */
final class IntegerSeries extends AbstractList<Object> implements RandomAccess {
  private final long start;
  private final long step;
  private final int size;

  private IntegerSeries(long start, long step, int size) {
    this.start = start;
    this.step = step;
    this.size = size;
  }

  static List<Object> between(String function, long start, long stop, long step, End end) {
    if (step == 0) {
      throw new EvaluationError("Cannot compute " + function + ": step 0, expected another");
    }
    if (step > 0 ? start > stop : start < stop) {
      return List.of();
    }
    // The distance may take all 64 bits, as may the width of a step.
    long distance = step > 0 ? stop - start : start - stop;
    long width = step > 0 ? step : -step;
    if (end == End.EXCLUDED) {
      if (distance == 0) {
        return List.of();
      }
      distance--;
    }
    long steps = Long.divideUnsigned(distance, width);
    ListSize.check(function, steps < 0 ? Long.MAX_VALUE : steps, ListSize.SLOT);
    return new IntegerSeries(start, step, (int) steps + 1);
  }

  @Override
  public Object get(int index) {
    return start + index * step;
  }

  @Override
  public int size() {
    return size;
  }
}
