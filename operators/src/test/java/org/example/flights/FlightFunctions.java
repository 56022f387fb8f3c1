// SPDX-License-Identifier: Apache-2.0
package org.example.flights;

import io.millrace.expr.DataType;
import io.millrace.udf.Accumulator;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.WindowEvaluator;
import io.millrace.udf.WindowUdf;
import java.util.List;

/** Functions as users of the library write them. */
public final class FlightFunctions {
  private FlightFunctions() {}

  /** What a threshold leaves of a delay. */
  public static ScalarUdf beyond(double threshold) {
    return ScalarUdf.of(
        "beyond", (Double delay) -> delay == null ? null : Math.max(0, delay - threshold));
  }

  /** Whether a delay is longer than a threshold. */
  public static ScalarUdf later(double threshold) {
    return ScalarUdf.of("later", (Double delay) -> delay != null && delay > threshold);
  }

  public static ScalarUdf endless() {
    return ScalarUdf.of(
        "endless",
        (Double delay) -> {
          double sum = 0;
          while (true) {
            sum += delay == null ? 1 : delay;
            if (sum == 0.5) {
              return sum;
            }
          }
        });
  }

  /** How far each delay is above the mean of those in its frame. */
  public static WindowUdf above() {
    return WindowUdf.of("above", List.of(DataType.FLOAT64), DataType.FLOAT64, Above::new);
  }

  static final class Above implements WindowEvaluator {
    @Override
    public boolean usesWindowFrame() {
      return true;
    }

    @Override
    public Object evaluate(List<List<Object>> columns, Rows range) {
      List<Object> frame = columns.get(0).subList(range.start(), range.end());
      double sum = 0;
      for (Object each : frame) {
        sum += (Double) each;
      }
      return (Double) frame.get(frame.size() - 1) - sum / frame.size();
    }
  }

  /** Counts rows; one of its methods does not come to an end. */
  public static AggregateUdf stuck(String method) {
    return AggregateUdf.of(
        "stuck",
        List.of(DataType.FLOAT64),
        DataType.INT64,
        List.of(DataType.INT64),
        () -> new Stuck(method));
  }

  static final class Stuck implements Accumulator {
    private final String method;
    private long rows;

    Stuck(String method) {
      this.method = method;
    }

    private void enter(String called) {
      while (called.equals(method)) {
        rows++;
      }
    }

    @Override
    public void update(List<Object> args) {
      enter("update");
      rows++;
    }

    @Override
    public void merge(List<Object> state) {
      enter("merge");
      rows += (Long) state.get(0);
    }

    @Override
    public List<Object> state() {
      enter("state");
      return List.of(rows);
    }

    @Override
    public Object evaluate() {
      enter("evaluate");
      return rows;
    }
  }

  /** The least and the greatest, and how far they are from each other. */
  public static AggregateUdf spread() {
    return AggregateUdf.of(
        "spread",
        List.of(DataType.FLOAT64),
        DataType.FLOAT64,
        List.of(DataType.FLOAT64, DataType.FLOAT64),
        Spread::new);
  }

  static final class Spread implements Accumulator {
    private Double least;
    private Double greatest;

    @Override
    public void update(List<Object> args) {
      add((Double) args.get(0), (Double) args.get(0));
    }

    @Override
    public void merge(List<Object> state) {
      add((Double) state.get(0), (Double) state.get(1));
    }

    private void add(Double low, Double high) {
      if (low != null) {
        if (low < -1e6) {
          throw new IllegalArgumentException("no delay: " + low);
        }
        least = least == null ? low : Math.min(least, low);
        greatest = greatest == null ? high : Math.max(greatest, high);
      }
    }

    @Override
    public List<Object> state() {
      return java.util.Arrays.asList(least, greatest);
    }

    @Override
    public Object evaluate() {
      return least == null ? null : greatest - least;
    }
  }
}
