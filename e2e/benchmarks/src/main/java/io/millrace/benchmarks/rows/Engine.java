// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.workload.Event;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.operator.ExprMapFunction;
import io.millrace.operator.Expressions;
import java.lang.reflect.Proxy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.types.Row;

/** Our map function, as a job has it: the one place of this suite that calls Millrace. */
final class Engine {
  static final String NAME = "millrace";

  private Engine() {}

  static MapFunction<Event, Row> map(Query query) {
    ExprMapFunction<Event, Row> map = Expressions.over(Event.class, Rows.schema()).map(query.sql());
    open(map);
    return map;
  }

  /** What a task does before the first row. */
  private static void open(RichFunction function) {
    RuntimeContext context =
        (RuntimeContext)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {RuntimeContext.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getMetricGroup")) {
                    return UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup();
                  }
                  throw new UnsupportedOperationException(method.toString());
                });
    function.setRuntimeContext(context);
    try {
      function.open(new OpenContext() {});
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
