// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.operator.OverTasks.SALES;
import static io.millrace.operator.OverTasks.event;
import static io.millrace.operator.OverTasks.ofOneWindow;
import static io.millrace.operator.OverTasks.sale;
import static io.millrace.operator.OverTasks.task;
import static io.millrace.operator.OverTasks.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.compile.Running;
import io.millrace.session.SessionContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody can answer over a stream, or only up to a bound. */
class OverLimitsTest {
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
    assertThat(answers).isEqualTo(expected.stream().map(OverLimitsTest::unsigned).toList());
    assertThat(ofOneWindow(sql, rows)).extracting(OverLimitsTest::values).isEqualTo(answers);
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
}
