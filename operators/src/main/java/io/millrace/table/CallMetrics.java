// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.UserDefinedFunction;

/** What is counted of one call alone, as an operator has many: {@code millrace.call.<name>}. */
final class CallMetrics {
  /** Characters of an expression in the name of a metric. */
  private static final int MOST_OF_NAME = 40;

  private CallMetrics() {}

  /**
   * @param expression of which the name has the beginning
   */
  static MetricGroup of(FunctionContext context, UserDefinedFunction call, String expression) {
    String start = expression.substring(0, Math.min(expression.length(), MOST_OF_NAME));
    String name = start + "#" + Integer.toHexString(call.functionIdentifier().hashCode());
    return context.getMetricGroup().addGroup("millrace").addGroup("call", name);
  }
}
