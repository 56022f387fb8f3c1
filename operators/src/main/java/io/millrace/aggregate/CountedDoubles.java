// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import java.util.Arrays;
import java.util.List;

/** A sum of doubles for each slot, and how many they are; null until the first. */
abstract class CountedDoubles implements Accumulator {
  final SumResult result;
  double[] sums = new double[0];
  long[] counts = new long[0];

  CountedDoubles(SumResult result) {
    this.result = result;
  }

  @Override
  public void resize(int count) {
    sums = Arrays.copyOf(sums, count);
    counts = Arrays.copyOf(counts, count);
  }

  /** The whole sum of a slot. */
  double sum(int slot) {
    return sums[slot];
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(counts[slot], sums[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    counts[slot] = 0;
    sums[slot] = 0;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    counts[slot] += (Long) state.get(0);
    sums[slot] += (Double) state.get(1);
  }

  @Override
  public final void result(int slot, Block out, int row) {
    if (counts[slot] == 0) {
      out.setNull(row);
      return;
    }
    out.setValid(row);
    ((DoubleBlock) out).values[row] =
        switch (result) {
          case SUM -> sum(slot);
          case MEAN -> sum(slot) / counts[slot];
        };
  }
}
