// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.operator.OverTasks.event;
import static io.millrace.operator.OverTasks.sale;
import static io.millrace.operator.OverTasks.task;
import static io.millrace.operator.OverTasks.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.compile.Running;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverRowsTest {
  private static final int ROWS = 240;

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
}
