// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in PyFlink, as the page has it, and the same rows in the real DataFusion. */
class PyFlinkITCase {
  private static final Pattern BLOCK = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  private static final String DATAFUSION =
      """
      from datafusion import SessionContext
      answers = SessionContext().sql('''
          SELECT concat(upper(carrier), '-', length(carrier)) AS a, round(stddev(delay), 3) AS b,
                 approx_percentile_cont(delay, 0.5) AS c
          FROM (VALUES ('ua', 2.5), ('ua', 70.0), ('ua', 11.0), ('eb', 61.0)) AS t(carrier, delay)
          GROUP BY carrier
      ''').to_pylist()
      for row in answers:
          print(*row.values())
      """;

  @TempDir Path directory;

  @Test
  void functionsAndAggregatesAnswerAsDataFusion() throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(Job.ROOT.resolve("docs/how-to/flink-sql.md")));
    assertThat(block.find()).isTrue();
    String script = block.group(1).replace("/path/to/flink-sql-millrace.jar", "" + Job.SQL_JAR);

    List<String> judge = Python.withDataFusion().run("judge", directory, of("judge", DATAFUSION));
    List<String> ours = Python.withPyFlink().run("pyflink", directory, of("script", script));

    assertThat(judge).hasSize(2);
    assertThat(ours).containsExactlyInAnyOrderElementsOf(judge);
  }

  private List<String> of(String name, String script) throws Exception {
    return List.of(Files.writeString(directory.resolve(name + ".py"), script).toString());
  }
}
