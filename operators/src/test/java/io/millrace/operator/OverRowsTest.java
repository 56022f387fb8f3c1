// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.compile.Running;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverRowsTest {
  private static final Expressions<Row> SALES =
      Expressions.overRows(
          SqlSchema.parse(
              "shop VARCHAR, t TIMESTAMP, id BIGINT, n BIGINT, x DOUBLE, e DOUBLE, s VARCHAR,"
                  + " d DECIMAL(10, 2)"));
  private static final int ROWS = 240;
  private static final OutputTag<Row> LATE = new OutputTag<>("late", TypeInformation.of(Row.class));

  /** What {@code record_over.py} has written: rows, and DataFusion's answers to some calls. */
  private record Recorded(List<Row> rows, Map<String, List<String>> answers) {
    static Recorded of(String name) throws Exception {
      List<String> lines = Files.readAllLines(Path.of("src/test/resources/over", name + ".tsv"));
      List<Row> rows = lines.subList(1, ROWS + 1).stream().map(OverRowsTest::row).toList();
      Map<String, List<String>> answers = new LinkedHashMap<>();
      for (int i = ROWS + 1; i < lines.size(); i += ROWS + 1) {
        answers.put(lines.get(i).substring(2), lines.subList(i + 1, i + ROWS + 1));
      }
      return new Recorded(rows, answers);
    }
  }

  private static Row row(String line) {
    String[] cells = line.split("\t");
    return Row.of(
        cells[0],
        LocalDateTime.ofEpochSecond(Long.parseLong(cells[1]) / 1000, 0, ZoneOffset.UTC),
        Long.valueOf(cells[2]),
        cells[3].equals("null") ? null : Long.valueOf(cells[3]),
        cells[4].equals("null") ? null : Double.valueOf(cells[4]),
        Double.valueOf(cells[5]),
        cells[6].equals("null") ? null : cells[6],
        new BigDecimal(cells[7]));
  }

  private static long time(Row row) {
    return row.<LocalDateTime>getFieldAs(1).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  @ParameterizedTest
  @CsvSource({"distinct,1000", "parted,1000", "ahead,1000", "peers,1000", "ties,1000"})
  void rowsThatComeInAnyOrderHaveTheAnswersOfDataFusion(String name, int rowsToRestore)
      throws Exception {
    compare(name, rowsToRestore, event(), new HashMapStateBackend());
  }

  @ParameterizedTest
  @CsvSource({"distinct,1", "parted,1", "ahead,1", "peers,1", "ties,1"})
  void aRestoreAfterAnyRowShowsNowhere(String name, int rowsToRestore) throws Exception {
    compare(name, rowsToRestore, event(), new HashMapStateBackend());
  }

  @ParameterizedTest
  @CsvSource({"distinct,80", "parted,80", "ahead,80", "peers,80", "ties,80"})
  void aStateInRocksDbIsTheSame(String name, int rowsToRestore) throws Exception {
    compare(name, rowsToRestore, event().heap(1), new EmbeddedRocksDBStateBackend());
  }

  @ParameterizedTest
  @CsvSource({"distinct,20", "parted,20", "ahead,20"})
  void partitionsThatAreTooLargeForTheHeapGoAndComeBack(String name, int rowsToRestore)
      throws Exception {
    compare(name, rowsToRestore, event().heap(1), new HashMapStateBackend());
  }

  private static void compare(
      String name, int rowsToRestore, OverOptions<Row> options, StateBackend backend)
      throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Recorded recorded = Recorded.of(name);
    List<String> sql = new ArrayList<>(List.of("shop", "t", "id"));
    recorded.answers.keySet().forEach(each -> sql.add(each + " AS c" + sql.size()));
    String[] texts = sql.toArray(String[]::new);
    List<Row> rows = new ArrayList<>(recorded.rows);
    Map<Row, Long> arrival = new HashMap<>();
    rows.forEach(row -> arrival.put(row, time(row) + random.nextInt(40 * 60_000)));
    rows.sort((a, b) -> Long.compare(arrival.get(a), arrival.get(b)));
    List<Row> results = new ArrayList<>();
    var task = task(texts, options);
    task.setStateBackend(backend);
    task.open();
    for (int i = 0; i < rows.size(); i++) {
      task.processElement(rows.get(i), time(rows.get(i)));
      long left =
          rows.subList(i + 1, rows.size()).stream().mapToLong(row -> time(row)).min().orElse(0);
      if (random.nextInt(5) == 0 && left > 0) {
        task.processWatermark(left - 1);
      }
      if (i % rowsToRestore == rowsToRestore - 1) {
        task.prepareSnapshotPreBarrier(i);
        OperatorSubtaskState snapshot = task.snapshot(i, i);
        results.addAll(task.extractOutputValues());
        task.close();
        task = task(texts, options);
        task.setStateBackend(backend);
        task.initializeState(snapshot);
        task.open();
        task.processWatermark(left - 1);
      }
    }
    task.processWatermark(Long.MAX_VALUE);
    results.addAll(task.extractOutputValues());
    assertThat(results).hasSize(ROWS);
    Map<String, LocalDateTime> last = new HashMap<>();
    for (Row result : results) {
      LocalDateTime at = result.getFieldAs(1);
      assertThat(last.getOrDefault(result.getFieldAs(0), at)).isBeforeOrEqualTo(at);
      last.put(result.getFieldAs(0), at);
      int id = result.<Long>getFieldAs(2).intValue();
      int column = 3;
      for (Map.Entry<String, List<String>> each : recorded.answers.entrySet()) {
        assertThat(text(result.getField(column++), each.getValue().get(id)))
            .as("seed %d, row %d, %s", seed, id, each.getKey())
            .isEqualTo(each.getValue().get(id));
      }
    }
    assertThat(task.numEventTimeTimers()).isZero();
    task.close();
  }

  /** As Python spells it, floats by their value. */
  private static String text(Object value, String expected) {
    if (value instanceof LocalDateTime time) {
      return String.valueOf(time.toInstant(ZoneOffset.UTC).toEpochMilli());
    }
    if (value instanceof Double found && !expected.equals("null")) {
      return found == Double.parseDouble(expected) ? expected : found.toString();
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
  }

  @Test
  void onlyTheRowsOfFramesAreKept() throws Exception {
    String[] sql = {
      "sum(n) OVER (ORDER BY t ROWS 2 PRECEDING)",
      "avg(x) OVER (ORDER BY t)",
      "rank() OVER (ORDER BY t)"
    };
    try (var task = task(sql, event())) {
      task.open();
      for (long i = 0; i < 500; i++) {
        task.processElement(sale(i, i), 1000 * i);
        task.processWatermark(1000 * i);
      }
      task.prepareSnapshotPreBarrier(1);
      assertThat(task.numKeyedStateEntries()).isLessThanOrEqualTo(3);
      assertThat(task.numEventTimeTimers()).isZero();
      assertThat(task.extractOutputValues())
          .hasSize(500)
          .endsWith(Row.of(497L + 498 + 499, null, BigInteger.valueOf(500)));
    }
  }

  @Test
  void lateRowsGoWhereTheyAreAsked() throws Exception {
    try (var task = task(new String[] {"count(*) OVER (ORDER BY t)"}, event().late(LATE))) {
      task.open();
      task.processElement(sale(2, 1), 2000);
      task.processWatermark(2000);
      task.processElement(sale(1, 1), 1000);
      task.processElement(sale(3, 1), 3000);
      task.processWatermark(3000);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L), Row.of(2L));
      assertThat(task.getSideOutput(LATE)).containsExactly(new StreamRecord<>(sale(1, 1), 1000));
    }
  }

  @Test
  void aRowWithoutAPlaceIsAnError() throws Exception {
    String[] sql = {"count(*) OVER (ORDER BY n)"};
    try (var task = task(sql, event())) {
      task.open();
      task.processElement(sale(1, 5), 1000);
      task.processElement(sale(2, 4), 2000);
      task.processElement(sale(3, 5), 3000);
      task.processElement(sale(4, null), 4000);
      task.processElement(sale(5, 6), 5000);
      task.processWatermark(9000);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L), Row.of(2L));
    }
    try (var task = task(SALES.onError(OnError.FAIL), sql, event())) {
      task.open();
      assertThatThrownBy(() -> task.processElement(sale(4, null), 4000))
          .hasMessageContaining("its ORDER BY key is null, expected its time");
    }
  }

  @Test
  void aTimeThatHasNoMillisecondsIsAnErrorOfItsRow() throws Exception {
    Expressions<Row> seconds =
        Expressions.overRows(SqlSchema.parse("shop VARCHAR, t TIMESTAMP(0)"));
    LocalDateTime far = LocalDateTime.ofEpochSecond(Long.MAX_VALUE / 1000 + 1, 0, ZoneOffset.UTC);
    String[] sql = {
      "count(*) OVER (ORDER BY t RANGE BETWEEN CURRENT ROW AND INTERVAL '1 hour' FOLLOWING)"
    };
    try (var task = task(seconds, sql, event())) {
      task.open();
      task.processElement(Row.of("P", far), 1000);
      task.processElement(Row.of("P", LocalDateTime.ofEpochSecond(2, 0, ZoneOffset.UTC)), 2000);
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L));
    }
    try (var task = task(seconds.onError(OnError.FAIL), sql, event())) {
      task.open();
      assertThatThrownBy(() -> task.processElement(Row.of("P", far), 1000))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("expected its event time 1000");
    }
  }

  /** As in DataFusion 55. */
  @Test
  void aFrameThatEndsBeyondAllTimesHasTheRowsUpToTheEnd() throws Exception {
    Expressions<Row> seconds =
        Expressions.overRows(SqlSchema.parse("shop VARCHAR, t TIMESTAMP(0)"));
    String[] sql = {
      "count(*) OVER (ORDER BY t RANGE BETWEEN CURRENT ROW AND INTERVAL '1 hour' FOLLOWING)",
      "count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '1 hour' FOLLOWING AND INTERVAL '2 hour'"
          + " FOLLOWING)"
    };
    try (var task = task(seconds, sql, event())) {
      task.open();
      for (long at = 9223372036854774L; at <= 9223372036854775L; at++) {
        LocalDateTime far = LocalDateTime.ofEpochSecond(at, 0, ZoneOffset.UTC);
        task.processElement(Row.of("P", far), 1000 * at);
      }
      task.processWatermark(Long.MAX_VALUE - 1);
      assertThat(task.extractOutputValues()).isEmpty();
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(2L, 0L), Row.of(1L, 0L));
      assertThat(task.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aKeyThatComesAgainLaterIsNoPeerButAnError() throws Exception {
    String[] hours = {"count(*) OVER (ORDER BY date_trunc('hour', t))"};
    try (var task = task(hours, event())) {
      task.open();
      task.processElement(sale(1, 1), 1000);
      task.processElement(sale(2, 1), 2000);
      task.processElement(sale(3600, 1), 3_600_000);
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L), Row.of(2L));
    }
    String[] rows = {
      "count(*) OVER (ORDER BY date_trunc('hour', t) ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT"
          + " ROW)"
    };
    try (var task = task(rows, event())) {
      task.open();
      task.processElement(sale(1, 1), 1000);
      task.processElement(sale(2, 1), 2000);
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L), Row.of(2L));
    }
  }

  /** DataFusion 55 crashes on the second row; here only that has no answer. */
  @Test
  void aFrameThatEndsBeforeItStartsIsAnErrorOfItsRow() throws Exception {
    String crossed =
        "%s OVER (ORDER BY t RANGE BETWEEN INTERVAL '1 month' PRECEDING AND INTERVAL '40 days'"
            + " PRECEDING)";
    for (String call : List.of("count(*)", "sum(n)", "first_value(n)", "median(n)")) {
      String[] sql = {crossed.formatted(call)};
      long day = 86_400;
      List<Row> sales = List.of(sale(0, 1), sale(20 * day, 2), sale(50 * day, 3));
      try (var task = task(sql, event())) {
        task.open();
        for (Row sale : sales) {
          task.processElement(sale, time(sale));
        }
        task.processWatermark(Long.MAX_VALUE);
        assertThat(task.extractOutputValues()).as(call).isEqualTo(ofOneWindow(sql, sales));
        assertThat(task.extractOutputValues()).hasSize(3);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lag(n, 4) OVER (ORDER BY t)",
        "lag(n, 9000000000) OVER (ORDER BY t)",
        "nth_value(n, -4) OVER (ORDER BY t)"
      })
  void whatKeepsMoreValuesThanRowsMayBeIsRefused(String sql) {
    assertThatThrownBy(() -> task(new String[] {sql}, event().most(3)).open())
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .hasMessageContaining("values of a key, expected at most 3");
  }

  @Test
  void aPlaceBeyondAFrameThatSlidesKeepsNothing() throws Exception {
    String[] sql = {
      "lag(n, 3) OVER (ORDER BY t)",
      "nth_value(n, 9000000000) OVER (ORDER BY t ROWS 1 PRECEDING)",
      "nth_value(n, 9000000000) OVER (ORDER BY t)"
    };
    try (var task = task(sql, event().most(3))) {
      task.open();
      task.processElement(sale(1, 5), 1000);
      task.processWatermark(9000);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(null, null, null));
    }
  }

  /** As much as {@code maxValueBytes} admits are 1 MiB. */
  @Test
  void aFrameThatIsTooLargeHasNoAnswerUntilItsRowsHaveLeft() throws Exception {
    String[] sql = {
      "cardinality(array_agg(s) OVER (ORDER BY t))",
      "cardinality(array_agg(s) OVER (ORDER BY t ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))",
      "count(DISTINCT s) OVER (ORDER BY t)"
    };
    int[] lengths = {300_000, 700_000, 500_000, 400_000, 10, 10};
    List<List<Object>> expected =
        List.of(
            List.of(1L, 1L, 1L),
            List.of(2L, 2L, 2L),
            Arrays.asList(null, null, 3L),
            Arrays.asList(null, 2L, 4L),
            Arrays.asList(null, 2L, 5L),
            Arrays.asList(null, 2L, 5L));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      Row row = sale(i, 1);
      row.setField(6, "x".repeat(lengths[i]));
      rows.add(row);
    }
    OperatorSubtaskState snapshot = null;
    List<List<Object>> answers = new ArrayList<>();
    for (Row row : rows) {
      try (var task = task(sql, event())) {
        if (snapshot != null) {
          task.initializeState(snapshot);
        }
        task.open();
        task.processElement(row, time(row));
        task.processWatermark(time(row));
        task.prepareSnapshotPreBarrier(1);
        snapshot = task.snapshot(1, 1);
        answers.add(values(task.extractOutputValues().get(0)));
      }
    }
    assertThat(answers).isEqualTo(expected.stream().map(OverRowsTest::unsigned).toList());
    assertThat(ofOneWindow(sql, rows)).extracting(OverRowsTest::values).isEqualTo(answers);
    try (var task = task(SALES.onError(OnError.FAIL), sql, event())) {
      task.open();
      for (Row row : rows.subList(0, 3)) {
        task.processElement(row, time(row));
      }
      assertThatThrownBy(() -> task.processWatermark(9000))
          .hasMessageContaining("Cannot compute array_agg")
          .hasMessageContaining("expected at most maxValueBytes = 1048576");
    }
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.getArity(); i++) {
      values.add(row.getField(i));
    }
    return values;
  }

  /** The number of items is unsigned. */
  private static List<Object> unsigned(List<Object> values) {
    List<Object> some = new ArrayList<>(values);
    for (int i = 0; i < 2; i++) {
      some.set(i, some.get(i) == null ? null : BigInteger.valueOf((Long) some.get(i)));
    }
    return some;
  }

  @Test
  void valuesThatAreTooLargeTogetherAreMissedWhereTheyAreAskedFor() throws Exception {
    String[] sql = {"left(lag(s, 100) OVER (ORDER BY t), 3)", "left(lag(s) OVER (ORDER BY t), 3)"};
    try (var task = task(sql, event())) {
      task.open();
      for (int i = 0; i <= 201; i++) {
        Row row = sale(i, 1);
        row.setField(6, i + "x".repeat(i < 100 ? 1_000_000 : 10));
        task.processElement(row, time(row));
      }
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues().get(99)).isEqualTo(Row.of(null, "98x"));
      assertThat(task.extractOutputValues().get(110)).isEqualTo(Row.of(null, "109"));
      assertThat(task.extractOutputValues().get(180)).isEqualTo(Row.of("80x", "179"));
      assertThat(task.extractOutputValues().get(201)).isEqualTo(Row.of("101", "200"));
    }
  }

  @Test
  void manyRowsOfOneTimeAreAnsweredInTheOrderOfTheirKeys() throws Exception {
    String[] sql = {"sum(n) OVER (ORDER BY t, id ROWS 1 PRECEDING)", "id"};
    int count = 30_000;
    try (var task = task(sql, event())) {
      task.open();
      for (int i = 0; i < count; i++) {
        Row row = sale(1, i);
        row.setField(2, (long) i);
        task.processElement(row, 1000);
      }
      assertThat(task.numEventTimeTimers()).isEqualTo(1);
      task.processWatermark(1000);
      assertThat(task.extractOutputValues())
          .hasSize(count)
          .startsWith(Row.of(0L, 0L), Row.of(1L, 1L), Row.of(3L, 2L))
          .endsWith(Row.of(2L * count - 3, count - 1L));
      assertThat(task.numEventTimeTimers()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lag(n) OVER (ORDER BY t) | call 1 in it is sum, expected lag",
        "sum(id) OVER (ORDER BY t) | call 1 in it is a sum with other arguments, keys or frame,"
            + " expected the same as now",
        "sum(n) OVER (ORDER BY t ROWS 1 PRECEDING) | call 1 in it is a sum with other",
        "sum(n) FILTER (WHERE n > 0) OVER (ORDER BY t) | call 1 in it is a sum with other",
        "sum(DISTINCT n) OVER (ORDER BY t) | call 1 in it is a sum with other",
        "sum(n) OVER (PARTITION BY s ORDER BY t) | call 1 in it is a sum with other",
        "sum(n) OVER (ORDER BY t, id) | call 1 in it is a sum with other",
        "sum(n) OVER (ORDER BY t) + rank() OVER (ORDER BY t) | it has 1 calls, expected 2",
        "sum(n) OVER (ORDER BY t) + id | other columns are kept of rows in it, expected the same"
      })
  void theStateOfOtherCallsIsRefused(String refusal) throws Exception {
    String[] parts = refusal.split(" \\| ");
    OperatorSubtaskState snapshot;
    try (var task = task(new String[] {"sum(n) OVER (ORDER BY t)"}, event())) {
      task.open();
      task.processElement(sale(1, 1), 1000);
      task.processWatermark(1000);
      task.prepareSnapshotPreBarrier(1);
      snapshot = task.snapshot(1, 1);
    }
    try (var task = task(new String[] {parts[0]}, event())) {
      task.initializeState(snapshot);
      assertThatThrownBy(task::open)
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED_HERE))
          .hasMessageStartingWith("Cannot restore the state of OVER: ")
          .hasMessageContaining(parts[1]);
    }
    try (var task = task(new String[] {"1 + sum(n) OVER (ORDER BY t)"}, event())) {
      task.initializeState(snapshot);
      task.open();
      task.processElement(sale(2, 1), 2000);
      task.processWatermark(2000);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(3L));
    }
  }

  @Test
  void aKeyTakesNoMoreRowsThanItMay() throws Exception {
    String[] sql = {"count(*) OVER (ORDER BY t ROWS BETWEEN 99 PRECEDING AND CURRENT ROW)"};
    try (var task = task(SALES.onError(OnError.FAIL), sql, event().most(3))) {
      task.open();
      for (long i = 1; i <= 3; i++) {
        task.processElement(sale(i, i), 1000 * i);
      }
      task.processWatermark(9000);
      assertThatThrownBy(() -> task.processElement(sale(10, 1), 10_000))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("4 rows of a key, expected at most maxWindowRows");
    }
  }

  @Test
  void inProcessingTimeRowsAreAnsweredAsTheyCome() throws Exception {
    String[] sql = {
      "sum(n) OVER (PARTITION BY s ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
      "row_number() OVER (PARTITION BY s)",
      "n + 1"
    };
    try (var task = task(sql, OverOptions.of(Running.Time.PROCESSING))) {
      task.open();
      task.processElement(new StreamRecord<>(sale(5, 1)));
      task.processElement(new StreamRecord<>(sale(3, 10)));
      task.processElement(new StreamRecord<>(sale(4, null)));
      assertThatThrownBy(
              () ->
                  task(
                          new String[] {"sum(n) OVER (ORDER BY t)"},
                          OverOptions.of(Running.Time.PROCESSING))
                      .open())
          .hasMessageContaining("it has ORDER BY");
      assertThat(task.extractOutputValues())
          .hasSize(3)
          .extracting(row -> row.getField(0))
          .containsExactly(1L, 11L, 10L);
    }
  }

  @Test
  void aRangeIsRefusedWhereNothingButComingGivesAnOrder() {
    String[] sql = {"sum(n) OVER (RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"};
    assertThatThrownBy(() -> task(sql, OverOptions.of(Running.Time.PROCESSING)).open())
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .hasMessageContaining("its frame is of RANGE, expected ROWS where there is no order");
  }

  @Test
  void aRowThatTakesTooLongIsAnError() throws Exception {
    Expressions<Row> late =
        SALES.withSessions(
            () -> SessionContext.create().withLimits(Limits.DEFAULT.with(Limit.BATCH_MILLIS, 0)));
    String[] sql = {"sum(n + 1) OVER (ORDER BY t)"};
    try (var task = task(late, sql, event())) {
      task.open();
      task.processElement(sale(1, 1), 1000);
      task.processWatermark(1000);
      assertThat(task.extractOutputValues()).isEmpty();
    }
    try (var task = task(late.onError(OnError.FAIL), sql, event())) {
      task.open();
      assertThatThrownBy(() -> task.processElement(sale(1, 1), 1000))
          .hasMessageContaining("Cannot evaluate a row: it took longer")
          .hasMessageContaining("maxBatchMillis = 0");
    }
  }

  @Test
  void anIdleKeyIsForgotten() throws Exception {
    String[] sql = {"count(*) OVER (ORDER BY t ROWS 5 PRECEDING)"};
    try (var task = task(sql, event().idle(Duration.ofSeconds(10)))) {
      task.open();
      task.setProcessingTime(1);
      task.processElement(sale(1, 1), 1000);
      task.setProcessingTime(20_000);
      assertThat(task.numKeyedStateEntries()).isPositive();
      task.processWatermark(1000);
      task.processElement(sale(2, 1), 2000);
      task.processWatermark(2000);
      task.prepareSnapshotPreBarrier(1);
      task.setProcessingTime(100_000);
      assertThat(task.numKeyedStateEntries()).isZero();
      assertThat(task.numProcessingTimeTimers()).isZero();
      task.processElement(sale(3, 1), 3000);
      task.processWatermark(3000);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L), Row.of(2L), Row.of(1L));
    }
  }

  @Test
  void partitionsBeyondTheMostAreInTheStateBackend() throws Exception {
    String[] sql = {"sum(n) OVER (PARTITION BY id ORDER BY t)"};
    try (var task = task(sql, event())) {
      task.open();
      int partitions = OverRows.MOST_PARTITIONS + 10;
      for (int i = 0; i < 2 * partitions; i++) {
        Row row = sale(1 + i / partitions, 1);
        row.setField(2, (long) (i % partitions));
        task.processElement(row, time(row));
      }
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues()).hasSize(2 * partitions).endsWith(Row.of(2L));
      assertThat(task.extractOutputValues().stream().filter(Row.of(2L)::equals))
          .hasSize(partitions);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n + 1 | none of them has OVER",
        "sum(n) OVER (ORDER BY t ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) | its frame of ROWS ends"
            + " FOLLOWING",
        "sum(n) OVER (ORDER BY t GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) | its frame of GROUPS"
            + " ends FOLLOWING",
        "sum(n) OVER (ORDER BY n RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) | its frame of RANGE"
            + " ends FOLLOWING",
        "sum(n) OVER (ORDER BY t ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING) | its frame ends"
            + " at UNBOUNDED FOLLOWING",
        "sum(n) OVER (ORDER BY t DESC) | ORDER BY goes back in time",
        "sum(n) OVER (ROWS 1 PRECEDING) | it has no ORDER BY",
        "lead(n) OVER (ORDER BY t) | it needs rows that are still to come",
        "lag(n, -1) OVER (ORDER BY t) | it needs rows that are still to come",
        "lag(n, 9000000000) OVER (ORDER BY t) | it keeps 9000000000 values of a key",
        "ntile(3) OVER (ORDER BY t) | it needs rows that are still to come",
        "cume_dist() OVER (ORDER BY t) | it needs rows that are still to come",
        "sum(n) OVER (ORDER BY t) + sum(n) OVER (ORDER BY t, id) | its ORDER BY is not that of"
            + " other calls",
        "sum(n) OVER (ORDER BY t) + sum(n) OVER (PARTITION BY s ORDER BY t) | its PARTITION BY is"
            + " not that of other calls"
      })
  void whatNobodyCanAnswerIsRefusedByName(String refusal) {
    String[] parts = refusal.split(" \\| ");
    assertThatThrownBy(() -> task(new String[] {parts[0]}, event()).open())
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .hasMessageContaining(parts[1]);
  }

  /** What {@link OverEvaluation} makes of the same rows. */
  private static List<Row> ofOneWindow(String[] sql, List<Row> rows) {
    RowExpressions<Row> expressions = SALES.expressions(SALES.parse(sql));
    List<Row> results = new ArrayList<>();
    try (var window =
        new OverEvaluation<>(
            expressions,
            Expressions.output(Row.class, expressions, expressions.bindOver()),
            new Errors(expressions, new SimpleCounter()))) {
      window.evaluate(rows, new ListCollector<>(results));
    }
    return results;
  }

  private static Row sale(long seconds, Object n) {
    return Row.of(
        "P",
        LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC),
        0L,
        n instanceof Integer small ? Long.valueOf(small) : n,
        null,
        0.0,
        "s",
        BigDecimal.ONE.setScale(2));
  }

  private static OverOptions<Row> event() {
    return OverOptions.of(Running.Time.EVENT);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task(
      String[] sql, OverOptions<Row> options) throws Exception {
    return task(SALES, sql, options);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task(
      Expressions<Row> expressions, String[] sql, OverOptions<Row> options) throws Exception {
    RowExpressions<Row> rows = expressions.expressions(expressions.parse(sql));
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new OverRows<Row, String, Row>(
            rows,
            Expressions.output(Row.class, rows, rows.bindOver()),
            Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig()),
            options),
        row -> row.getFieldAs(0),
        Types.STRING);
  }
}
