// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** What an operator counts in a test. */
public final class OperatorMetrics {
  private final InterceptingOperatorMetricGroup operator = new InterceptingOperatorMetricGroup();

  private OperatorMetrics() {}

  /** Of a task that is not set up yet. */
  public static OperatorMetrics of(AbstractStreamOperatorTestHarness<?> task) {
    OperatorMetrics metrics = new OperatorMetrics();
    try {
      // there is no other way into the environment of a task that is one of several
      Field group = MockEnvironment.class.getDeclaredField("taskMetricGroup");
      group.setAccessible(true);
      group.set(task.getEnvironment(), metrics.task());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    return metrics;
  }

  private InterceptingTaskMetricGroup task() {
    return new InterceptingTaskMetricGroup() {
      @Override
      public InternalOperatorMetricGroup getOrAddOperator(
          OperatorID id, String name, Map<String, String> variables) {
        return operator;
      }
    };
  }

  public long count(String name) {
    return ((Counter) operator.get(name)).getCount();
  }
}
