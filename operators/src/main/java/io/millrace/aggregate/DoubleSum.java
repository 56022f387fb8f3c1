// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ValidRows;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up doubles and counts them, for sum and average; null until the first value. State: count
 * and sum.
 */
final class DoubleSum implements Accumulator {
  /** What is made of the sum. */
  enum Result {
    SUM,
    MEAN
  }

  private final Result result;
  private double[] sums = new double[0];
  private long[] counts = new long[0];

  DoubleSum(Result result) {
    this.result = result;
  }

  @Override
  public void resize(int count) {
    sums = Arrays.copyOf(sums, count);
    counts = Arrays.copyOf(counts, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    double[] values = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      sums[slots[row]] += values[row];
      counts[slots[row]]++;
    }
  }

  /** One after another as above: the order of additions shows in the last digits of a sum. */
  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    double[] values = ((DoubleBlock) args[0]).values;
    double sum = sums[slots[0]];
    if (args[0].hasNulls(rows)) {
      ValidRows left = new ValidRows(args[0], rows);
      for (int row = left.next(); row >= 0; row = left.next()) {
        sum += values[row];
      }
    } else {
      for (int row = 0; row < rows; row++) {
        sum += values[row];
      }
    }
    sums[slots[0]] = sum;
    counts[slots[0]] += args[0].countValid(rows);
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(counts[slot], sums[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    counts[slot] = (Long) state.get(0);
    sums[slot] = (Double) state.get(1);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    counts[slot] += (Long) state.get(0);
    sums[slot] += (Double) state.get(1);
  }

  @Override
  public void result(int slot, Block out, int row) {
    if (counts[slot] == 0) {
      out.setNull(row);
      return;
    }
    out.setValid(row);
    ((DoubleBlock) out).values[row] = result == Result.SUM ? sums[slot] : sums[slot] / counts[slot];
  }
}
