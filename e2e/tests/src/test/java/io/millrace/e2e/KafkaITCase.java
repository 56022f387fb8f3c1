// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything comes from topics of a real broker and gets into topics. */
class KafkaITCase {
  private static final Duration MINUTES = Duration.ofMinutes(4);
  private static final String SCHEMA = "n INT, at TIMESTAMP, text VARCHAR";

  @TempDir static Path home;
  private static KafkaBroker broker;

  @TempDir Path directory;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = KafkaBroker.start(home);
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  private static String event(int n) {
    return "{\"n\":%d,\"at\":\"2026-01-01T00:%02d:%02d\"}".formatted(n, n / 60 % 60, n % 60);
  }

  private static String rule(String id, int revision, String sql) {
    return "{\"id\":\"%s\",\"revision\":%d,\"sql\":\"%s\"}".formatted(id, revision, sql);
  }

  private static Stream<String[]> events(int from, int until) {
    return IntStream.range(from, until).mapToObj(n -> new String[] {"" + n % 7, event(n)});
  }

  private static List<String> options(String events, String rules, String... more) {
    List<String> options = new ArrayList<>(List.of("--schema", SCHEMA, "--event-time", "at"));
    options.addAll(List.of("--events", events, "--rules", rules));
    options.addAll(List.of(more));
    return options;
  }

