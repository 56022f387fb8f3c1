// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of metrics names those that operators register, and no others. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| .*");
  private static final Pattern REGISTERED =
      Pattern.compile("\\.(?:gauge|counter|histogram|meter)\\(\\s*\"(\\w+)\"");

  /** A metric, and whose it is. */
  private record Row(String name, Set<String> operators) {
    String last() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  @Test
  void operatorsOfRulesRegisterWhatItSaysOfThem() throws Exception {
    List<Row> rows = rows("Rules");
    Set<String> ours = inSources();
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'row','revision':1,'sql':'delay > 1'}");
      tasks.rule("{'id':'sum','revision':1,'sql':'sum(delay)','window':{'tumble':'1h'}}");
      tasks.marker();
      for (Map.Entry<String, Set<String>> each : tasks.metrics().entrySet()) {
        assertThat(each.getValue())
            .as(each.getKey())
            .filteredOn(name -> name.startsWith("millrace.") || ours.contains(name))
            .extracting(MetricsPageTest::general)
            .hasSizeGreaterThan(5)
            .allSatisfy(name -> assertThat(named(rows, each.getKey())).contains(name))
            .containsAll(named(rows, each.getKey()));
      }
    }
    assertThat(rows).flatExtracting(Row::operators).containsOnly("reader", "router", "windows");
  }

  private static String general(String name) {
    return name.replaceFirst("^millrace\\.rule\\.[^.]+", "millrace.rule.<id>")
        .replaceFirst("^millrace\\.refused\\..*", "millrace.refused.<code>");
  }

  private static Set<String> named(List<Row> rows, String operator) {
    return rows.stream()
        .filter(row -> row.operators().contains(operator))
        .map(Row::name)
        .collect(Collectors.toSet());
  }

  @Test
  void eachNameInTheSourcesIsThereAndNoOther() throws IOException {
    List<Row> all = rows("");
    assertThat(all).extracting(Row::name).hasSizeGreaterThan(25);
    assertThat(all)
        .extracting(Row::last)
        .filteredOn(last -> !last.startsWith("<"))
        .allSatisfy(last -> assertThat(inSources()).contains(last))
        .containsAll(inSources());
  }

  /** The last parts of the names. */
  private static Set<String> inSources() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        REGISTERED.matcher(Files.readString(source)).results().forEach(e -> names.add(e.group(1)));
      }
    }
    return names;
  }

  /**
   * @param heading of one part of the page, or empty for all of it
   */
  private static List<Row> rows(String heading) throws IOException {
    List<Row> rows = new ArrayList<>();
    String part = "";
    for (String line : Files.readAllLines(PAGE)) {
      part = line.startsWith("## ") ? line.substring(3) : part;
      Matcher row = ROW.matcher(line);
      if (row.matches() && part.contains(heading)) {
        rows.add(new Row(row.group(1), Set.of(row.group(2).split(", "))));
      }
    }
    return rows;
  }
}
