// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** What an operator counts in a test. */
public final class OperatorMetrics {
  private final Map<String, Gauge<?>> gauges = new HashMap<>();
  private final Set<String> names = new TreeSet<>();
  private final InterceptingOperatorMetricGroup operator =
      new InterceptingOperatorMetricGroup() {
        @Override
        public MetricGroup addGroup(String name) {
          return new Below(name + '.');
        }

        @Override
        protected void addMetric(String name, Metric metric) {
          names.add(name);
          super.addMetric(name, metric);
        }
      };

  /** A group of the operator's. */
  private final class Below extends UnregisteredMetricsGroup {
    private final String path;

    Below(String path) {
      this.path = path;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new Below(path + name + '.');
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Below(path + key + '.' + value + '.');
    }

    @Override
    public Counter counter(String name) {
      names.add(path + name);
      Counter counter = super.counter(name);
      gauges.put(path + name, counter::getCount);
      return counter;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
      names.add(path + name);
      gauges.put(path + name, histogram::getCount);
      return histogram;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      names.add(path + name);
      gauges.put(path + name, gauge);
      return gauge;
    }
  }

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

  /** Of a gauge, a counter or the number of values of a histogram, in groups of the operator's. */
  public Object gauge(String path) {
    Gauge<?> below = gauges.get(path);
    return (below == null ? (Gauge<?>) operator.get(path) : below).getValue();
  }

  /** Of all that was registered, by Flink, too. */
  public Set<String> names() {
    return Set.copyOf(names);
  }

  public long count(String name) {
    return ((Counter) operator.get(name)).getCount();
  }
}
