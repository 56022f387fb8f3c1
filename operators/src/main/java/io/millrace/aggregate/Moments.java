// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Means and central moments of pairs by Welford's recurrence, merged as Chan, Golub and LeVeque do;
 * a pair with a null is none. State: the count, and the moments that the statistic keeps.
 */
final class Moments implements Reversible {
  private static final int MEAN_X = Statistic.Moment.MEAN_X.ordinal();
  private static final int MEAN_Y = Statistic.Moment.MEAN_Y.ordinal();
  private static final int SQUARES_X = Statistic.Moment.SQUARES_X.ordinal();
  private static final int SQUARES_Y = Statistic.Moment.SQUARES_Y.ordinal();
  private static final int PRODUCTS = Statistic.Moment.PRODUCTS.ordinal();

  private final Statistic statistic;
  private final DataType result;
  private long[] counts = new long[0];
  private double[][] moments = new double[0][];

  Moments(Statistic statistic, DataType result) {
    this.statistic = statistic;
    this.result = result;
  }

  @Override
  public void resize(int count) {
    int known = Math.min(count, counts.length);
    counts = Arrays.copyOf(counts, count);
    moments = Arrays.copyOf(moments, count);
    for (int slot = known; slot < count; slot++) {
      moments[slot] = new double[Statistic.Moment.values().length];
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new Moments(statistic, result));
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    int x = statistic.arguments() == Statistic.Arguments.X_Y ? 0 : 1;
    double[] xs = ((DoubleBlock) args[x]).values;
    double[] ys = ((DoubleBlock) args[1 - x]).values;
    for (int row = 0; row < rows; row++) {
      if (!args[0].isNull(row) && !args[1].isNull(row)) {
        remove(slots[row], xs[row], ys[row]);
      }
    }
  }

  private void remove(int slot, double x, double y) {
    double[] of = moments[slot];
    long count = --counts[slot];
    if (count == 0) {
      Arrays.fill(of, 0);
      return;
    }
    double distanceX = of[MEAN_X] - x;
    double distanceY = of[MEAN_Y] - y;
    of[MEAN_X] += distanceX / count;
    of[MEAN_Y] += distanceY / count;
    of[SQUARES_X] -= distanceX * (of[MEAN_X] - x);
    of[SQUARES_Y] -= distanceY * (of[MEAN_Y] - y);
    of[PRODUCTS] -= distanceX * (of[MEAN_Y] - y);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    int x = statistic.arguments() == Statistic.Arguments.X_Y ? 0 : 1;
    double[] xs = ((DoubleBlock) args[x]).values;
    double[] ys = ((DoubleBlock) args[1 - x]).values;
    for (int row = 0; row < rows; row++) {
      if (!args[0].isNull(row) && !args[1].isNull(row)) {
        add(slots[row], xs[row], ys[row]);
      }
    }
  }

  private void add(int slot, double x, double y) {
    double[] of = moments[slot];
    long count = ++counts[slot];
    double distanceX = x - of[MEAN_X];
    double distanceY = y - of[MEAN_Y];
    of[MEAN_X] += distanceX / count;
    of[MEAN_Y] += distanceY / count;
    of[SQUARES_X] += distanceX * (x - of[MEAN_X]);
    of[SQUARES_Y] += distanceY * (y - of[MEAN_Y]);
    of[PRODUCTS] += distanceX * (y - of[MEAN_Y]);
  }

  @Override
  public List<Object> state(int slot) {
    List<Object> state = new ArrayList<>();
    state.add(counts[slot]);
    statistic.kept().moments().forEach(moment -> state.add(moments[slot][moment.ordinal()]));
    return state;
  }

  @Override
  public void load(int slot, List<Object> state) {
    counts[slot] = (Long) state.get(0);
    moments[slot] = read(state);
  }

  /** What is not kept is 0. */
  private double[] read(List<Object> state) {
    double[] read = new double[Statistic.Moment.values().length];
    int place = 1;
    for (Statistic.Moment moment : statistic.kept().moments()) {
      read[moment.ordinal()] = (Double) state.get(place++);
    }
    return read;
  }

  @Override
  public void merge(int slot, List<Object> state) {
    long count = (Long) state.get(0);
    if (count == 0) {
      return;
    }
    if (counts[slot] == 0) {
      load(slot, state);
      return;
    }
    long total = counts[slot] + count;
    double[] more = read(state);
    double[] of = moments[slot];
    double distanceX = more[MEAN_X] - of[MEAN_X];
    double distanceY = more[MEAN_Y] - of[MEAN_Y];
    double weight = (double) counts[slot] * count / total;
    of[MEAN_X] += distanceX * count / total;
    of[MEAN_Y] += distanceY * count / total;
    of[SQUARES_X] += more[SQUARES_X] + distanceX * distanceX * weight;
    of[SQUARES_Y] += more[SQUARES_Y] + distanceY * distanceY * weight;
    of[PRODUCTS] += more[PRODUCTS] + distanceX * distanceY * weight;
    counts[slot] = total;
  }

  @Override
  public void result(int slot, Block out, int row) {
    double[] of = moments[slot];
    Statistic.Pairs pairs =
        new Statistic.Pairs(
            counts[slot], of[MEAN_X], of[MEAN_Y], of[SQUARES_X], of[SQUARES_Y], of[PRODUCTS]);
    Cells.set(out, row, result, statistic.formula().of(pairs));
  }
}
