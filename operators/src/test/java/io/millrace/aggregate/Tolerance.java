// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How far an answer may be from another over the same rows that were put together otherwise, as
 * DataFusion's are when partitions are merged.
 */
enum Tolerance {
  /** The same value to the last bit. */
  EXACT(
      "count approx_distinct min max median first_value last_value array_agg string_agg nth_value"
          + " percentile_cont bit_and bit_or bit_xor bool_and bool_or"),

  /** Whichever row comes first: one of the values. */
  ONE_OF("any_value"),

  /** Additions of floats in another order: some units in the last place of the greatest sum. */
  SUM("sum avg"),

  /** Means and what is left of squares: some units in the last place of the greatest square. */
  MOMENT(
      "stddev stddev_pop var var_pop covar_samp covar_pop regr_avgx regr_avgy"
          + " regr_sxx regr_syy regr_sxy regr_count"),

  /** Quotients of such: where what they are divided by is 0, rounding decides. */
  QUOTIENT("corr regr_slope regr_intercept regr_r2"),

  /** Which values a digest puts together follows from what it saw at once: about the same rank. */
  RANK("approx_percentile_cont approx_percentile_cont_with_weight approx_median");

  private static final Map<String, Tolerance> OF = new TreeMap<>();

  static {
    for (Tolerance each : values()) {
      Arrays.stream(each.names.split(" ")).forEach(name -> OF.put(name, each));
    }
  }

  private final String names;

  Tolerance(String names) {
    this.names = names;
  }

  /** By name of the function. */
  static Map<String, Tolerance> all() {
    return OF;
  }

  /**
   * @param arguments the values of each argument that is a number
   */
  boolean admits(Object actual, Object expected, List<double[]> arguments) {
    return switch (this) {
      case EXACT -> Objects.equals(actual, expected);
      case ONE_OF -> (actual == null) == (expected == null);
      case SUM -> isSameSum(actual, expected, arguments);
      case MOMENT -> isSameMoment(actual, expected, arguments);
      case QUOTIENT -> isSameQuotient(actual, expected);
      case RANK -> (actual == null) == (expected == null);
    };
  }

  private static boolean isSameSum(Object actual, Object expected, List<double[]> arguments) {
    boolean numbers = finite(actual) && finite(expected);
    return numbers
        ? close(actual, expected, 1e-12 * greatest(arguments) * (1 + arguments.get(0).length))
        : Objects.equals(actual, expected);
  }

  private static boolean isSameMoment(Object actual, Object expected, List<double[]> arguments) {
    double most = squares(arguments);
    if (finite(actual) && finite(expected)) {
      return close(actual, expected, most) || close(square(actual), square(expected), most);
    }
    if (finite(actual) || finite(expected)) {
      // A root of what rounding has left below 0 is NaN, as in DataFusion.
      return Objects.equals(actual, Double.NaN) && finite(expected) && square(expected) <= most;
    }
    return actual instanceof Double
        || expected instanceof Double
        || Objects.equals(actual, expected);
  }

  private static boolean isSameQuotient(Object actual, Object expected) {
    boolean numbers = finite(actual) && finite(expected);
    return numbers
        ? close(actual, expected, 1e-6 * (1 + Math.abs((Double) expected)))
        : finite(actual) == finite(expected);
  }

  private static double square(Object value) {
    return (Double) value * (Double) value;
  }

  private static boolean close(Object a, Object b, double most) {
    return Math.abs((Double) a - (Double) b) <= most;
  }

  static boolean finite(Object value) {
    return value instanceof Double number && Double.isFinite(number);
  }

  private static double greatest(List<double[]> arguments) {
    return arguments.stream()
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .filter(Double::isFinite)
        .reduce(1, Math::max);
  }

  private static double squares(List<double[]> arguments) {
    double greatest = greatest(arguments);
    return 1e-12 * greatest * greatest * (1 + arguments.get(0).length);
  }
}
