// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

import io.millrace.expr.DataType;
import io.millrace.udf.Accumulator;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.ScalarFunction;
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

  /** Whose code is not to be compared. */
  public static ScalarUdf jealous(long more) {
    return ScalarUdf.of("jealous", new Jealous(more));
  }

  /** Fails whoever compares it. */
  static final class Jealous implements ScalarFunction.Of1<Long, Long> {
    private static final long serialVersionUID = 1L;

    private final long more;

    Jealous(long more) {
      this.more = more;
    }

    @Override
    public Long apply(Long a) {
      return a + more;
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("compared");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("compared");
    }
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
