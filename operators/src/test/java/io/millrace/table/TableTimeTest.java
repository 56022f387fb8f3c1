// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What time it is in a query. */
class TableTimeTest {
  private static TableEnvironment tables;

  @BeforeAll
  static void load() {
    tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set(CoreOptions.DEFAULT_PARALLELISM, 1);
    tables.executeSql("LOAD MODULE millrace");
  }

  @Test
  void itGoesOnFromRowToRow() throws Exception {
    tables.executeSql(
        """
        CREATE TEMPORARY TABLE slow (n INT, e AS CASE WHEN n > 0 THEN 'now()' END) WITH (
          'connector' = 'datagen', 'rows-per-second' = '1', 'number-of-rows' = '2',
          'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '2')
        """);
    LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC);
    List<Row> rows =
        Queries.rows(
            tables,
            """
            SELECT df_now(), df_eval('now()'), df_eval(e, 'n', n, 'TIMESTAMP'),
                   df_eval('now() = now() and n > 0', 'n', n)
            FROM slow
            """);
    LocalDateTime after = LocalDateTime.now(ZoneOffset.UTC);
    assertThat(rows).hasSize(2);
    for (int column = 0; column < 3; column++) {
      LocalDateTime last = before;
      for (Row row : rows) {
        LocalDateTime now = row.getFieldAs(column);
        assertThat(now).isAfter(last).isBeforeOrEqualTo(after);
        last = now;
      }
      assertThat(Duration.between(rows.get(0).getFieldAs(column), last))
          .isGreaterThan(Duration.ofMillis(100));
    }
    assertThat(rows).allSatisfy(row -> assertThat(row.getField(3)).isEqualTo(true));
  }

  @Test
  void itIsNotThatOfPlanning() {
    assertThat(
            tables.explainSql(
                "SELECT df_now(), df_current_timestamp(), df_current_date(), df_today(),"
                    + " df_current_time(), df_round(2.5)"))
        .contains(
            "df_now()",
            "df_current_timestamp()",
            "df_current_date()",
            "df_today()",
            "df_current_time()")
        .doesNotContain("df_round(2.5:DECIMAL(2, 1)) AS");
  }

  @Test
  void daysAndTimesOfDayAreOfTheSameMoment() throws Exception {
    LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC);
    Row row = Queries.rows(tables, "SELECT df_current_date(), df_current_time(), df_now()").get(0);
    LocalDateTime after = LocalDateTime.now(ZoneOffset.UTC);
    assertThat(row.<LocalDate>getFieldAs(0)).isBetween(before.toLocalDate(), after.toLocalDate());
    if (before.toLocalDate().equals(after.toLocalDate())) {
      assertThat(row.<LocalTime>getFieldAs(1).plusNanos(1_000_000))
          .isBetween(before.toLocalTime(), after.toLocalTime().plusNanos(1_000_000));
    }
  }
}
