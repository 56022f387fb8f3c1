// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * The files in which aggregates are declared, each with the names that are declared in it: a first
 * call makes one file's functions ready, not all.
 */
@Internal
public enum AggregateFamily {
  COMMON(
      "count approx_distinct sum avg min max stddev stddev_pop var var_pop median first_value"
          + " last_value any_value"),
  COLLECTIONS("array_agg string_agg nth_value"),
  QUANTILES(
      "percentile_cont approx_percentile_cont approx_percentile_cont_with_weight approx_median"),
  BITS("bit_and bit_or bit_xor bool_and bool_or"),
  STATISTICS(
      "corr covar_samp covar_pop regr_slope regr_intercept regr_count regr_r2 regr_avgx regr_avgy"
          + " regr_sxx regr_syy regr_sxy");

  private static final Map<String, AggregateFamily> BY_NAME = new HashMap<>();

  static {
    for (AggregateFamily family : values()) {
      family.names().forEach(name -> BY_NAME.put(name, family));
    }
  }

  private final String names;

  AggregateFamily(String names) {
    this.names = names;
  }

  /** The function of a name, as the wire carries it. */
  public static Optional<Aggregate> find(String name) {
    AggregateFamily family = BY_NAME.get(name);
    return family == null
        ? Optional.empty()
        : family.functions().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Every aggregate. */
  public static List<Aggregate> all() {
    return Arrays.stream(values()).flatMap(family -> family.functions().stream()).toList();
  }

  public List<String> names() {
    return List.of(names.split(" "));
  }

  public List<Aggregate> functions() {
    return switch (this) {
      case COMMON -> AggregateFunctions.ALL;
      case COLLECTIONS -> CollectionFunctions.ALL;
      case QUANTILES -> QuantileFunctions.ALL;
      case BITS -> BitFunctions.ALL;
      case STATISTICS -> StatisticFunctions.ALL;
    };
  }
}
