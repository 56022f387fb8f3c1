// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import io.millrace.sql.SqlSchema;
import io.millrace.types.AccumulatorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.windowing.PassThroughWindowFunction;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Rows folded by the bundle give what Flink's own windows give, row by row. */
class BundledWindowsTest {
  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE"));
  private static final TypeInformation<Row> ROW = Types.ROW(Types.STRING, Types.DOUBLE);
  private static final String[] SQL = {
    "min(carrier)",
    "sum(dep_delay)",
    "avg(dep_delay)",
    "count(*)",
    "count(distinct dep_delay)",
    "first_value(dep_delay)",
    "sum(10 / cast(dep_delay as bigint))"
  };
  private static final OutputTag<Row> LATE = new OutputTag<>("late", ROW);
  private static final OutputTag<RowError<Row>> FAILED = RowError.tag("failed", ROW);
  private static final SerializerConfig CONFIG = new ExecutionConfig().getSerializerConfig();

  @Test
  void tumblingWindowsAreThoseOfFlink() throws Exception {
    compare(new AlignedSpans(20, 20, 0), Integer.MAX_VALUE);
  }

  @Test
  void slidingWindowsAreThoseOfFlink() throws Exception {
    compare(new AlignedSpans(21, 5, 3), Integer.MAX_VALUE);
  }

  @Test
  void sessionsAreThoseOfFlink() throws Exception {
    for (int gap = 1; gap < 12; gap += 2) {
      compare(new SessionGap(gap), Integer.MAX_VALUE);
    }
  }

  @Test
  void aRestoreAfterAnyRowShowsNowhere() throws Exception {
    compare(new AlignedSpans(20, 20, 0), 1);
    compare(new AlignedSpans(30, 10, 0), 3);
    compare(new SessionGap(3), 1);
    compare(new SessionGap(7), 4);
  }

  /** So many that sum and mean are kept in more than one sum. */
  @Test
  void largeGroupsAreThoseOfFlinkToTheLastBit() throws Exception {
    Random random = new Random(7);
    AlignedSpans spans = new AlignedSpans(10, 10, 0);
    var theirs = flink(spans);
    var ours = ours(spans);
    theirs.open();
    ours.open();
    for (int i = 1; i <= 9000; i++) {
      Row row = Row.of(i % 3 == 0 ? "A" : "B", random.nextInt(9) == 0 ? null : random.nextDouble());
      theirs.processElement(row, 5);
      ours.processElement(row, 5);
      if (i % 2100 == 0) {
        OperatorSubtaskState snapshot = snapshot(ours, i);
        ours.close();
        ours = ours(spans);
        ours.initializeState(snapshot);
        ours.open();
      }
    }
    theirs.processWatermark(100);
    ours.processWatermark(100);
    assertThat(timed(ours)).hasSize(2).containsExactlyInAnyOrderElementsOf(timed(theirs));
    theirs.close();
    ours.close();
  }

  private static void compare(WindowForm spans, int rowsToRestore) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    var theirs = flink(spans);
    var ours = ours(spans);
    theirs.open();
    ours.open();
    long watermark = 0;
    theirs.processWatermark(watermark);
    ours.processWatermark(watermark);
    for (int i = 1; i <= 600; i++) {
      if (random.nextInt(10) == 0) {
        watermark += random.nextInt(15);
        theirs.processWatermark(watermark);
        ours.processWatermark(watermark);
        assertThat(timed(ours))
            .as("seed %d, row %d", seed, i)
            .containsExactlyInAnyOrderElementsOf(timed(theirs));
        theirs.getOutput().clear();
        ours.getOutput().clear();
      }
      Row row =
          Row.of(
              "C" + random.nextInt(4),
              random.nextInt(5) == 0
                  ? null
                  : (random.nextInt(60) - 20) / (spans instanceof SessionGap ? 8.0 : 7.0));
      long time = watermark + random.nextInt(60) - 12;
      theirs.processElement(row, time);
      ours.processElement(row, time);
      if (i % rowsToRestore == 0) {
        OperatorSubtaskState snapshot = snapshot(ours, i);
        ours.close();
        ours = ours(spans);
        ours.initializeState(snapshot);
        ours.open();
        ours.processWatermark(watermark);
        assertThat(timed(ours)).isEmpty();
      }
    }
    theirs.processWatermark(Long.MAX_VALUE);
    ours.processWatermark(Long.MAX_VALUE);
    assertThat(timed(ours)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(timed(theirs));
    if (rowsToRestore == Integer.MAX_VALUE) {
      assertThat(ours.numKeyedStateEntries()).isZero();
      assertThat(ours.numEventTimeTimers()).isZero();
    }
    theirs.close();
    ours.close();
  }

