// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

/**
 * What is made of the moments of pairs.
 *
 * @param arguments which argument is x
 * @param kept what its state is made of
 */
record Statistic(Arguments arguments, Kept kept, Formula formula) {
  /** What is known of pairs besides their count. */
  enum Moment {
    MEAN_X,
    MEAN_Y,
    /** The sum of squared distances from the mean. */
    SQUARES_X,
    SQUARES_Y,
    /** The sum of products of the distances from both means. */
    PRODUCTS
  }

  /** The order of the arguments. */
  enum Arguments {
    X_Y,
    Y_X
  }

  /** The value of a statistic in the form of {@code Literal}; null where it has none. */
  @FunctionalInterface
  interface Formula {
    Object of(Pairs pairs);
  }

  /** The moments of all pairs of a group. */
  record Pairs(
      long count, double meanX, double meanY, double squaresX, double squaresY, double products) {}
}
