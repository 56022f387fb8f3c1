// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody learns of rows that have no answer. */
class TableErrorsTest {
  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  private StreamTableEnvironment tables;

  @BeforeEach
  void load() {
    tables =
        StreamTableEnvironment.create(
            StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(1));
    tables.executeSql("LOAD MODULE millrace");
  }

  @Test
  void theyAreCountedForEachCallByItself() throws Exception {
    TableResult result =
        tables.executeSql(
            """
            SELECT df_factorial(a), df_factorial(b), df_eval('10 / a', 'a', a), df_eval(e, 'a', a, 'BIGINT')
            FROM (VALUES (0, -1, 'a'), (1, 5, 'a / 0'), (0, -1, 'nope'), (-3, 1, 'a + 1')) AS t(a, b, e)
            """);
    assertThat(counted(result))
        .isEqualTo(Map.of("factorial(arg0)", 3L, "Int64(10) / a", 2L, "eval", 2L));
  }

  @Test
  void thoseOfAggregatesAreToo() throws Exception {
    TableResult result =
        tables.executeSql(
            """
            SELECT df_agg('sum(10 / a)', 'a', a), df_agg('max(10 / b)', 'b', b), df_count(a)
            FROM (VALUES (0, 1), (0, 0), (3, 2)) AS t(a, b)
            """);
    assertThat(counted(result))
        .isEqualTo(Map.of("sum(Int64(10) / a)", 2L, "max(Int64(10) / b)", 1L, "count(arg0)", 0L));
  }

  /** By the expressions of calls. */
  private static Map<String, Long> counted(TableResult result) throws Exception {
    JobClient job = result.getJobClient().orElseThrow();
    result.await();
    result.collect().forEachRemaining(row -> {});
    Map<String, Long> errors = new TreeMap<>();
    METRICS
        .getMetricsByIdentifiers(job.getJobID())
        .forEach(
            (name, metric) -> {
              if (name.matches("(?s).*\\.millrace\\.call\\..*numErrors")) {
                String call = name.replaceAll("(?s).*\\.call\\.|#.*", "");
                errors.merge(call, ((Counter) metric).getCount(), Long::sum);
              }
            });
    return errors;
  }

  @Test
  void theReasonCanBeAskedFor() throws Exception {
    String deep = IntStream.range(0, 32_000).mapToObj(i -> "x").collect(Collectors.joining("+"));
    tables.createTemporaryView(
        "rules",
        tables.fromValues(
            Row.of("x > 2"),
            Row.of("10 / x"),
            Row.of("nope"),
            Row.of("x >"),
            Row.of(deep),
            Row.of((String) null)));
    assertThat(
            Queries.rows(
                tables,
                """
                SELECT CHAR_LENGTH(f0), df_eval(f0, 'x', x, 'BIGINT'), df_eval_error(f0, 'x', x, 'BIGINT')
                FROM rules, (VALUES 0) AS t(x)
                """))
        .extracting(row -> row.getField(1), row -> String.valueOf(row.getField(2)))
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each.toList()).containsExactly(0L, "null"),
            each -> assertThat(each.toList().toString()).contains("null, Cannot divide 10"),
            each -> assertThat(each.toList().toString()).contains("null, Cannot", "\"nope\""),
            each -> assertThat(each.toList().toString()).contains("null, Cannot parse"),
            each -> assertThat(each.toList().toString()).contains("maxBoundDepth = 1000"),
            each -> assertThat(each.toList()).containsExactly(null, "null"));
  }
}
