// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.expr.DataType;
import io.millrace.value.Floats;

/**
 * Where in the order of values a statistic of ranks looks, and what it makes of the two values that
 * it finds there, which may be one.
 */
sealed interface Rank {
  /** The rank of the upper of the two values among so many. */
  int upper(int count);

  /** Whether the value before the upper one is asked for, too. */
  boolean between(int count);

  /** What stands between two values, of so many. */
  double value(double lower, double upper, int count);

  /** The middle, or the mean of the middle two, which is computed in the type. */
  record Middle(DataType type) implements Rank {
    @Override
    public int upper(int count) {
      return count / 2;
    }

    @Override
    public boolean between(int count) {
      return count % 2 == 0;
    }

    @Override
    public double value(double lower, double upper, int count) {
      return Floats.rounded(Floats.rounded(lower + upper, type) / 2, type);
    }
  }

  /** A part of the way from the first to the last. */
  record Part(DataType type, double part) implements Rank {
    /** In such steps DataFusion counts the way from one value to the next. */
    private static final double STEPS = 1_000_000;

    private double place(int count) {
      return part * (count - 1);
    }

    @Override
    public int upper(int count) {
      return (int) Math.ceil(place(count));
    }

    @Override
    public boolean between(int count) {
      return Math.floor(place(count)) != Math.ceil(place(count));
    }

    @Override
    public double value(double lower, double upper, int count) {
      double place = place(count);
      double way = (long) ((place - Math.floor(place)) * STEPS) / STEPS;
      return Floats.rounded(lower + (upper - lower) * way, type);
    }
  }
}
