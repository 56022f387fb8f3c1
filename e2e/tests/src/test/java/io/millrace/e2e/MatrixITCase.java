// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars as they were built, on each Flink and Java that the first page names. */
class MatrixITCase {
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final int JAVA = Runtime.version().feature();
  private static final String EVERY_TEST = "every test";
  private static final Pattern HEAD =
      Pattern.compile("^\\| tested on \\| Java (\\d+) \\| Java (\\d+) \\|$");
  private static final Pattern ROW = Pattern.compile("^\\| Flink (\\S+) \\| (.+) \\| (.+) \\|$");

  private static final String RULES =
      """
      {"id":"hourly","revision":1,"sql":"count(*)","key":["origin"],"window":{"tumble":"1h"}}
      {"id":"rotation","revision":1,"sql":"sum(distance)","key":["tailnum"],"window":{"session":"6h"}}
      {"id":"late","revision":1,"sql":"dep_delay > 60 and carrier like 'U%'"}
      """;

  private static final String SQL =
      """
      SET 'execution.runtime-mode' = 'batch';
      SET 'sql-client.execution.result-mode' = 'tableau';
      LOAD MODULE millrace;
      SELECT df_upper(s), df_eval('x * 2 > 3', 'x', x) FROM (VALUES ('ua', 2.5), ('eb', 1.0)) AS t(s, x);
      """;

  /**
   * @param tested in words of the first page
   */
  record Place(String flink, int java, String tested) {}

  @TempDir Path directory;

  @Test
  void theFirstPageSaysWhereEveryTestRuns() throws IOException {
    String parent = Files.readString(Job.ROOT.resolve("pom.xml"));
    assertThat(places())
        .filteredOn(place -> place.tested().equals(EVERY_TEST))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(parent).contains("<flink.version>" + place.flink() + "</flink.version>");
              if (System.getenv("CI") != null) {
                assertThat(place).isEqualTo(new Place(FlinkLibraries.VERSION, JAVA, EVERY_TEST));
              }
            });
  }

  /** All but the one where this test runs. */
  static Stream<Place> elsewhere() throws IOException {
    return places().stream()
        .filter(place -> !place.flink().equals(FlinkLibraries.VERSION) || place.java() != JAVA);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elsewhere")
  void theJarsGiveTheResultsOfTheEmbeddedRun(Place place) throws Exception {
    Python python = Python.withDataFusion();
    Path rules = Files.writeString(directory.resolve("rules.jsonl"), RULES);
    List<String> expected = embedded(rules);
    Path java = JavaRuntime.of(place.java(), python);
    Path lib = FlinkLibraries.lib(place.flink(), python);
    Path conf = Files.createDirectory(directory.resolve("cluster"));
    try (FlinkCluster cluster = FlinkCluster.start(java, lib, conf, 1)) {
      Path out = directory.resolve("results");
      List<String> command = new ArrayList<>(List.of("-p", "2", Job.JAR.toString()));
      command.addAll(options(rules, out.toUri().toString()));
      cluster.run("client", command).succeed(MINUTES);
      assertThat(FinishedParts.lines(out)).containsExactlyInAnyOrderElementsOf(expected);

      Path script = Files.writeString(directory.resolve("script.sql"), SQL);
      String client = FlinkLibraries.sqlClient(place.flink(), python);
      Program sql = cluster.sql("sql", client, script, List.of("-j", Job.SQL_JAR.toString()));
      assertThat(sql.succeed(MINUTES).output())
          .containsPattern("\\| +UA \\| +TRUE \\|")
          .containsPattern("\\| +EB \\| +FALSE \\|");
    }
  }

  private List<String> embedded(Path rules) throws IOException {
    Path out = directory.resolve("embedded");
    try (Program job = Job.start("embedded", directory, options(rules, out.toString()))) {
      job.succeed(MINUTES);
    }
    List<String> results = FinishedParts.lines(out);
    assertThat(results).hasSizeGreaterThan(3_000);
    return results;
  }

  private static List<String> options(Path rules, String out) {
    return Job.january("--rules", rules.toString(), "--out", out, "--parallelism", "2");
  }

  /** The table of the first page. */
  private static List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>();
    List<Integer> javas = List.of();
    for (String line : Files.readAllLines(Job.ROOT.resolve("README.md"))) {
      Matcher head = HEAD.matcher(line);
      Matcher row = ROW.matcher(line);
      if (head.matches()) {
        javas = List.of(Integer.valueOf(head.group(1)), Integer.valueOf(head.group(2)));
      } else if (row.matches()) {
        places.add(new Place(row.group(1), javas.get(0), row.group(2)));
        places.add(new Place(row.group(1), javas.get(1), row.group(3)));
      }
    }
    assertThat(places).hasSize(4);
    return places;
  }
}
