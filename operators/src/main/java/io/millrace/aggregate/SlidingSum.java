// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import java.util.Arrays;
import java.util.Optional;

/**
 * Adds up doubles that come and go, for sum and average, with DataFusion's rounding: the rows of
 * each change are added up by themselves, in some sums by turns, and what that gives is added or
 * subtracted. So a large value that has gone leaves its error. Null while there is no value. State:
 * count and sum.
 */
final class SlidingSum extends CountedDoubles implements Retractable {
  private static final int LANES = 4;

  /** Where there are nulls. */
  private static final int LANES_OF_NULLS = 2;

  private final double[] lanes = new double[LANES];

  SlidingSum(SumResult result) {
    super(result);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    double[] values = ((DoubleBlock) args[0]).values;
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        sums[slots[i]] += values[i];
        counts[slots[i]]++;
      }
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    int count = args[0].countValid(rows);
    if (count > 0) {
      sums[slots[0]] += total(args[0], rows);
      counts[slots[0]] += count;
    }
  }

  /** Rows of one slot, as all are of a frame. */
  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    int count = args[0].countValid(rows);
    if (count > 0) {
      sums[slots[0]] -= total(args[0], rows);
      counts[slots[0]] -= count;
    }
  }

  private double total(Block block, int rows) {
    double[] values = ((DoubleBlock) block).values;
    if (rows == 1) {
      return values[0];
    }
    int turns = block.hasNulls(rows) ? LANES_OF_NULLS : LANES;
    Arrays.fill(lanes, 0);
    for (int i = 0; i < rows; i++) {
      if (!block.isNull(i)) {
        lanes[i % turns] += values[i];
      }
    }
    for (int half = turns / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingSum(result));
  }
}
