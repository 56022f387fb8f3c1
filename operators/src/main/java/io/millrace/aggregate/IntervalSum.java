// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Adds up month-day-nano intervals part by part; null until the first value. State: the sum. */
final class IntervalSum implements Retractable {
  private Interval[] sums = new Interval[0];

  /** How many values there are, or states that had some. */
  private long[] counts = new long[0];

  @Override
  public void resize(int count) {
    sums = Arrays.copyOf(sums, count);
    counts = Arrays.copyOf(counts, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      add(slots[i], (Interval) Cells.get(args[0], i, DataType.INTERVAL_MONTH_DAY_NANO));
    }
  }

  private void add(int slot, Interval value) {
    if (value != null) {
      Interval sum = sums[slot];
      counts[slot]++;
      sums[slot] =
          sum == null
              ? value
              : new Interval(
                  sum.months() + value.months(),
                  sum.days() + value.days(),
                  sum.nanos() + value.nanos());
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        int slot = slots[i];
        Interval value = (Interval) Cells.get(args[0], i, DataType.INTERVAL_MONTH_DAY_NANO);
        Interval sum = sums[slot];
        counts[slot]--;
        sums[slot] =
            counts[slot] == 0
                ? null
                : new Interval(
                    sum.months() - value.months(),
                    sum.days() - value.days(),
                    sum.nanos() - value.nanos());
      }
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new IntervalSum());
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(sums[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    sums[slot] = (Interval) state.get(0);
    counts[slot] = sums[slot] == null ? 0 : 1;
  }

  @Override
  public List<Object> frame(int slot) {
    return Arrays.asList(counts[slot], sums[slot]);
  }

  @Override
  public void loadFrame(int slot, List<Object> frame) {
    counts[slot] = (Long) frame.get(0);
    sums[slot] = (Interval) frame.get(1);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    add(slot, (Interval) state.get(0));
  }

  @Override
  public void result(int slot, Block out, int row) {
    Cells.set(out, row, DataType.INTERVAL_MONTH_DAY_NANO, sums[slot]);
  }
}
