// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;

/** Functions as tasks run them: sent to the task as bytes, opened, given rows, closed. */
final class Tasks {
  private Tasks() {}

  @SafeVarargs
  static <T> List<T> filter(ExprFilterFunction<T> function, T... rows) throws Exception {
    return run(new StreamFilter<>(sent(function)), null, rows);
  }

  @SafeVarargs
  static <T, R> List<R> map(ExprMapFunction<T, R> function, T... rows) throws Exception {
    return run(new StreamMap<>(sent(function)), function.getProducedType(), rows);
  }

  static <F> F sent(F function) throws Exception {
    return InstantiationUtil.deserializeObject(
        InstantiationUtil.serializeObject(function), Tasks.class.getClassLoader());
  }

  private static <T, R> List<R> run(
      OneInputStreamOperator<T, R> operator, TypeInformation<R> results, T[] rows)
      throws Exception {
    try (var task = new OneInputStreamOperatorTestHarness<>(operator)) {
      if (results != null) {
        task.setup(results.createSerializer(new SerializerConfigImpl()));
      }
      task.open();
      for (T row : rows) {
        task.processElement(row, 0);
      }
      return task.extractOutputValues();
    }
  }
}
