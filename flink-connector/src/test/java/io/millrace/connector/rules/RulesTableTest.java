// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Tables;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import io.millrace.wire.ExprCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RulesTableTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

  private static final String RULES =
      """
      {"id":"late","revision":1,"sql":"dep_delay > 60","where":"carrier = 'UA'","on_error":"null"}

      {"id":"mean","revision":2,"sql":"avg(dep_delay)","key":["carrier"],"window":{"hop":["1h","10m"]},"emit":"all","effective_from":"2013-01-01T05:00:00Z"}
      {"id":"late","revision":2,"action":"remove"}
      """;

  private static final String COLUMNS =
      """
      id STRING, revision BIGINT, action STRING, `sql` STRING, expr BYTES, `where` STRING,
      where_expr BYTES, key ARRAY<STRING>, `window` STRING, `having` STRING, having_expr BYTES,
      emit STRING, effective_from TIMESTAMP_LTZ(3), on_error STRING
      """;

  private static Tables tables;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    tables = Tables.batch();
  }

  private static void table(String name, String columns, Path path, String... options)
      throws Exception {
    tables.run("DROP TEMPORARY TABLE IF EXISTS " + name);
    tables.run(
        "CREATE TEMPORARY TABLE %s (%s) WITH ('connector' = 'millrace-rules', 'path' = '%s'%s)"
            .formatted(name, columns, path.toUri(), String.join(" ", options)));
  }

  @Test
  void aFileIsReadByTheNamesOfColumns() throws Exception {
    Path file = Files.writeString(directory.resolve("rules.jsonl"), RULES);
    table("rules", COLUMNS + ", origin STRING", file);

    List<Row> rows = tables.rows("SELECT * FROM rules");

    assertThat(rows)
        .usingElementComparator((a, b) -> RowUtils.compareRows(List.of(a), List.of(b)) ? 0 : 1)
        .containsExactly(
            Row.of(
                "late",
                1L,
                "put",
                "dep_delay > 60",
                null,
                "carrier = 'UA'",
                null,
                new String[0],
                null,
                null,
                null,
                null,
                null,
                "null",
                "rules.jsonl:1"),
            Row.of(
                "mean",
                2L,
                "put",
                "avg(dep_delay)",
                null,
                null,
                null,
                new String[] {"carrier"},
                "{\"hop\":[\"3600000ms\",\"600000ms\"]}",
                null,
                null,
                "all",
                Instant.parse("2013-01-01T05:00:00Z"),
                "skip",
                "rules.jsonl:3"),
            Row.of(
                "late",
                2L,
                "remove",
                null,
                null,
                null,
                null,
                new String[0],
                null,
                null,
                null,
                null,
                null,
                "skip",
                "rules.jsonl:4"));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Path file = Files.writeString(directory.resolve("rules.jsonl"), RULES);
    Path copy = directory.resolve("copy");
    table("rules", COLUMNS, file);
    table("copy", COLUMNS, copy);
    tables.run("INSERT INTO copy SELECT * FROM rules");

    try (Stream<Path> written = Files.list(copy)) {
      assertThat(written)
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.getFileName().toString()).matches("rules-.*\\.jsonl");
                assertThat(each)
                    .content()
                    .startsWith("{\"id\":\"late\",\"revision\":1,\"action\":\"put\",");
                table("again", COLUMNS, each);
                assertThat(
                        RowUtils.compareRows(
                            tables.rows("SELECT * FROM again"), tables.rows("SELECT * FROM rules")))
                    .isTrue();
              });
    }
  }

  @Test
  void linesAreWrittenAndReadAsTheyAre() throws Exception {
    Path copy = directory.resolve("copy");
    table("copy", "line STRING", copy);
    tables.run("INSERT INTO copy VALUES ('{\"revision\": 1, \"id\": \"a\", \"sql\": \"1 > 0\"}')");

    try (Stream<Path> written = Files.list(copy)) {
      table("again", "line STRING, id STRING", written.findFirst().orElseThrow());
    }
    assertThat(tables.rows("SELECT id, line FROM again"))
        .containsExactly(Row.of("a", "{\"revision\": 1, \"id\": \"a\", \"sql\": \"1 > 0\"}"));
  }

  @Test
  void aKeyThatIsBytesIsInTheLineOnly() throws Exception {
    Schema columns = SqlSchema.parse("a INT");
    byte[] key = ExprCodec.create().encode(SqlParser.over(columns).parse("a + 1"));
    String line =
        "{\"id\":\"a\",\"revision\":1,\"sql\":\"sum(a) > 0\",\"key\":[{\"expr\":\"%s\"}],\"window\":{\"tumble\":\"1h\"}}"
            .formatted(Base64.getEncoder().encodeToString(key));
    Path file = Files.writeString(directory.resolve("rules.jsonl"), line + "\n");
    table("rules", "id STRING, key ARRAY<STRING>", file);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM rules"))
        .hasStackTraceContaining("rules.jsonl:1: Cannot read key of rule \"a\": found bytes");

    table("rules", "id STRING, line STRING", file);
    assertThat(tables.rows("SELECT * FROM rules")).containsExactly(Row.of("a", line));
  }

  @Test
  void whatIsNoRuleFailsTheJobOrIsALineOnly() throws Exception {
    Path file = Files.writeString(directory.resolve("rules.jsonl"), "{\"id\":\"a\"}\n");
    table("rules", "id STRING, line STRING", file);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM rules"))
        .hasStackTraceContaining("rules.jsonl:1: Cannot read rule: revision null");

    table("rules", "id STRING, line STRING", file, ", 'ignore-parse-errors' = 'true'");
    assertThat(tables.rows("SELECT * FROM rules")).containsExactly(Row.of(null, "{\"id\":\"a\"}"));

    table("copy", "id STRING, revision BIGINT, `window` STRING", directory.resolve("copy"));
    assertThatThrownBy(
            () -> tables.run("INSERT INTO copy VALUES ('a', 1, '{\"hop\":1},\"emit\":1')"))
        .hasStackTraceContaining("Cannot write rule: window {\"hop\":1},\"emit\":1, ");
    assertThatThrownBy(() -> tables.run("INSERT INTO copy VALUES ('a', 0, CAST(NULL AS STRING))"))
        .hasStackTraceContaining("Cannot read rule: revision 0, expected an integer from 1");
  }

  @Test
  void wrongTablesAreRefused() throws Exception {
    table("rules", "name STRING", directory);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM rules"))
        .hasStackTraceContaining(
            "Cannot use column \"name\" of rules: expected one of [id, revision, action, sql,");
    table("rules", "revision INT", directory);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM rules"))
        .hasStackTraceContaining(
            "Cannot use column \"revision\" of rules: found INT, expected BIGINT");
    table("rules", "line STRING", directory.resolve("rules.jsonl"));
    assertThatThrownBy(() -> tables.run("INSERT INTO rules VALUES ('x')"))
        .hasStackTraceContaining("expected a directory");
  }
}