  @Test
  void whatLiesInTopicsIsAnsweredOnceAndWhatIsBadIsToldWithItsPlace() throws IOException {
    broker.create("a-rules", 1, Map.of("cleanup.policy", "compact"));
    broker.create("a-events", 1, Map.of());
    broker.create("a-out", 1, Map.of("max.message.bytes", "8192"));
    broker.create("a-errors", 1, Map.of());
    broker.write("a-rules", "even", rule("even", 1, "n % 2 = 0"));
    broker.write("a-rules", "gone", rule("gone", 5, "true"));
    broker.write("a-rules", "gone", null);
    broker.write("a-rules", "odd", "no rule");
    broker.write("a-rules", "long", rule("long", 1, "length(text) > 10"));
    broker.write("a-events", null, event(2));
    broker.write("a-events", "k", event(3));
    broker.write("a-events", null, "no event");
    broker.write("a-events", "k", null);
    broker.write("a-events", null, "{\"n\":\"x\",\"at\":\"2026-01-01T00:00:00\"}");
    broker.write(
        "a-events",
        null,
        "{\"n\":5,\"at\":\"2026-01-01T00:00:00\",\"text\":\"" + "x".repeat(9_000) + "\"}");

    try (Program job =
        Job.start(
            "job",
            directory,
            options(
                broker.uri("a-events") + "?until=latest",
                broker.uri("a-rules") + "?until=latest",
                "--out",
                broker.uri("a-out"),
                "--errors",
                broker.uri("a-errors")))) {
      job.succeed(MINUTES);
    }

    assertThat(broker.read("a-out"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("even");
              assertThat(record.value()).contains("\"rule\":\"even\"", "\"n\":2,");
            });
    assertThat(broker.values("a-errors"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("MALFORMED_JSON", "(a-rules[0]@3)"),
            line -> assertThat(line).contains("BAD_EVENT", "malformed JSON", "(a-events[0]@2)"),
            line -> assertThat(line).contains("BAD_EVENT", "no value", "(a-events[0]@3)"),
            line -> assertThat(line).contains("BAD_EVENT", "column \\\"n\\\"", "(a-events[0]@4)"),
            line -> assertThat(line).contains("\"rule\":\"long\"", "LIMIT_EXCEEDED", "4096"));
  }

  @Test
  void rulesComeAndGoWhileEventsFlowAndTheJobStopsAndGoesOn() throws IOException {
    broker.create("b-rules", 2, Map.of("cleanup.policy", "compact"));
    broker.create("b-events", 3, Map.of());
    for (String topic : List.of("b-out", "b-errors", "b-acks")) {
      broker.create(topic, 1, Map.of());
    }
    broker.write("b-rules", "all", rule("all", 1, "n >= 0"));
    broker.write(
        "b-rules",
        "tens",
        "{\"id\":\"tens\",\"revision\":1,\"sql\":\"count(*)\",\"window\":{\"tumble\":\"10s\"}}");
    List<String> options =
        options(
            broker.uri("b-events"),
            broker.uri("b-rules"),
            "--out",
            broker.uri("b-out"),
            "--errors",
            broker.uri("b-errors"),
            "--acks",
            broker.uri("b-acks"),
            "--exactly-once",
            "--checkpoint-interval",
            "300ms",
            "--parallelism",
            "2",
            "--state-dir",
            "state");
    broker.write("b-events", events(0, 20));
    try (Program job = Job.start("first", directory, options)) {
      broker.awaitValue("b-out", line -> line.contains("\"n\":19,"), job);
      broker.write("b-rules", "big", rule("big", 4, "n > 30"));
      broker.awaitValue("b-acks", line -> line.contains("\"rule\":\"big\""), job);
      broker.write("b-events", events(20, 40));
      broker.awaitValue(
          "b-out", line -> line.contains("\"rule\":\"big\"") && line.contains("\"n\":39,"), job);
      broker.write("b-rules", "big", null);
      broker.awaitValue("b-acks", line -> line.contains("\"action\":\"forget\""), job);
      job.terminate();
      assertThat(job.exitCode(MINUTES)).as(job.output()).isZero();
    }
    // Late, which only the watermark that its partition had before the restart can tell.
    broker.write("b-events", "1", "{\"n\":-1,\"at\":\"2026-01-01T00:00:01\"}");
    broker.write("b-events", events(40, 60));
    broker.write("b-rules", "big", rule("big", 1, "n = 59"));
    try (Program job = Job.start("second", directory, options)) {
      assertThat(job.isAlive()).isTrue();
      broker.awaitValue("b-out", line -> line.contains("\"n\":59,"), job);
      job.terminate();
      assertThat(job.exitCode(MINUTES)).as(job.output()).isZero();
      assertThat(job.err()).anyMatch(line -> line.startsWith("Going on from checkpoint "));
    }
    assertThat(broker.values("b-out"))
        .filteredOn(line -> line.contains("\"rule\":\"all\""))
        .map(line -> Integer.parseInt(line.replaceFirst(".*\"n\":(\\d+),.*", "$1")))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 60).boxed().toList());
    assertThat(broker.values("b-errors"))
        .singleElement()
        .asString()
        .contains("LATE_EVENT", "\"rule\":\"tens\"", "\"n\":-1,");
  }

  @Test
  void aKilledTaskManagerChangesNoCommittedResult() throws Exception {
    int count = 6_000;
    broker.create("c-rules", 1, Map.of());
    broker.create("c-events", 2, Map.of());
    broker.create("c-out", 2, Map.of());
    broker.create("c-errors", 1, Map.of());
    broker.write("c-rules", "third", rule("third", 1, "n % 3 = 0"));
    broker.write(
        "c-rules",
        "minutes",
        "{\"id\":\"minutes\",\"revision\":1,\"sql\":\"count(*)\",\"key\":[\"n % 2\"],"
            + "\"window\":{\"tumble\":\"1m\"}}");
    // By turns, so that no partition is ahead of the other; the last rows are later than all.
    broker.write(
        "c-events", IntStream.range(0, count).mapToObj(n -> new String[] {"" + n % 7, event(n)}));

    List<String> command = new ArrayList<>(List.of("-p", "2", Job.JAR.toString()));
    command.addAll(
        options(
            broker.uri("c-events") + "?until=latest",
            broker.uri("c-rules") + "?until=latest",
            "--out",
            broker.uri("c-out"),
            "--errors",
            broker.uri("c-errors"),
            "--exactly-once",
            "--watermark-lag",
            "2h",
            "--checkpoint-interval",
            "500ms",
            "--rate",
            "600"));
    Path lib = FlinkLibraries.lib(Python.withDataFusion());
    try (FlinkCluster cluster =
        FlinkCluster.start(lib, Files.createDirectory(directory.resolve("cluster")), 2)) {
      Program client = cluster.run("client", command);
      String job = cluster.job();
      cluster.await(
          "three checkpoints",
          () -> cluster.number("/jobs/" + job + "/checkpoints", "/counts/completed") >= 3);

      cluster.taskManager(cluster.hostOf(job)).kill();

      client.succeed(MINUTES);
      assertThat(cluster.number("/jobs/" + job + "/checkpoints", "/counts/restored")).isPositive();
    }
    List<ConsumerRecord<String, String>> out = broker.read("c-out");
    assertThat(out)
        .filteredOn(record -> record.key().equals("third"))
        .map(record -> Integer.parseInt(record.value().replaceFirst(".*\"n\":(\\d+),.*", "$1")))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).filter(n -> n % 3 == 0).boxed().toList());
    assertThat(out)
        .filteredOn(record -> record.key().equals("minutes"))
        .map(ConsumerRecord::value)
        .doesNotHaveDuplicates()
        .hasSize(120);
    assertThat(broker.values("c-errors")).isEmpty();
  }

  @Test
  void theCommandsOfThePageDoWhatItSays() throws IOException {
    broker.writeCommands(directory);
    PageCommands page = new PageCommands("docs/how-to/kafka.md", directory);
    try (Program run = page.start(Map.of("SERVERS", broker.servers()))) {
      run.succeed(MINUTES);
      assertThat(run.out())
          .contains(
              "{\"rule\":\"late\",\"revision\":1,\"value\":true,"
                  + "\"event\":{\"carrier\":\"UA\",\"delay\":90}}");
    }
    assertThat(directory.resolve("errors.jsonl")).content().contains("malformed JSON", "(events[");
  }

  @Test
  void whatCanNotBeReachedIsNamedAndNothingIsStarted() throws IOException {
    broker.create("d-rules", 1, Map.of());
    Files.writeString(directory.resolve("e.jsonl"), event(1) + "\n");
    String rules = broker.uri("d-rules");
    refused(
        options(broker.uri("nowhere"), rules),
        "Cannot use --events: found no topic \"nowhere\" at " + broker.servers());
    refused(
        options("kafka://" + broker.servers(), rules),
        "Cannot use --events: found \"kafka://" + broker.servers() + "\", expected kafka://host:");
    refused(
        options("e.jsonl", rules + "?from=latest"),
        "Cannot use --rules: found \"" + rules + "?from=latest\", expected a topic without from=");
    refused(
        options("e.jsonl", rules, "--exactly-once", "--out", rules),
        "Cannot use --exactly-once: found it without --checkpoint-interval");
    refused(
        options("e.jsonl", rules, "--exactly-once", "--out", "o.jsonl"),
        "Cannot use --exactly-once: found it with --out o.jsonl, expected a topic");
    refused(
        options("e.jsonl", rules, "--kafka", "none.properties"),
        "Cannot use --kafka: found no readable file \"none.properties\"");
  }

  private void refused(List<String> options, String message) {
    try (Program job = Job.start("refused", directory, options)) {
      assertThat(job.exitCode(MINUTES)).isEqualTo(2);
      assertThat(job.err()).anyMatch(line -> line.startsWith(message));
      assertThat(job.out()).isEmpty();
    }
  }
}
