// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with rules and events is said in a line each, and the job goes on. */
class BadInputITCase {
  private static final Duration MINUTES = Duration.ofMinutes(3);
  private static final String GOOD = "{'id':'good','revision':1,'sql':'a > 0'}";

  @TempDir Path directory;

  @Test
  void eachBadRuleIsRefusedOnceAndTheOthersGoOn() throws IOException {
    rules(
        "{'id':'no-bytes','revision':1,'expr':'/////w=='}",
        "{'id':'newer','revision':1,'expr':'uj4A'}",
        "{'id':'both','revision':1,'sql':'a > 0','expr':'uj4A'}",
        "{'id':'aggregate','revision':1,'sql':'max(a)'}",
        "{'id':'unknown','revision':1,'sql':'aa > 0'}",
        "{'id':'syntax','revision':1,'sql':'a >'}",
        "{'id':'field','revision':1,'sql':'a > 0','wher':'a > 1'}",
        "no json",
        GOOD);
    events("1,x,2013-01-01T00:00:00Z");

    succeed("--parallelism", "2");

    assertThat(results()).singleElement().asString().contains("\"rule\":\"good\"");
    assertThat(errors())
        .hasSize(8)
        .anyMatch(each -> has(each, "no-bytes", "MALFORMED_BYTES"))
        .anyMatch(each -> has(each, "newer", "UNSUPPORTED_EXPRESSION"))
        .anyMatch(each -> has(each, "both", "MALFORMED_JSON"))
        .anyMatch(each -> has(each, "aggregate", "NOT_ALLOWED_HERE"))
        .anyMatch(each -> has(each, "unknown", "UNKNOWN_NAME") && each.contains("did you mean"))
        .anyMatch(each -> has(each, "syntax", "SYNTAX") && each.contains("\"line\":1"))
        .anyMatch(each -> has(each, "field", "MALFORMED_JSON"))
        .anyMatch(each -> each.contains("no json"));
  }

