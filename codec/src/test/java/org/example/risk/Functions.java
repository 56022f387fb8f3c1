// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

import io.millrace.expr.DataType;
import io.millrace.udf.Accumulator;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.WindowUdf;
import java.util.List;

/** Functions as users define them: code of their own, outside of the library. */
public final class Functions {
  private Functions() {}

  public static ScalarUdf above(long threshold) {
    return ScalarUdf.of("above", (Long a) -> a > threshold);
  }

  /** One of another name with the same code. */
  public static ScalarUdf like(String name, long threshold) {
    return ScalarUdf.of(name, (Long a) -> a > threshold);
  }

  public static ScalarUdf capturingA(Thread thread) {
    return ScalarUdf.of("f", (Long a) -> a + thread.getId());
  }

  public static AggregateUdf total() {
    return AggregateUdf.of(
        "total", List.of(DataType.INT64), DataType.INT64, List.of(DataType.INT64), Total::new);
  }

  public static WindowUdf window() {
    return WindowUdf.of("w", List.of(DataType.INT64), DataType.INT64, () -> null);
  }

  /** Adds up. */
  static final class Total implements Accumulator {
    private long sum;

    @Override
    public void update(List<Object> args) {
      sum += (Long) args.get(0);
    }

    @Override
    public void merge(List<Object> state) {
      sum += (Long) state.get(0);
    }

    @Override
    public List<Object> state() {
      return List.of(sum);
    }

    @Override
    public Object evaluate() {
      return sum;
    }
  }
}
