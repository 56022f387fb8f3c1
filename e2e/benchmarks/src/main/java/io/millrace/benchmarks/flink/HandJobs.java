// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import io.millrace.benchmarks.workload.Event;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.types.Row;

/** Jobs as somebody would write them for each of the queries. */
final class HandJobs {
  static final String NAME = "hand-written";

  private HandJobs() {}

  static StreamJob.Pipeline<Row> map() {
    return (env, count) ->
        Sources.events(env, count).map(HandJobs::map).returns(Types.ROW(Types.DOUBLE, Types.LONG));
  }

  private static Row map(Event event) {
    double x = event.x;
    Double formula = null;
    if (event.y != null) {
      double y = event.y;
      formula = (x * 2.5 + y) / (x + 1.0) - y * y;
    }
    return Row.of(formula, event.b == null ? null : (Long) (event.a + event.b));
  }

  static StreamJob.Pipeline<Row> strings() {
    return (env, count) ->
        Sources.events(env, count).map(HandJobs::part).returns(Types.ROW(Types.STRING));
  }

  private static Row part(Event event) {
    if (event.s == null) {
      return Row.of((Object) null);
    }
    int end = Math.min(6, event.s.length());
    return Row.of(event.s.substring(Math.min(1, end), end).toUpperCase(Locale.ROOT));
  }

  static StreamJob.Pipeline<Event> filter() {
    return (env, count) ->
        Sources.events(env, count)
            .filter(
                event ->
                    event.a > 100
                        && event.b != null
                        && event.b < 500
                        && event.x >= 0.1
                        && event.x <= 0.9);
  }

  static StreamJob.Pipeline<Row> window(Duration size) {
    return (env, count) ->
        Sources.readings(env, count)
            .keyBy(reading -> reading.key, Types.LONG)
            .window(TumblingEventTimeWindows.of(size))
            .aggregate(
                new SumAndMean(), Types.POJO(Sums.class), Types.ROW(Types.DOUBLE, Types.DOUBLE));
  }

  /** What {@link SumAndMean} keeps. */
  public static final class Sums {
    public long rows;
    public double x;
    public long ys;
    public double y;
  }

  private static final class SumAndMean implements AggregateFunction<Reading, Sums, Row> {
    private static final long serialVersionUID = 1L;

    @Override
    public Sums createAccumulator() {
      return new Sums();
    }

    @Override
    public Sums add(Reading reading, Sums sums) {
      sums.rows++;
      sums.x += reading.x;
      if (reading.y != null) {
        sums.ys++;
        sums.y += reading.y;
      }
      return sums;
    }

    @Override
    public Row getResult(Sums sums) {
      return Row.of(
          sums.rows == 0 ? null : (Double) sums.x,
          sums.ys == 0 ? null : (Double) (sums.y / sums.ys));
    }

    @Override
    public Sums merge(Sums a, Sums b) {
      a.rows += b.rows;
      a.x += b.x;
      a.ys += b.ys;
      a.y += b.y;
      return a;
    }
  }
}
