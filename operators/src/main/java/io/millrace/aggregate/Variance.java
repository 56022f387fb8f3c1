// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ValidRows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Variance and standard deviation by Welford's recurrence, merged as Chan, Golub and LeVeque do.
 * State: count, mean, and the sum of squared distances from the mean.
 */
final class Variance implements Reversible {
  /** What is made of the sum of squares. */
  enum Result {
    SAMPLE,
    POPULATION,
    SAMPLE_DEVIATION,
    POPULATION_DEVIATION
  }

  private final Result result;
  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  Variance(Result result) {
    this.result = result;
  }

  @Override
  public void resize(int count) {
    counts = Arrays.copyOf(counts, count);
    means = Arrays.copyOf(means, count);
    squares = Arrays.copyOf(squares, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    double[] values = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      int slot = slots[row];
      double distance = values[row] - means[slot];
      counts[slot]++;
      means[slot] += distance / counts[slot];
      squares[slot] += distance * (values[row] - means[slot]);
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    double[] values = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      int slot = slots[row];
      counts[slot]--;
      if (counts[slot] == 0) {
        means[slot] = 0;
        squares[slot] = 0;
        continue;
      }
      double distance = means[slot] - values[row];
      means[slot] += distance / counts[slot];
      squares[slot] -= distance * (means[slot] - values[row]);
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new Variance(result));
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(counts[slot], means[slot], squares[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    counts[slot] = (Long) state.get(0);
    means[slot] = (Double) state.get(1);
    squares[slot] = (Double) state.get(2);
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
    double mean = (Double) state.get(1);
    double distance = means[slot] - mean;
    means[slot] = means[slot] * counts[slot] / total + mean * count / total;
    squares[slot] += (Double) state.get(2) + distance * distance * counts[slot] * count / total;
    counts[slot] = total;
  }

  @Override
  public void result(int slot, Block out, int row) {
    boolean sample = result == Result.SAMPLE || result == Result.SAMPLE_DEVIATION;
    long divisor = sample ? counts[slot] - 1 : counts[slot];
    if (divisor <= 0) {
      out.setNull(row);
      return;
    }
    out.setValid(row);
    double variance = counts[slot] == 1 ? 0 : squares[slot] / divisor;
    boolean deviation = result == Result.SAMPLE_DEVIATION || result == Result.POPULATION_DEVIATION;
    ((DoubleBlock) out).values[row] = deviation ? Math.sqrt(variance) : variance;
  }
}
