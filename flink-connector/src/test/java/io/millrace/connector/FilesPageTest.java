// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The statements of docs/how-to/files.md, and what it says that they give. */
class FilesPageTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("```sql\n(.*?)```\n+(    .*?)\n\n", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void statementsGiveWhatThePageSays() throws Exception {
    Files.writeString(directory.resolve("expressions.txt"), "dep_delay>60 or carrier='UA'\n");
    Tables tables = Tables.batch();
    String page = Files.readString(ROOT.resolve("docs/how-to/files.md"));

    List<String> given = new ArrayList<>();
    List<String> said = new ArrayList<>();
    BLOCK
        .matcher(page)
        .results()
        .forEach(
            block -> {
              given.addAll(run(tables, block.group(1)));
              said.addAll(rows(block.group(2)));
            });

    assertThat(given).isEqualTo(said).hasSize(6);
    try (Stream<Path> rules = Files.list(directory.resolve("rules"))) {
      assertThat(rules)
          .singleElement()
          .satisfies(
              each ->
                  assertThat(each)
                      .content()
                      .endsWith("\"key\":[\"carrier\"],\"window\":{\"tumble\":\"1h\"}}\n"));
    }
  }

  private List<String> run(Tables tables, String script) {
    List<String> given = new ArrayList<>();
    for (String statement : script.split(";\n")) {
      String here =
          statement
              .replace("'files/", "'" + directory.toUri())
              .replace("'e2e/", "'" + ROOT.resolve("e2e").toUri());
      try {
        if (here.strip().startsWith("SELECT")) {
          tables.rows(here).forEach(row -> given.add(shown(row)));
        } else if (!here.isBlank()) {
          tables.run(here);
        }
      } catch (Exception e) {
        throw new AssertionError(here, e);
      }
    }
    return given;
  }

  private static String shown(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getArity(); i++) {
      cells.add(row.getField(i) == null ? "NULL" : row.getField(i).toString());
    }
    return String.join(" | ", cells);
  }

  /** Of a table as the SQL client draws it. */
  private static List<String> rows(String table) {
    return table
        .lines()
        .filter(line -> line.startsWith("    |"))
        .skip(1)
        .map(line -> line.strip().replaceAll("^\\| *| *\\|$", "").replaceAll(" *\\| *", " | "))
        .toList();
  }
}
