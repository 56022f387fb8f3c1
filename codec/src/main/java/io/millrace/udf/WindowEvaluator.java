// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a {@link WindowUdf} says of one partition, whose rows are in the order of the window; the
 * {@code WindowEvaluator} of datafusion-python. Which method is asked:
 *
 * <table>
 * <caption>from the top, the first that applies</caption>
 * <tr><td>{@link #usesWindowFrame}</td><td>{@link #evaluate} for each row, with its frame</td></tr>
 * <tr><td>{@link #includeRank}</td><td>{@link #evaluateAllWithRank}, once</td></tr>
 * <tr><td>{@link #supportsBoundedExecution}</td>
 *     <td>{@link #evaluate} for each row, with what {@link #range} says</td></tr>
 * <tr><td>none of them</td><td>{@link #evaluateAll}, once</td></tr>
 * </table>
 *
 * Values are in the form of {@link JavaForm}, rows are counted from the first of the partition,
 * lists may hold nulls and can not be changed. Confined to one thread. What it throws for a row is
 * the error of that row, what it throws otherwise of all rows of the partition.
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

  /**
   * One value from a run of rows.
   *
   * @param columns the arguments, each with a value for each row of the partition; with {@link
   *     #usesWindowFrame} the ORDER BY keys behind them
   */
  default Object evaluate(List<List<Object>> columns, Rows range) throws Exception {
    throw new UnsupportedOperationException("evaluate");
  }

  /**
   * One value for each row of a partition.
   *
   * @param peers rows that the order does not tell apart, in order
   */
  default List<Object> evaluateAllWithRank(int rows, List<Rows> peers) throws Exception {
    throw new UnsupportedOperationException("evaluateAllWithRank");
  }

  /** Which rows the value of row {@code index} needs; the row itself unless said otherwise. */
  default Rows range(int index, int rows) throws Exception {
    return new Rows(index, index + 1);
  }

  /**
   * Called behind the rows of a partition whose values were asked for one by one, if frames start
   * with it.
   */
  default void memoize() throws Exception {}

  default boolean usesWindowFrame() {
    return false;
  }

  default boolean includeRank() {
    return false;
  }

  /** Whether rows can be answered before the partition is whole; here it always is. */
  default boolean supportsBoundedExecution() {
    return false;
  }

  /** Whether a row's value depends on no row behind it; here that makes no difference. */
  default boolean isCausal() {
    return false;
  }
}
