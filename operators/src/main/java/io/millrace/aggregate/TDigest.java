// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sketch of a distribution: centroids that are small at its ends, as Dunning has it, with the
 * arithmetic of DataFusion, operation by operation, so that estimates are its to the bit.
 * Immutable.
 *
 * @param size about how many centroids
 * @param count the weight of all values
 * @param means of the centroids, which are values that are near to one another; they grow
 * @param weights of the centroids
 */
record TDigest(
    long size, double sum, double count, double max, double min, double[] means, double[] weights) {
  private static final double[] NONE = {};

  static TDigest empty(long size) {
    return new TDigest(size, 0, 0, Double.NaN, Double.NaN, NONE, NONE);
  }

  /** Of one value. */
  static TDigest of(long size, double value, double weight) {
    return new TDigest(
        size, value * weight, weight, value, value, new double[] {value}, new double[] {weight});
  }

  static TDigest of(List<Object> state) {
    List<?> flat = (List<?>) state.get(5);
    if (flat.size() % 2 != 0) {
      throw StateForm.corrupt("digest", flat.size() + " numbers", "a mean and a weight each");
    }
    double[] means = new double[flat.size() / 2];
    double[] weights = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (Double) flat.get(2 * i);
      weights[i] = (Double) flat.get(2 * i + 1);
    }
    return new TDigest(
        (Long) state.get(0),
        (Double) state.get(1),
        (Double) state.get(2),
        (Double) state.get(3),
        (Double) state.get(4),
        means,
        weights);
  }

  List<Object> state() {
    List<Object> flat = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      flat.add(means[i]);
      flat.add(weights[i]);
    }
    return List.of(size, sum, count, max, min, flat);
  }

  /** With the first {@code length} values, each of weight 1, which {@code sort} puts in order. */
  TDigest plus(double[] values, int length, DoubleSort sort) {
    if (length == 0) {
      return this;
    }
    sort.sort(values, length);
    double[] sorted = new double[length + means.length];
    double[] heavy = new double[sorted.length];
    int known = 0;
    int filled = 0;
    for (int i = 0; i < length; i++) {
      while (known < means.length && means[known] < values[i]) {
        sorted[filled] = means[known];
        heavy[filled++] = weights[known++];
      }
      sorted[filled] = values[i];
      heavy[filled++] = 1;
    }
    System.arraycopy(means, known, sorted, filled, means.length - known);
    System.arraycopy(weights, known, heavy, filled, means.length - known);
    double first = values[0];
    double last = values[length - 1];
    return new Compression(size, count + length, 2)
        .of(
            sorted,
            heavy,
            count > 0 ? greater(max, last) : last,
            count > 0 ? smaller(min, first) : first);
  }

  /** Those that have any weight together; of the size of the first. */
  static TDigest merged(List<TDigest> digests) {
    List<double[]> all = new ArrayList<>();
    double count = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (TDigest digest : digests) {
      if (digest.count > 0) {
        min = smaller(min, digest.min);
        max = greater(max, digest.max);
        count += digest.count;
        for (int i = 0; i < digest.means.length; i++) {
          all.add(new double[] {digest.means[i], digest.weights[i]});
        }
      }
    }
    if (all.isEmpty()) {
      return empty(digests.get(0).size);
    }
    all.sort((a, b) -> Double.compare(a[0], b[0]));
    return new Compression(digests.get(0).size, count, 1)
        .of(
            all.stream().mapToDouble(each -> each[0]).toArray(),
            all.stream().mapToDouble(each -> each[1]).toArray(),
            max,
            min);
  }

  /** NaN only if both are. */
  private static double smaller(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }

  private static double greater(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  /** The value below which lies a part {@code q} of the weight; 0 if there is none. */
  double quantile(double q) {
    if (means.length == 0) {
      return 0;
    }
    if (q >= 1) {
      return max;
    }
    if (q <= 0) {
      return min;
    }
    double rank = q * count;
    int last = means.length - 1;
    int place;
    double before;
    if (q > 0.5) {
      place = 0;
      before = count;
      for (int i = last; i >= 0; i--) {
        before -= weights[i];
        if (rank >= before) {
          place = i;
          break;
        }
      }
    } else {
      place = last;
      before = 0;
      for (int i = 0; i <= last; i++) {
        if (rank < before + weights[i]) {
          place = i;
          break;
        }
        before += weights[i];
      }
    }
    return interpolated(place, rank - before);
  }

  private double interpolated(int place, double inside) {
    int last = means.length - 1;
    double mean = means[place];
    double low = place > 0 ? means[place - 1] : min;
    double high = place < last ? means[place + 1] : max;
    double span;
    if (last == 0) {
      span = 0;
    } else if (place == 0) {
      span = high - mean;
    } else {
      span = place == last ? mean - low : (high - low) / 2;
    }
    double value = mean + (inside / weights[place] - 0.5) * span;
    return clamped(
        value,
        Double.isFinite(low) || low < 0 ? low : Double.NEGATIVE_INFINITY,
        high == Double.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : high);
  }

  private static double clamped(double value, double low, double high) {
    if (Double.isNaN(low) || Double.isNaN(high)) {
      return value;
    }
    return value < low ? low : value > high ? high : value;
  }

  /**
   * One pass over sorted centroids that joins neighbours up to what a place in the order allows.
   */
  private static final class Compression {
    private final long size;
    private final double count;
    private long next;

    /**
     * @param next the limit after the first, as DataFusion counts them
     */
    Compression(long size, double count, long next) {
      this.size = size;
      this.count = count;
      this.next = next;
    }

    /** Both arrays become those of the digest as far as they are needed. */
    TDigest of(double[] sorted, double[] heavy, double max, double min) {
      int filled = 0;
      double sum = 0;
      double limit = part(1) * count;
      double mean = sorted[0];
      double weight = heavy[0];
      double weightSoFar = weight;
      double sums = 0;
      double weights = 0;
      for (int i = 1; i < sorted.length; i++) {
        weightSoFar += heavy[i];
        if (weightSoFar <= limit) {
          sums += sorted[i] * heavy[i];
          weights += heavy[i];
        } else {
          double total = sums + weight * mean;
          sum += total;
          sums = 0;
          limit = part(next++) * count;
          mean = sorted[i];
          double joined = weight + weights;
          weight = heavy[i];
          weights = 0;
          heavy[filled] = joined;
          sorted[filled++] = total / joined;
        }
      }
      double total = sums + weight * mean;
      heavy[filled] = weight + weights;
      sorted[filled] = total / heavy[filled];
      filled++;
      order(sorted, heavy, filled);
      return new TDigest(
          size,
          sum + total,
          count,
          max,
          min,
          Arrays.copyOf(sorted, filled),
          Arrays.copyOf(heavy, filled));
    }

    /** They grow already, but for roundings. */
    private static void order(double[] means, double[] weights, int count) {
      for (int i = 1; i < count; i++) {
        double mean = means[i];
        double weight = weights[i];
        int place = i;
        while (place > 0 && Double.compare(means[place - 1], mean) > 0) {
          means[place] = means[place - 1];
          weights[place] = weights[place - 1];
          place--;
        }
        means[place] = mean;
        weights[place] = weight;
      }
    }

    /** Up to which part of the weight the first {@code k} centroids may go. */
    private double part(long k) {
      double part = (double) k / size;
      double rest = 1 - part;
      return part >= 0.5 ? 1 - 2 * rest * rest : 2 * part * part;
    }
  }
}
