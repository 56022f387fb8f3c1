// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Calls in a plan that one session compiles and another one executes. */
class CompiledPlanTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

  private static final String ROWS =
      """
      (SELECT k, x, PROCTIME() AS p FROM (VALUES ('a', 1.5e0), ('a', 2e0), ('b', 4e0)) AS v(k, x))
      """;

  @TempDir Path directory;

  private Tables session(String columns) throws Exception {
    Tables tables = Tables.streaming();
    tables.run("LOAD MODULE millrace");
    tables.run(
        "CREATE TEMPORARY TABLE results (%s) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'arrow')"
            .formatted(columns, directory.resolve("results").toUri()));
    return tables;
  }

  private String plan() {
    return directory.resolve("plan.json").toUri().getPath();
  }

  private List<Row> executed(String columns, String select) throws Exception {
    session(columns).run("COMPILE PLAN '%s' FOR INSERT INTO results %s".formatted(plan(), select));
    Tables later = session(columns);
    later.run("EXECUTE PLAN '" + plan() + "'");
    return later.rows("SELECT * FROM results");
  }

  @Test
  void scalarCallsKeepTheirLiterals() throws Exception {
    assertThat(
            executed(
                "k STRING, evaluated DOUBLE, ruled BOOLEAN, rounded DOUBLE, reason STRING",
                """
                SELECT k, df_eval('x * 2 + length(''aa'')', 'x', x), df_eval(SUBSTRING(k || 'x > 1.7', 2), 'x', x, 'BOOLEAN'),
                  df_round(x, 0), df_eval_error('x > 1', 'x', x, 'BOOLEAN')
                FROM\
                """
                    + ROWS))
        .containsExactlyInAnyOrder(
            Row.of("a", 5.0, false, 2.0, null),
            Row.of("a", 6.0, true, 2.0, null),
            Row.of("b", 10.0, true, 4.0, null));
  }

  @Test
  void aggregatesOfColumnsAreThere() throws Exception {
    assertThat(
            executed(
                "k STRING, total DOUBLE, most DOUBLE",
                """
                SELECT k, df_sum(x) OVER w, df_max_with_retract(x) OVER w
                FROM %s
                WINDOW w AS (PARTITION BY k ORDER BY p ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)\
                """
                    .formatted(ROWS)))
        .containsExactlyInAnyOrder(
            Row.of("a", 1.5, 1.5), Row.of("a", 3.5, 2.0), Row.of("b", 4.0, 4.0));
  }

  /** Flink keeps none where it computes arguments before. */
  @Test
  void aggregatesWithLiteralsAreRefused() {
    for (String call : List.of("df_agg('max(x) + 1', 'x', x)", "df_percentile_cont(x, 0.5)")) {
      assertThatThrownBy(
              () ->
                  executed(
                      "k STRING, answer DOUBLE",
                      """
                      SELECT k, %s OVER (PARTITION BY k ORDER BY p RANGE UNBOUNDED PRECEDING) FROM %s
                      """
                          .formatted(call, ROWS)))
          .as(call)
          .hasStackTraceContaining(call.startsWith("df_agg") ? "compiled into a file" : "constant");
      directory.resolve("plan.json").toFile().delete();
    }
    assertThat(Files.exists(directory.resolve("results"))).isFalse();
  }
}
