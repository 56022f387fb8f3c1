// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One jar, dropped in by each of the ways that Flink's SQL client has, on a cluster. */
class SqlClientITCase {
  private static final Duration MINUTES = Duration.ofMinutes(3);

  private static final String SETTINGS =
      """
      SET 'execution.runtime-mode' = 'batch';
      SET 'sql-client.execution.result-mode' = 'tableau';
      """;

  private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TABLE = Pattern.compile("(    [+|].*\n)+");

  private static final Path ARROW = Job.ROOT.resolve("e2e/tests/src/test/python/arrow_files.py");

  /** The columns of what it writes. */
  private static final String COLUMNS =
      """
      n BIGINT, b BOOLEAN, i INT, u DECIMAL(20, 0), f FLOAT, x DOUBLE, d DECIMAL(10, 2), s STRING,
      bin BYTES, `day` DATE, `at` TIMESTAMP(6), z TIMESTAMP_LTZ(3), l ARRAY<INT>, ls ARRAY<STRING>,
      st ROW<x INT, y STRING>, m MAP<STRING, INT>, deep ARRAY<ROW<k STRING, v ARRAY<BIGINT>>>
      """;

  @TempDir static Path directory;

  private static Python python;
  private static FlinkCluster cluster;
  private static String client;

  @BeforeAll
  static void start() throws IOException {
    python = Python.withDataFusion();
    client = FlinkLibraries.sqlClient(python);
    Path conf = Files.createDirectory(directory.resolve("cluster"));
    cluster = FlinkCluster.start(FlinkLibraries.lib(python), conf, 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** The scripts of the page, which add the jar themselves. */
  @Test
  void functionsAreThere() throws Exception {
    String page = page("flink-sql.md");
    List<String> scripts =
        scripts(page).stream().filter(script -> script.contains(" JAR ")).toList();
    assertThat(scripts).hasSize(3);
    String here = "'" + Job.SQL_JAR + "'";
    scripts = scripts.stream().map(s -> s.replace("'flink-sql-millrace.jar'", here)).toList();

    assertThat(run("add", SETTINGS + scripts.get(0))).contains(tables(page).get(0));
    assertThat(run("groups", SETTINGS + scripts.get(1))).contains("  ua |", "  4.0 |", "  6.5 |");
    assertThat(run("using", SETTINGS + scripts.get(2))).contains(" UA |  TRUE |", " EB |  TRUE |");
  }

  /** All scripts of the page in one session, with the jar as an option of the client. */
  @Test
  void filesAreTables() throws Exception {
    String page = page("files.md");
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.writeString(files.resolve("expressions.txt"), "dep_delay>60 or carrier='UA'\n");
    String session =
        String.join("", scripts(page))
            .replace("'files/", "'" + files.toUri())
            .replace("'e2e/", "'" + Job.ROOT.resolve("e2e").toUri());

    String output = run("files", session, "-j", Job.SQL_JAR.toString());

    assertThat(tables(page)).hasSize(3).allSatisfy(table -> assertThat(output).contains(table));
    List<String> rules = new ArrayList<>();
    try (DirectoryStream<Path> written = Files.newDirectoryStream(files.resolve("rules"))) {
      for (Path each : written) {
        rules.addAll(Files.readAllLines(each));
      }
    }
    assertThat(rules)
        .containsExactlyInAnyOrder(
            "{\"id\":\"late\",\"revision\":1,\"sql\":\"dep_delay > 60\"}",
            "{\"id\":\"mean\",\"revision\":1,\"sql\":\"avg(dep_delay)\",\"key\":[\"carrier\"],"
                + "\"window\":{\"tumble\":\"1h\"}}");
  }

  /** Each file that pyarrow writes is copied by a table; of the copies pyarrow reads the same. */
  @Test
  void pyarrowReadsWhatTablesMakeOfItsFiles() throws Exception {
    Path files = Files.createDirectory(directory.resolve("arrow"));
    List<String> forms = arrow("write", files);
    assertThat(forms).hasSize(8);
    StringBuilder session = new StringBuilder(SETTINGS + "SET 'table.dml-sync' = 'true';\n");
    StringBuilder copies = new StringBuilder("EXECUTE STATEMENT SET BEGIN\n");
    for (String form : forms) {
      String written = form.startsWith("file") ? "file" : "stream";
      session
          .append(table("from " + form, files.resolve(form + ".arrow"), ""))
          .append(table("to " + form, files.resolve(form), ", 'arrow.form' = '" + written + "'"));
      copies.append("INSERT INTO `to %s` SELECT * FROM `from %s`;\n".formatted(form, form));
    }

    run("arrow", session.append(copies) + "END;\n", "-j", Job.SQL_JAR.toString());

    assertThat(arrow("check", files)).isEqualTo(forms);
  }

  private static String table(String name, Path path, String options) {
    return "CREATE TEMPORARY TABLE `%s` (%s) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'arrow', 'arrow.batch-rows' = '1000'%s);\n"
        .formatted(name, COLUMNS, path.toUri(), options);
  }

  private static List<String> arrow(String action, Path files) {
    return python.run(
        "arrow-" + action, directory, List.of(ARROW.toString(), action, files.toString()));
  }

  private static String page(String name) throws IOException {
    return Files.readString(Job.ROOT.resolve("docs/how-to").resolve(name));
  }

  private static List<String> scripts(String page) {
    return BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
  }

  /** As the client draws them, and the page has them. */
  private static List<String> tables(String page) {
    return TABLE.matcher(page).results().map(each -> each.group().indent(-4)).toList();
  }

  private static String run(String name, String session, String... options) throws IOException {
    Path script = Files.writeString(directory.resolve(name + ".sql"), session);
    return cluster.sql(name, client, script, List.of(options)).succeed(MINUTES).output();
  }
}
