// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import java.util.Arrays;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/**
 * How long evaluations took, of the last {@link #KEPT} that were measured. One thread writes, any
 * may read, and then sees most of them.
 */
final class EvalTimes implements Histogram {
  private static final int KEPT = 128;

  private final long[] nanos = new long[KEPT];
  private volatile long count;

  @Override
  public void update(long value) {
    long next = count;
    nanos[(int) (next % KEPT)] = value;
    count = next + 1;
  }

  @Override
  public long getCount() {
    return count;
  }

  @Override
  public HistogramStatistics getStatistics() {
    long[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, KEPT));
    Arrays.sort(sorted);
    return new Statistics(sorted);
  }

  private static final class Statistics extends HistogramStatistics {
    private final long[] sorted;

    Statistics(long[] sorted) {
      this.sorted = sorted;
    }

    @Override
    public double getQuantile(double quantile) {
      int place = (int) Math.ceil(quantile * sorted.length) - 1;
      return sorted.length == 0
          ? Double.NaN
          : sorted[Math.min(Math.max(place, 0), sorted.length - 1)];
    }

    @Override
    public long[] getValues() {
      return sorted.clone();
    }

    @Override
    public int size() {
      return sorted.length;
    }

    @Override
    public double getMean() {
      return Arrays.stream(sorted).average().orElse(0);
    }

    @Override
    public double getStdDev() {
      double mean = getMean();
      return Math.sqrt(
          Arrays.stream(sorted).mapToDouble(t -> (t - mean) * (t - mean)).average().orElse(0));
    }

    @Override
    public long getMax() {
      return sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    }

    @Override
    public long getMin() {
      return sorted.length == 0 ? 0 : sorted[0];
    }
  }
}
