// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ValidRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Adds up doubles and counts them, for sum and average; null until the first value. State: count
 * and sum, and of a group with many values its other sums.
 *
 * <p>An addition has to wait for the one before it, so the values of large groups go to four sums
 * by turns. Which one a value goes to follows from its number in the group alone, never from where
 * a block, a bundle or a checkpoint ends, because the order of additions shows in the last digits.
 */
final class DoubleSum extends CountedDoubles implements Reversible {
  /** So many values are added up in order, in the one sum that most groups have. */
  static final int IN_ORDER = 1024;

  private static final int LANES = 4;

  /** How many sums a large group has besides. */
  static final int OTHERS = LANES - 1;

  /** The sums of lanes 1 to 3 where a group has more values; null elsewhere. */
  private double[][] others = new double[0][];

  /** Values without nulls between them. */
  private double[] dense = new double[0];

  DoubleSum(SumResult result) {
    super(result);
  }

  @Override
  public void resize(int count) {
    super.resize(count);
    others = Arrays.copyOf(others, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    double[] values = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      add(slots[row], values[row]);
    }
  }

  private void add(int slot, double value) {
    long before = counts[slot]++;
    if (before < IN_ORDER) {
      sums[slot] += value;
    } else {
      addByTurn(slot, (int) before & (LANES - 1), value);
    }
  }

  private void addByTurn(int slot, int lane, double value) {
    double[] more = others(slot);
    if (lane == 0) {
      sums[slot] += value;
    } else {
      more[lane - 1] += value;
    }
  }

  private double[] others(int slot) {
    if (others[slot] == null) {
      others[slot] = new double[OTHERS];
    }
    return others[slot];
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    int slot = slots[0];
    double[] values = ((DoubleBlock) args[0]).values;
    int count = rows;
    if (args[0].hasNulls(rows)) {
      count = gather(args[0], rows);
      values = dense;
    }
    int inOrder = (int) Math.max(0, Math.min(count, IN_ORDER - counts[slot]));
    double sum = sums[slot];
    for (int i = 0; i < inOrder; i++) {
      sum += values[i];
    }
    sums[slot] = sum;
    counts[slot] += inOrder;
    if (inOrder < count) {
      addByTurns(slot, values, inOrder, count);
      counts[slot] += count - inOrder;
    }
  }

  private int gather(Block block, int rows) {
    if (dense.length < rows) {
      dense = new double[block.capacity()];
    }
    return ValidRows.gather(((DoubleBlock) block).values, block.validWords(), rows, dense);
  }

  /** Begins with the lane whose turn it is. */
  private void addByTurns(int slot, double[] values, int from, int to) {
    double[] more = others(slot);
    double[] lanes = {sums[slot], more[0], more[1], more[2]};
    int first = (int) counts[slot] & 3;
    double a = lanes[first];
    double b = lanes[(first + 1) & 3];
    double c = lanes[(first + 2) & 3];
    double d = lanes[(first + 3) & 3];
    int i = from;
    int last = to - LANES;
    for (; i <= last; i += LANES) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    lanes[first] = a;
    lanes[(first + 1) & 3] = b;
    lanes[(first + 2) & 3] = c;
    lanes[(first + 3) & 3] = d;
    for (int lane = first; i < to; i++, lane++) {
      lanes[lane & 3] += values[i];
    }
    sums[slot] = lanes[0];
    System.arraycopy(lanes, 1, more, 0, more.length);
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    double[] values = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      sums[slots[row]] -= values[row];
      counts[slots[row]]--;
    }
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingSum(result));
  }

  @Override
  public List<Object> state(int slot) {
    if (others[slot] == null) {
      return super.state(slot);
    }
    List<Object> state = new ArrayList<>(super.state(slot));
    for (double other : others[slot]) {
      state.add(other);
    }
    return state;
  }

  @Override
  public void load(int slot, List<Object> state) {
    others[slot] = null;
    super.load(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    super.merge(slot, state);
    for (int i = 2; i < state.size(); i++) {
      others(slot)[i - 2] += (Double) state.get(i);
    }
  }

  @Override
  double sum(int slot) {
    double[] more = others[slot];
    return more == null ? sums[slot] : (sums[slot] + more[0]) + (more[1] + more[2]);
  }
}
