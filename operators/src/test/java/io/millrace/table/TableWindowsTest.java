// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates of DataFusion over windows of event time, beside Flink's own where they agree. */
class TableWindowsTest {
  private static StreamTableEnvironment tables;

  @BeforeAll
  static void load() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    tables = StreamTableEnvironment.create(env);
    tables.executeSql("LOAD MODULE millrace");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Integer n = i % 7 == 0 ? null : i * i % 23;
      LocalDateTime at = LocalDateTime.of(2013, 1, 1, 5, 0).plusSeconds(11L * i * (1 + i % 2));
      rows.add(Row.of(i % 3 == 0 ? "a" : "b", n, i / 4.0, at));
    }
    tables.createTemporaryView(
        "e",
        env.fromData(
            rows,
            Types.ROW_NAMED(
                new String[] {"k", "n", "x", "at"},
                Types.STRING,
                Types.INT,
                Types.DOUBLE,
                Types.LOCAL_DATE_TIME)),
        Schema.newBuilder()
            .column("k", "STRING")
            .column("n", "INT")
            .column("x", "DOUBLE")
            .column("at", "TIMESTAMP(3)")
            .watermark("at", "`at` - INTERVAL '30' MINUTE")
            .build());
  }

  private static List<Row> rows(String sql) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = tables.executeSql(sql).collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TUMBLE(TABLE e, DESCRIPTOR(`at`), INTERVAL '2' MINUTE)",
        "HOP(TABLE e, DESCRIPTOR(`at`), INTERVAL '1' MINUTE, INTERVAL '3' MINUTE)",
        "CUMULATE(TABLE e, DESCRIPTOR(`at`), INTERVAL '1' MINUTE, INTERVAL '4' MINUTE)",
        "SESSION(TABLE e PARTITION BY k, DESCRIPTOR(`at`), INTERVAL '20' SECOND)"
      })
  void windowsHaveTheirRows(String window) throws Exception {
    List<Row> rows =
        rows(
            """
            SELECT window_start, k,
              df_sum(n), SUM(CAST(n AS BIGINT)), df_count(n), COUNT(n), df_max(x), MAX(x),
              df_agg('max(x) - min(x)', 'x', x), MAX(x) - MIN(x),
              df_agg('count(distinct n)', 'n', n), COUNT(DISTINCT n),
              df_count(DISTINCT n) FILTER (WHERE x > 3), COUNT(DISTINCT n) FILTER (WHERE x > 3),
              df_agg('median(x) between min(x) and max(x)', 'x', x), TRUE
            FROM TABLE(%s) GROUP BY window_start, window_end, k\
            """
                .formatted(window));
    assertThat(rows).hasSizeGreaterThan(5);
    assertThat(rows)
        .allSatisfy(
            row -> {
              for (int i = 2; i < row.getArity(); i += 2) {
                assertThat(row.getField(i)).isEqualTo(row.getField(i + 1));
              }
            });
  }

  @Test
  void rowsLeaveTheFramesOfOver() throws Exception {
    List<Row> rows =
        rows(
            """
            SELECT df_sum(n) OVER w, SUM(CAST(n AS BIGINT)) OVER w,
              df_count(n) OVER w, COUNT(n) OVER w,
              df_agg('array_length(array_agg(n))', 'n', n) OVER w, CAST(COUNT(*) OVER w AS DECIMAL(20, 0)),
              df_median(x) OVER w >= MIN(x) OVER w, TRUE,
              df_max_with_retract(n) OVER w, MAX(n) OVER w,
              df_agg_with_retract('min(x) + 1', 'x', x) OVER w, MIN(x) OVER w + 1
            FROM e
            WINDOW w AS (PARTITION BY k ORDER BY `at` ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)\
            """);
    assertThat(rows).hasSize(60);
    assertThat(rows)
        .allSatisfy(
            row -> {
              for (int i = 0; i < row.getArity(); i += 2) {
                assertThat(row.getField(i)).isEqualTo(row.getField(i + 1));
              }
            });
  }
}
