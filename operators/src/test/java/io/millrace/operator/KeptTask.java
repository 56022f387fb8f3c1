// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.compile.Running;
import io.millrace.sql.SqlSchema;
import io.millrace.types.AccumulatorState;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.windowing.PassThroughWindowFunction;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;

/** The operators with keyed state, and random streams for them. */
enum KeptTask {
  OVER {
    @Override
    OneInputStreamOperator<Row, Row> operator() {
      return over(
          OverOptions.of(Running.Time.EVENT),
          "sum(n) OVER (ORDER BY t ROWS 2 PRECEDING)",
          "avg(dep_delay) OVER (ORDER BY t)",
          "lag(n) OVER (ORDER BY t)",
          "rank() OVER (ORDER BY t)",
          "max(n) OVER (ORDER BY t RANGE BETWEEN INTERVAL '10' MILLISECOND PRECEDING"
              + " AND INTERVAL '5' MILLISECOND FOLLOWING)");
    }
  },
  OVER_AS_ROWS_COME {
    @Override
    OneInputStreamOperator<Row, Row> operator() {
      return over(
          OverOptions.<Row>of(Running.Time.PROCESSING).idle(Duration.ofMillis(40)),
          "sum(n) OVER (ROWS 3 PRECEDING)",
          "row_number() OVER ()");
    }
  },
  TUMBLING_BUNDLES {
    @Override
    OneInputStreamOperator<Row, Row> operator() {
      return bundles(new AlignedSpans(20, 20, 0));
    }
  },
  SLIDING_BUNDLES {
    @Override
    OneInputStreamOperator<Row, Row> operator() {
      return bundles(new AlignedSpans(21, 5, 3));
    }
  },
  SESSION_BUNDLES {
    @Override
    OneInputStreamOperator<Row, Row> operator() {
      return bundles(new SessionGap(8));
    }
  },
  SESSIONS_OF_FLINK {
    @Override
    OneInputStreamOperator<Row, Row> operator() {
      EventTimeSessionWindows windows = EventTimeSessionWindows.withGap(Duration.ofMillis(8));
      return new WindowOperatorBuilder<>(
              windows,
              windows.getDefaultTrigger(),
              new ExecutionConfig(),
              ROW,
              row -> row.<String>getFieldAs(0),
              Types.STRING)
          .aggregate(
              sent(FLIGHTS.aggregate(AGGREGATES)),
              new PassThroughWindowFunction<>(),
              TypeInformation.of(AccumulatorState.class));
    }
  };

  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(
          SqlSchema.parse("carrier VARCHAR, t TIMESTAMP, dep_delay DOUBLE, n BIGINT"));
  private static final TypeInformation<Row> ROW =
      Types.ROW(Types.STRING, Types.LOCAL_DATE_TIME, Types.DOUBLE, Types.LONG);
  private static final String[] AGGREGATES = {
    "min(carrier)",
    "sum(dep_delay)",
    "count(*)",
    "count(distinct n)",
    "median(dep_delay)",
    "bit_xor(n)",
    "approx_distinct(n)"
  };

  /** One element of a stream. */
  interface Element {
    void to(KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task) throws Exception;
  }

  private record Flight(Row row, long time) implements Element {
    @Override
    public void to(KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task) throws Exception {
      task.processElement(row, time);
    }
  }

  private record Mark(long time) implements Element {
    @Override
    public void to(KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task) throws Exception {
      task.processWatermark(time);
    }
  }

  private record Clock(long time) implements Element {
    @Override
    public void to(KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task) throws Exception {
      task.setProcessingTime(time);
    }
  }

  abstract OneInputStreamOperator<Row, Row> operator();

  private static OneInputStreamOperator<Row, Row> over(OverOptions<Row> options, String... calls) {
    List<String> sql = new ArrayList<>(List.of("carrier", "n"));
    sql.addAll(List.of(calls));
    RowExpressions<Row> rows = FLIGHTS.expressions(FLIGHTS.parse(sql.toArray(String[]::new)));
    return new OverRows<>(
        rows, Expressions.output(Row.class, rows, rows.bindOver()), strings(), options);
  }