  @Test
  void rowsThatCanNotBeReadAreErrorsAndNothingElse() throws IOException {
    rules(GOOD, "{'id':'windows','revision':1,'sql':'count(*)','window':{'tumble':'1h'}}");
    events(
        "1,x,2013-01-01T00:00:00Z",
        "2,x",
        "3,x,2013-01-01T00:00:00Z,y",
        "many,x,2013-01-01T00:00:00Z",
        "4,x,2013-01-01T00:30:00Z");

    succeed();

    assertThat(errors())
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).contains("BAD_EVENT", "\"line\":3", "\"text\":\"2,x\""),
            each -> assertThat(each).contains("BAD_EVENT", "\"line\":4", "4 fields, expected 3"),
            each -> assertThat(each).contains("BAD_EVENT", "\"line\":5", "column \\\"a\\\""));
    assertThat(results()).hasSize(3).anyMatch(each -> each.contains("\"value\":2"));
  }

  @Test
  void eventWithoutTimeIsAnErrorOnceAndAnswersRulesWithoutWindow() throws IOException {
    rules(GOOD, "{'id':'windows','revision':1,'sql':'count(*)','window':{'tumble':'1h'}}");
    events("1,x,", "2,x,2013-01-01T00:30:00Z");

    succeed();

    assertThat(errors())
        .singleElement()
        .asString()
        .contains("BAD_EVENT", "event time is NULL", "\"line\":2", "\"text\":\"1,x,\"");
    assertThat(results()).filteredOn(each -> each.contains("\"rule\":\"good\"")).hasSize(2);
    assertThat(results())
        .filteredOn(each -> each.contains("\"rule\":\"windows\""))
        .singleElement()
        .asString()
        .contains("\"value\":1");
  }

  @Test
  void divisionByZeroIsSkippedOrNull() throws IOException {
    rules(
        "{'id':'skip','revision':1,'sql':'10 / a'}",
        "{'id':'null','revision':1,'sql':'10 / a','on_error':'null'}");
    events("5,x,2013-01-01T00:00:00Z", "0,x,2013-01-01T00:01:00Z", "2,x,2013-01-01T00:02:00Z");

    succeed();

    assertThat(results())
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).contains("\"skip\"", "\"value\":2,"),
            each -> assertThat(each).contains("\"skip\"", "\"value\":5,"),
            each -> assertThat(each).contains("\"null\"", "\"value\":2,"),
            each -> assertThat(each).contains("\"null\"", "\"value\":null,"),
            each -> assertThat(each).contains("\"null\"", "\"value\":5,"));
    assertThat(errors())
        .singleElement()
        .asString()
        .contains("\"rule\":\"skip\"", "EVALUATION", "\"event\":{\"a\":0");
  }

  @Test
  void divisionByZeroEndsTheJobForGoodWhereTheRuleSaysSo() throws IOException {
    rules("{'id':'fatal','revision':1,'sql':'10 / a','on_error':'fail'}");
    events("5,x,2013-01-01T00:00:00Z", "0,x,2013-01-01T00:01:00Z");

    try (Program job = start("--checkpoint-interval", "1s")) {
      assertThat(job.exitCode(MINUTES)).isEqualTo(1);
      assertThat(job.err())
          .filteredOn(line -> line.startsWith("The job failed: "))
          .singleElement()
          .asString()
          .contains("fatal");
    }
  }

  @Test
  void lateRowIsAnErrorOfEachRuleThatWouldHaveSeenIt() throws IOException {
    rules(
        GOOD,
        "{'id':'hourly','revision':1,'sql':'count(*)','window':{'tumble':'1h'}}",
        "{'id':'daily','revision':1,'sql':'count(*)','window':{'tumble':'1d'}}",
        "{'id':'other','revision':1,'sql':'count(*)','where':'a > 9','window':{'tumble':'1h'}}");
    events(
        "1,x,2013-01-01T00:10:00Z",
        "2,x,2013-01-01T01:00:00Z",
        "3,late,2013-01-01T00:20:00Z",
        "4,x,2013-01-01T01:00:01Z",
        "5,late,2013-01-01T00:59:59.999Z");

    for (String parallelism : List.of("1", "3")) {
      succeed("--parallelism", parallelism);

      assertThat(errors())
          .hasSize(2)
          .allMatch(each -> has(each, "hourly", "LATE_EVENT") && each.contains("\"b\":\"late\""));
      assertThat(results())
          .filteredOn(each -> each.contains("hourly") || each.contains("daily"))
          .satisfiesExactlyInAnyOrder(
              each -> assertThat(each).contains("hourly", "T00:00:00Z", "\"value\":1"),
              each -> assertThat(each).contains("hourly", "T02:00:00Z", "\"value\":2"),
              each -> assertThat(each).contains("daily", "\"value\":5"));
    }
  }

  private static boolean has(String line, String rule, String code) {
    return line.contains("\"rule\":\"" + rule + "\"") && line.contains("\"code\":\"" + code + "\"");
  }

  private void rules(String... lines) throws IOException {
    Files.writeString(
        directory.resolve("rules.jsonl"), String.join("\n", lines).replace('\'', '"'));
  }

  private void events(String... lines) throws IOException {
    Files.writeString(
        directory.resolve("events.csv"), "a,b,at\n" + String.join("\n", lines) + "\n");
  }

  private void succeed(String... more) {
    try (Program job = start(more)) {
      job.succeed(MINUTES);
    }
  }

  private Program start(String... more) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--events", "events.csv", "--rules", "rules.jsonl"));
    options.addAll(List.of("--schema", "a INT, b VARCHAR, at TIMESTAMP", "--event-time", "at"));
    options.addAll(List.of("--out", "out.jsonl", "--errors", "errors.jsonl"));
    options.addAll(Arrays.asList(more));
    return Job.start("job", directory, options);
  }

  private List<String> results() throws IOException {
    return Files.readAllLines(directory.resolve("out.jsonl"));
  }

  private List<String> errors() throws IOException {
    return Files.readAllLines(directory.resolve("errors.jsonl"));
  }
}
