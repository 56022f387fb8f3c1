// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.operator.OverTasks.LATE;
import static io.millrace.operator.OverTasks.SALES;
import static io.millrace.operator.OverTasks.event;
import static io.millrace.operator.OverTasks.ofOneWindow;
import static io.millrace.operator.OverTasks.sale;
import static io.millrace.operator.OverTasks.task;
import static io.millrace.operator.OverTasks.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import io.millrace.sql.SqlSchema;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

/** Where a row belongs among the others of its key, and rows that belong nowhere. */
class OverPlacesTest {
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
}
