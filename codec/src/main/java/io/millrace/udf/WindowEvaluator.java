// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a {@link WindowUdf} does with one partition, whose rows are in the order of the window. By
 * default it is given all rows at once. Confined to one thread.
 */
@PublicEvolving
public interface WindowEvaluator {
  /** A run of rows from {@code start} up to but not including {@code end}. */
  record Rows(int start, int end) {}

  /**
   * One value for each row of a partition.
   *
   * @param columns the arguments, each with a value for each row
   */
  default List<Object> evaluateAll(List<List<Object>> columns, int rows) throws Exception {
    throw new UnsupportedOperationException("evaluateAll");
  }

  /** One value from the rows of a frame; asked for if {@link #usesWindowFrame}. */
  default Object evaluate(List<List<Object>> columns, Rows frame) throws Exception {
    throw new UnsupportedOperationException("evaluate");
  }

  /**
   * One value for each row of a partition; asked for if {@link #includesRank}.
   *
   * @param peers rows that the order does not tell apart, in order
   */
  default List<Object> evaluateAllWithRank(int rows, List<Rows> peers) throws Exception {
    throw new UnsupportedOperationException("evaluateAllWithRank");
  }

  default boolean usesWindowFrame() {
    return false;
  }

  default boolean includesRank() {
    return false;
  }

  /** Whether rows can be answered before the partition is whole. */
  default boolean supportsBoundedExecution() {
    return false;
  }

  /** Whether a row's value depends on no row behind it. */
  default boolean isCausal() {
    return false;
  }
}
