// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import org.apache.flink.util.Collector;

/** What a window function makes of the rows of a window, in one task. */
interface WindowEvaluation<T, R> extends AutoCloseable {
  /** Writes the results of all rows of one window; rows that have no answer are counted. */
  void evaluate(Iterable<T> rows, Collector<R> out);

  @Override
  void close();
}
