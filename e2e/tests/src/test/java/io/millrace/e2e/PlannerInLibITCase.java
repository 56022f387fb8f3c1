// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar beside what some put into {@code lib}: the planner as it is, and PyFlink's jar. */
class PlannerInLibITCase {
  private static final String SQL =
      """
      SET 'execution.target' = 'local';
      SET 'execution.runtime-mode' = 'batch';
      SET 'sql-client.execution.result-mode' = 'tableau';
      LOAD MODULE millrace;
      CREATE TEMPORARY VIEW t AS SELECT * FROM (VALUES ('ua', 2.5), ('eb', 1.0), ('ua', 4.0)) AS v(s, x);
      SELECT df_upper(s), df_eval('x * 2 > 3', 'x', x), df_regexp_replace(s, '[a-e]', '-') FROM t;
      SELECT df_initcap(s), df_agg('max(x) - min(x)', 'x', x) FROM t GROUP BY s;
      """;

  @TempDir Path directory;

  @Test
  void answersAreRight() throws Exception {
    Python python = Python.withDataFusion();
    Path lib = FlinkLibraries.libWithPlanner(python, directory);
    Path script = Files.writeString(directory.resolve("script.sql"), SQL);
    Files.writeString(directory.resolve("config.yaml"), "taskmanager.numberOfTaskSlots: 4\n");
    List<String> command =
        Program.java(
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
            FlinkLibraries.sqlClient(python) + File.pathSeparator + lib + "/*",
            "org.apache.flink.table.client.SqlClient",
            "embedded",
            "-f",
            script.toString(),
            "-j",
            Job.SQL_JAR.toString());
    Map<String, String> conf = Map.of("FLINK_CONF_DIR", directory.toString());

    try (Program client = Program.start("client", directory, conf, command)) {
      assertThat(client.succeed(Duration.ofMinutes(3)).output())
          .containsPattern("\\| +UA \\| +TRUE \\| +u- \\|")
          .containsPattern("\\| +EB \\| +FALSE \\| +-b \\|")
          .containsPattern("\\| +Ua \\| +1.5 \\|")
          .containsPattern("\\| +Eb \\| +0.0 \\|");
    }
  }
}