  private static OneInputStreamOperator<Row, Row> bundles(WindowForm windows) {
    RowExpressions<Row> rows = FLIGHTS.expressions(FLIGHTS.parse(AGGREGATES));
    return windows.operator(
        new WindowParts<Row, String, Row>(
            rows,
            Expressions.output(Row.class, rows, rows.bindAggregates()),
            row -> row.getFieldAs(0),
            strings(),
            ROW.createSerializer(new ExecutionConfig().getSerializerConfig()),
            new WindowOptions<>(null, null)));
  }

  private static org.apache.flink.api.common.typeutils.TypeSerializer<String> strings() {
    return Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig());
  }

  private static <F> F sent(F function) {
    try {
      return Tasks.sent(function);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A task at a time, and what came out of it and of those before. */
  final class Run implements AutoCloseable {
    private final List<String> output = new ArrayList<>();
    private KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task;
    private Element mark = new Mark(Long.MIN_VALUE);
    private Element clock = new Clock(0);

    Run() throws Exception {
      open(null);
    }

    /** Of a snapshot that was taken after some elements; times go on from theirs. */
    Run(OperatorSubtaskState snapshot, List<Element> before) throws Exception {
      before.forEach(this::rememberTime);
      open(snapshot);
    }

    private void rememberTime(Element element) {
      if (element instanceof Mark) {
        mark = element;
      } else if (element instanceof Clock) {
        clock = element;
      }
    }

    private void open(OperatorSubtaskState state) throws Exception {
      task =
          new KeyedOneInputStreamOperatorTestHarness<>(
              operator(), row -> row.getFieldAs(0), Types.STRING);
      clock.to(task);
      if (state != null) {
        task.initializeState(state);
      }
      task.open();
      mark.to(task);
    }

    void give(Element element) throws Exception {
      element.to(task);
      rememberTime(element);
    }

    OperatorSubtaskState snapshot() throws Exception {
      task.prepareSnapshotPreBarrier(1);
      return task.snapshot(1, 1);
    }

    /** Goes on as another task. */
    void restart() throws Exception {
      OperatorSubtaskState snapshot = snapshot();
      close();
      open(snapshot);
    }

    /** Of this and the tasks before, in no order. */
    List<String> output() {
      List<String> all = new ArrayList<>(output);
      lines(all);
      return all.stream().sorted().toList();
    }

    private void lines(List<String> to) {
      for (Object each : task.getOutput()) {
        if (each instanceof StreamRecord<?> record) {
          String time = record.hasTimestamp() ? record.getTimestamp() + " " : "";
          to.add(time + record.getValue());
        }
      }
    }

    @Override
    public void close() throws Exception {
      lines(output);
      task.getOutput().clear();
      task.close();
    }
  }

  /** Ends with the last watermark. */
  static List<Element> stream(Random random, int length) {
    List<Element> elements = new ArrayList<>();
    long mark = 0;
    long clock = 0;
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> elements.add(new Mark(mark += random.nextInt(12)));
        case 2 -> elements.add(new Clock(clock += random.nextInt(30)));
        default -> {
          long time = Math.max(0, mark + random.nextInt(40) - 8);
          elements.add(new Flight(flight(random, i, time), time));
        }
      }
    }
    elements.add(new Mark(Long.MAX_VALUE));
    return elements;
  }

  private static Row flight(Random random, long number, long time) {
    return Row.of(
        "C" + random.nextInt(3),
        LocalDateTime.ofEpochSecond(0, (int) (time * 1_000_000), ZoneOffset.UTC),
        random.nextInt(5) == 0 ? null : (random.nextInt(60) - 20) / 4.0,
        number);
  }
}
