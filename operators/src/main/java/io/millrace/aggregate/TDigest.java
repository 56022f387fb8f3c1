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
 * @param centroids mean and weight of each, by mean
 */
record TDigest(
    long size, double sum, double count, double max, double min, List<Centroid> centroids) {
  /** Values that are near to one another. */
  record Centroid(double mean, double weight) {}

  static TDigest empty(long size) {
    return new TDigest(size, 0, 0, Double.NaN, Double.NaN, List.of());
  }

  static TDigest of(List<Object> state) {
    List<?> flat = (List<?>) state.get(5);
    List<Centroid> centroids = new ArrayList<>();
    for (int i = 0; i < flat.size(); i += 2) {
      centroids.add(new Centroid((Double) flat.get(i), (Double) flat.get(i + 1)));
    }
    return new TDigest(
        (Long) state.get(0),
        (Double) state.get(1),
        (Double) state.get(2),
        (Double) state.get(3),
        (Double) state.get(4),
        centroids);
  }

  List<Object> state() {
    List<Object> flat = new ArrayList<>();
    for (Centroid centroid : centroids) {
      flat.add(centroid.mean());
      flat.add(centroid.weight());
    }
    return List.of(size, sum, count, max, min, flat);
  }

  /** With the first {@code length} values, each of weight 1, which are sorted in place. */
  TDigest plus(double[] values, int length) {
    if (length == 0) {
      return this;
    }
    Arrays.sort(values, 0, length);
    List<Centroid> merged = new ArrayList<>();
    int known = 0;
    for (int i = 0; i < length; i++) {
      while (known < centroids.size() && centroids.get(known).mean() < values[i]) {
        merged.add(centroids.get(known++));
      }
      merged.add(new Centroid(values[i], 1));
    }
    merged.addAll(centroids.subList(known, centroids.size()));
    double first = values[0];
    double last = values[length - 1];
    return new Compression(size, count + length, 2)
        .of(merged, count > 0 ? greater(max, last) : last, count > 0 ? smaller(min, first) : first);
  }

  /** Those that have any weight together; of the size of the first. */
  static TDigest merged(List<TDigest> digests) {
    List<Centroid> all = new ArrayList<>();
    double count = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (TDigest digest : digests) {
      if (digest.count > 0) {
        min = smaller(min, digest.min);
        max = greater(max, digest.max);
        count += digest.count;
        all.addAll(digest.centroids);
      }
    }
    if (all.isEmpty()) {
      return empty(digests.get(0).size);
    }
    all.sort((a, b) -> Double.compare(a.mean(), b.mean()));
    return new Compression(digests.get(0).size, count, 1).of(all, max, min);
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
    if (centroids.isEmpty()) {
      return 0;
    }
    if (q >= 1) {
      return max;
    }
    if (q <= 0) {
      return min;
    }
    double rank = q * count;
    int last = centroids.size() - 1;
    int place;
    double before;
    if (q > 0.5) {
      place = 0;
      before = count;
      for (int i = last; i >= 0; i--) {
        before -= centroids.get(i).weight();
        if (rank >= before) {
          place = i;
          break;
        }
      }
    } else {
      place = last;
      before = 0;
      for (int i = 0; i <= last; i++) {
        if (rank < before + centroids.get(i).weight()) {
          place = i;
          break;
        }
        before += centroids.get(i).weight();
      }
    }
    return interpolated(place, rank - before);
  }

  private double interpolated(int place, double inside) {
    int last = centroids.size() - 1;
    double mean = centroids.get(place).mean();
    double low = place > 0 ? centroids.get(place - 1).mean() : min;
    double high = place < last ? centroids.get(place + 1).mean() : max;
    double span;
    if (last == 0) {
      span = 0;
    } else if (place == 0) {
      span = high - mean;
    } else {
      span = place == last ? mean - low : (high - low) / 2;
    }
    double value = mean + (inside / centroids.get(place).weight() - 0.5) * span;
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

    TDigest of(List<Centroid> sorted, double max, double min) {
      List<Centroid> joined = new ArrayList<>();
      double sum = 0;
      double limit = part(1) * count;
      Centroid current = sorted.get(0);
      double weightSoFar = current.weight();
      double sums = 0;
      double weights = 0;
      for (Centroid each : sorted.subList(1, sorted.size())) {
        weightSoFar += each.weight();
        if (weightSoFar <= limit) {
          sums += each.mean() * each.weight();
          weights += each.weight();
        } else {
          double total = sums + current.weight() * current.mean();
          double weight = current.weight() + weights;
          sum += total;
          joined.add(new Centroid(total / weight, weight));
          sums = 0;
          weights = 0;
          limit = part(next++) * count;
          current = each;
        }
      }
      double total = sums + current.weight() * current.mean();
      double weight = current.weight() + weights;
      joined.add(new Centroid(total / weight, weight));
      joined.sort((a, b) -> Double.compare(a.mean(), b.mean()));
      return new TDigest(size, sum + total, count, max, min, List.copyOf(joined));
    }

    /** Up to which part of the weight the first {@code k} centroids may go. */
    private double part(long k) {
      double part = (double) k / size;
      double rest = 1 - part;
      return part >= 0.5 ? 1 - 2 * rest * rest : 2 * part * part;
    }
  }
}
