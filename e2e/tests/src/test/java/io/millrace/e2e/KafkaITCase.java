// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything comes from topics of a real broker and gets into topics. */
@ExtendWith(SharedBroker.class)
class KafkaITCase {
  private static final Duration MINUTES = Duration.ofMinutes(4);

  private static KafkaBroker broker;

  @TempDir Path directory;

  @BeforeAll
  static void shareBroker(KafkaBroker shared) {
    broker = shared;
  }

  private static void writeCompressed(String topic, String codec, String key, String value) {
    broker.writeCompressed(topic, codec, Stream.<String[]>of(new String[] {key, value}));
  }

  @Test
  void whatLiesInTopicsIsAnsweredOnceAndWhatIsBadIsToldWithItsPlace() throws IOException {
    broker.create("a-rules", 1, Map.of("cleanup.policy", "compact"));
    broker.create("a-events", 1, Map.of());
    broker.create("a-out", 1, Map.of("max.message.bytes", "8192"));
    broker.create("a-errors", 1, Map.of());
    writeCompressed("a-rules", "zstd", "even", Numbers.rule("even", 1, "n % 2 = 0"));
    broker.write("a-rules", "gone", Numbers.rule("gone", 5, "true"));
    broker.write("a-rules", "gone", null);
    broker.write("a-rules", "odd", "no rule");
    broker.write("a-rules", "long", Numbers.rule("long", 1, "length(text) > 10"));
    writeCompressed("a-events", "zstd", null, Numbers.event(2));
    writeCompressed("a-events", "lz4", "k", Numbers.event(3));
    writeCompressed("a-events", "snappy", null, "no event");
    writeCompressed("a-events", "gzip", "k", null);
    broker.write("a-events", null, "{\"n\":\"x\",\"at\":\"2026-01-01T00:00:00\"}");
    broker.write(
        "a-events",
        null,
        "{\"n\":5,\"at\":\"2026-01-01T00:00:00\",\"text\":\"" + "x".repeat(9_000) + "\"}");

    try (Program job =
        Job.start(
            "job",
            directory,
            Numbers.options(
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
    broker.write("b-rules", "all", Numbers.rule("all", 1, "n >= 0"));
    broker.write(
        "b-rules",
        "tens",
        "{\"id\":\"tens\",\"revision\":1,\"sql\":\"count(*)\",\"window\":{\"tumble\":\"10s\"}}");
    List<String> options =
        Numbers.options(
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
            "state",
            "--kafka",
            "client.properties");
    Files.writeString(
        directory.resolve("client.properties"), "partition.discovery.interval.ms=200");
    broker.write("b-events", Numbers.events(0, 20));
    try (Program job = Job.start("first", directory, options)) {
      broker.awaitValue("b-out", line -> line.contains("\"n\":19,"), job);
      broker.write("b-rules", "big", Numbers.rule("big", 4, "n > 30"));
      broker.awaitValue("b-acks", line -> line.contains("\"rule\":\"big\""), job);
      broker.write("b-events", Numbers.events(20, 40));
      broker.awaitValue(
          "b-out", line -> line.contains("\"rule\":\"big\"") && line.contains("\"n\":39,"), job);
      broker.write("b-rules", "big", null);
      broker.awaitValue("b-acks", line -> line.contains("\"action\":\"forget\""), job);
      broker.extend("b-rules", 3);
      broker.extend("b-events", 4);
      broker.writeTo("b-rules", 2, "more", Numbers.rule("more", 1, "n = 40"));
      broker.awaitValue("b-acks", line -> line.contains("\"rule\":\"more\""), job);
      broker.writeTo("b-events", 3, null, Numbers.event(40));
      broker.awaitValue(
          "b-out", line -> line.contains("\"rule\":\"more\"") && line.contains("\"n\":40,"), job);
      job.terminate();
      assertThat(job.exitCode(MINUTES)).as(job.output()).isZero();
    }
    // Late, which only the watermark that its partition had before the restart can tell.
    broker.write("b-events", "1", "{\"n\":-1,\"at\":\"2026-01-01T00:00:01\"}");
    broker.write("b-events", Numbers.events(41, 60));
    broker.write("b-rules", "big", Numbers.rule("big", 1, "n = 59"));
    try (Program job = Job.start("second", directory, options)) {
      assertThat(job.isAlive()).isTrue();
      broker.awaitValue("b-out", line -> line.contains("\"n\":59,"), job);
      job.terminate();
      assertThat(job.exitCode(MINUTES)).as(job.output()).isZero();
      assertThat(job.err()).anyMatch(line -> line.startsWith("Going on from checkpoint "));
    }
    assertThat(Numbers.of("all", broker.read("b-out")))
        .containsExactlyInAnyOrderElementsOf(Numbers.range(0, 60));
    assertThat(broker.values("b-errors"))
        .singleElement()
        .asString()
        .contains("LATE_EVENT", "\"rule\":\"tens\"", "\"n\":-1,");
  }

  /** The job has all libraries beside it; this one is as a cluster is without it. */
  @Test
  void aMissingLibraryOfACompressionIsNamedAndEndsTheJob() throws IOException {
    broker.create("z-rules", 1, Map.of());
    broker.create("z-events", 1, Map.of());
    broker.writeCompressed("z-events", "zstd", Numbers.events(0, 3));
    String classPath;
    try (Stream<Path> lib = Files.list(Path.of(System.getProperty("millrace.job.lib")))) {
      classPath =
          Stream.concat(Stream.of(Job.JAR), lib.filter(each -> !each.toString().contains("zstd")))
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
    }
    List<String> options =
        Numbers.options(
            broker.uri("z-events") + "?until=latest",
            broker.uri("z-rules") + "?until=latest",
            "--checkpoint-interval",
            "1s");
    try (Program job =
        Program.start(
            "job",
            directory,
            Map.of(),
            Program.java(
                List.of(),
                classPath,
                "io.millrace.job.RulesJob",
                options.toArray(String[]::new)))) {
      assertThat(job.exitCode(MINUTES)).isEqualTo(1);
      assertThat(job.err())
          .contains(
              "The job failed: Cannot read "
                  + broker.uri("z-events")
                  + ": it is compressed in a way that needs zstd-jni,"
                  + " expected that on the class path, in lib/ of a cluster");
    }
  }

  /** The other partition has nothing, and without {@code --idle} no window would end. */
  @Test
  void aSilentPartitionHoldsNoWindowBackOnceItIsIdle() throws IOException {
    broker.create("e-events", 2, Map.of());
    broker.create("e-out", 1, Map.of());
    Files.writeString(
        directory.resolve("rules.jsonl"),
        "{\"id\":\"tens\",\"revision\":1,\"sql\":\"count(*)\",\"window\":{\"tumble\":\"10s\"}}");
    broker.writeTo("e-events", 0, null, Numbers.event(3));
    broker.writeTo("e-events", 0, null, Numbers.event(14));
    List<String> options =
        Numbers.options(
            broker.uri("e-events"), "rules.jsonl", "--out", broker.uri("e-out"), "--idle", "300ms");
    try (Program job = Job.start("job", directory, options)) {
      broker.awaitValue("e-out", line -> line.contains("\"value\":1"), job);
    }
    assertThat(broker.values("e-out")).singleElement().asString().contains("T00:00:10Z");
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
    Files.writeString(directory.resolve("e.jsonl"), Numbers.event(1) + "\n");
    String rules = broker.uri("d-rules");
    refused(
        Numbers.options(broker.uri("nowhere"), rules),
        "Cannot use --events: found no topic \"nowhere\" at " + broker.servers());
    refused(
        Numbers.options("e.jsonl", rules, "--exactly-once", "--out", rules),
        "Cannot use --exactly-once: found it without --checkpoint-interval");
    refused(
        Numbers.options("e.jsonl", rules, "--exactly-once", "--out", "o.jsonl"),
        "Cannot use --exactly-once: found it with --out o.jsonl, expected a topic");
  }

  private void refused(List<String> options, String message) {
    try (Program job = Job.start("refused", directory, options)) {
      assertThat(job.exitCode(MINUTES)).isEqualTo(2);
      assertThat(job.err()).anyMatch(line -> line.startsWith(message));
      assertThat(job.out()).isEmpty();
    }
  }
}
