// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The mean of durations, cut to whole units; null until the first value. State: count and sum. */
final class DurationMean implements Retractable {
  private long[] sums = new long[0];
  private long[] counts = new long[0];

  @Override
  public void resize(int count) {
    sums = Arrays.copyOf(sums, count);
    counts = Arrays.copyOf(counts, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    LongBlock values = (LongBlock) args[0];
    for (int i = 0; i < rows; i++) {
      if (!values.isNull(i)) {
        sums[slots[i]] += values.values[i];
        counts[slots[i]]++;
      }
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    LongBlock values = (LongBlock) args[0];
    for (int i = 0; i < rows; i++) {
      if (!values.isNull(i)) {
        sums[slots[i]] -= values.values[i];
        counts[slots[i]]--;
      }
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new DurationMean());
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(counts[slot], sums[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    counts[slot] = (Long) state.get(0);
    sums[slot] = (Long) state.get(1);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    counts[slot] += (Long) state.get(0);
    sums[slot] += (Long) state.get(1);
  }

  @Override
  public void result(int slot, Block out, int row) {
    if (counts[slot] == 0) {
      out.setNull(row);
    } else {
      out.setValid(row);
      ((LongBlock) out).values[row] = sums[slot] / counts[slot];
    }
  }
}
