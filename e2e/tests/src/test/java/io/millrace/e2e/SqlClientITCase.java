// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
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

  @TempDir Path directory;

  /** The scripts of the page, and the first one with the jar as an option of the client. */
  @Test
  void functionsAreThere() throws Exception {
    String page = Files.readString(Job.ROOT.resolve("docs/how-to/flink-sql.md"));
    List<String> scripts = BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
    assertThat(scripts).hasSize(3);
    String table = page.lines().filter(line -> line.startsWith("    |")).skip(1).findFirst().get();
    String loaded = scripts.get(0).replaceFirst("ADD JAR .*\n", "");

    Python python = Python.withDataFusion();
    String client = FlinkLibraries.sqlClient(python);
    Path conf = Files.createDirectory(directory.resolve("cluster"));
    try (FlinkCluster cluster = FlinkCluster.start(FlinkLibraries.lib(python), conf, 1)) {
      Program added = cluster.sql("add", client, script("add", scripts.get(0)), List.of());
      assertThat(added.succeed(MINUTES).output()).contains(table.strip());

      Program option =
          cluster.sql(
              "option", client, script("option", loaded), List.of("-j", Job.SQL_JAR.toString()));
      assertThat(option.succeed(MINUTES).output()).contains(table.strip());

      Program groups = cluster.sql("groups", client, script("groups", scripts.get(1)), List.of());
      assertThat(groups.succeed(MINUTES).output()).contains("  ua |", "  4.0 |", "  6.5 |");

      Program using = cluster.sql("using", client, script("using", scripts.get(2)), List.of());
      assertThat(using.succeed(MINUTES).output()).contains(" UA |  TRUE |", " EB |  TRUE |");
    }
  }

  private Path script(String name, String statements) throws IOException {
    String here = statements.replace("'flink-sql-millrace.jar'", "'" + Job.SQL_JAR + "'");
    return Files.writeString(directory.resolve(name + ".sql"), SETTINGS + here);
  }
}
