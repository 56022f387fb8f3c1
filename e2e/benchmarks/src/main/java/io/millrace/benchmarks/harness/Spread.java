// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;

/** Median and quartiles of what the slots of a contestant measured. */
public record Spread(double median, double lower, double upper, int slots) {
  public static Spread of(double... measured) {
    double[] sorted = measured.clone();
    Arrays.sort(sorted);
    return new Spread(
        quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** In another unit. */
  public Spread times(double factor) {
    return new Spread(median * factor, lower * factor, upper * factor, slots);
  }

  /** Half of the range between the quartiles, in percent of the median. */
  public long percent() {
    return Math.round(50 * (upper - lower) / median);
  }

  /** Three digits of the median, and how far the slots lie apart. */
  @Override
  public String toString() {
    return number(median) + " ±" + percent() + "%";
  }

  /** Three digits that count. */
  public static String number(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