  @Test
  void groupsBeyondTheMostAreInTheStateBackend() throws Exception {
    groupsBeyondTheMost(new AlignedSpans(10, 10, 0));
    groupsBeyondTheMost(new SessionGap(5));
  }

  private static void groupsBeyondTheMost(WindowForm spans) throws Exception {
    try (var task = ours(spans)) {
      task.open();
      int keys = WindowOperator.MOST_GROUPS + 10;
      for (int i = 0; i < 2 * keys; i++) {
        task.processElement(Row.of("K" + i % keys, 1.0), 5);
      }
      assertThat(task.numKeyedStateEntries()).isPositive();
      task.processWatermark(100);
      assertThat(task.extractOutputValues())
          .hasSize(keys)
          .allMatch(row -> row.<Long>getFieldAs(3) == 2);
      assertThat(task.numKeyedStateEntries()).isZero();
      assertThat(task.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void lateRowsGoWhereTheyAreAsked() throws Exception {
    OneInputStreamOperator<Row, Row> operator = operator(new AlignedSpans(10, 10, 0), LATE, null);
    try (var task = task(operator)) {
      task.open();
      task.processWatermark(9);
      task.processElement(Row.of("AA", 1.0), 9);
      task.processElement(Row.of("AA", 2.0), 10);
      assertThat(task.getSideOutput(LATE))
          .containsExactly(new StreamRecord<>(Row.of("AA", 1.0), 9));
    }
  }

  @Test
  void rowsWithoutAnAnswerGoWhereTheyAreAsked() throws Exception {
    OneInputStreamOperator<Row, Row> operator = operator(new AlignedSpans(10, 10, 0), null, FAILED);
    try (var task = task(operator)) {
      task.getExecutionConfig().enableObjectReuse();
      task.open();
      Row reused = Row.of("AA", 0.5);
      task.processElement(reused, 3);
      reused.setField(1, 1.0);
      task.processElement(reused, 4);
      task.processWatermark(10);
      String message = "Cannot divide 10: the divisor is 0, expected any other number";
      assertThat(task.getSideOutput(FAILED))
          .containsExactly(new StreamRecord<>(new RowError<>(Row.of("AA", 0.5), message), 3));
      assertThat(task.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aRowNeedsATime() throws Exception {
    try (var task = ours(new AlignedSpans(10, 10, 0))) {
      task.open();
      assertThatThrownBy(() -> task.processElement(new StreamRecord<>(Row.of("AA", 1.0))))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("Cannot put a row into a window: no timestamp");
    }
  }

  /** Rows that nobody is late for: the session that they join is still open. */
  @Test
  void aRowBehindTheWatermarkMayJoinASession() throws Exception {
    try (var task = task(operator(new SessionGap(10), LATE, null))) {
      task.open();
      task.processElement(Row.of("AA", 1.0), 10);
      task.processWatermark(15);
      task.processElement(Row.of("AA", 1.0), 1);
      task.processElement(Row.of("UA", 1.0), 1);
      task.processWatermark(19);
      assertThat(task.getSideOutput(LATE))
          .containsExactly(new StreamRecord<>(Row.of("UA", 1.0), 1));
      assertThat(timed(task)).hasSize(1).allMatch(each -> each.getTimestamp() == 19);
      assertThat(task.extractOutputValues().get(0).<Long>getFieldAs(3)).isEqualTo(2);
    }
  }

  @Test
  void sessionsHaveAGapAndNoOffset() {
    assertThatThrownBy(() -> FLIGHTS.sessions(Duration.ZERO))
        .isInstanceOf(MillraceException.class)
        .hasMessage("Cannot make sessions with a gap of PT0S: expected at least a millisecond");
    assertThatThrownBy(() -> FLIGHTS.sessions(Duration.ofMillis(1)).offset(Duration.ofMillis(1)))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith("Cannot move sessions");
  }

  @Test
  void windowsLeaveNoGap() {
    assertThatThrownBy(() -> FLIGHTS.sliding(Duration.ofMillis(5), Duration.ofMillis(6)))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith("Cannot make windows of PT0.005S every PT0.006S");
  }

  @Test
  void aRowIsNotInMoreWindowsThanRulesMayHave() {
    FLIGHTS.sliding(Duration.ofSeconds(10), Duration.ofMillis(1));
    assertThatThrownBy(() -> FLIGHTS.sliding(Duration.ofMillis(10_001), Duration.ofMillis(1)))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("10001 windows for each row, expected at most maxWindowsOfRow");
  }

  private static OperatorSubtaskState snapshot(
      KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task, long id) throws Exception {
    task.prepareSnapshotPreBarrier(id);
    return task.snapshot(id, id);
  }

  private static List<StreamRecord<?>> timed(
      KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task) {
    List<StreamRecord<?>> records = new ArrayList<>();
    for (Object element : task.getOutput()) {
      if (element instanceof StreamRecord<?> record) {
        records.add(record);
      }
    }
    return records;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> ours(WindowForm spans)
      throws Exception {
    return task(operator(spans, null, null));
  }

  private static OneInputStreamOperator<Row, Row> operator(
      WindowForm spans, OutputTag<Row> late, OutputTag<RowError<Row>> errors) {
    RowExpressions<Row> rows = FLIGHTS.expressions(FLIGHTS.parse(sql(spans)));
    return spans.operator(
        new WindowParts<Row, String, Row>(
            rows,
            Expressions.output(Row.class, rows, rows.bindAggregates()),
            row -> row.getFieldAs(0),
            Types.STRING.createSerializer(CONFIG),
            ROW.createSerializer(CONFIG),
            new WindowOptions<>(late, errors)));
  }

  /** Sessions that become one have no first value, and add their sums of floats up. */
  private static String[] sql(WindowForm spans) {
    return Stream.of(SQL)
        .filter(sql -> !(spans instanceof SessionGap && sql.startsWith("first_value")))
        .toArray(String[]::new);
  }

  private static WindowAssigner<Object, TimeWindow> assigner(WindowForm form) {
    if (form instanceof SessionGap gap) {
      return EventTimeSessionWindows.withGap(Duration.ofMillis(gap.millis()));
    }
    AlignedSpans spans = (AlignedSpans) form;
    return SlidingEventTimeWindows.of(
        Duration.ofMillis(spans.size()),
        Duration.ofMillis(spans.slide()),
        Duration.ofMillis(spans.offset()));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> flink(WindowForm spans)
      throws Exception {
    WindowAssigner<Object, TimeWindow> windows = assigner(spans);
    WindowOperatorBuilder<Row, String, TimeWindow> builder =
        new WindowOperatorBuilder<>(
            windows,
            windows.getDefaultTrigger(),
            new ExecutionConfig(),
            ROW,
            row -> row.getFieldAs(0),
            Types.STRING);
    return task(
        builder.aggregate(
            Tasks.sent(FLIGHTS.aggregate(sql(spans))),
            new PassThroughWindowFunction<>(),
            TypeInformation.of(AccumulatorState.class)));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task(
      OneInputStreamOperator<Row, Row> operator) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        operator, row -> row.getFieldAs(0), Types.STRING);
  }
}
