// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a cluster over topics of a real broker: who is let in, and what survives a kill. */
@ExtendWith(SharedBroker.class)
class KafkaClusterITCase {
  @TempDir static Path home;
  private static KafkaBroker broker;
  private static FlinkCluster cluster;
  private static String jar;

  @TempDir Path directory;

  @BeforeAll
  static void start(KafkaBroker shared) throws IOException {
    broker = shared;
    Path lib = FlinkLibraries.lib(Python.withDataFusion());
    Path directory = Files.createDirectory(home.resolve("cluster"));
    cluster = FlinkCluster.start(lib, directory, 3, zstd());
    jar = cluster.rest().upload(Job.JAR);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void end() {
    broker.gate().release();
    cluster.cancelJobs();
  }

  /** Flink has what it takes for other compressions. */
  private static Path zstd() throws IOException {
    try (Stream<Path> lib = Files.list(Path.of(System.getProperty("millrace.job.lib")))) {
      return lib.filter(each -> each.toString().contains("zstd-jni")).findFirst().orElseThrow();
    }
  }

  private static Map<String, ?> request(List<String> options) {
    return Map.of("programArgsList", options);
  }

  private static ClusterJob submit(List<String> options) {
    return cluster.submit(jar, request(options));
  }

  /** One task of each kind, so that it is known who is killed where. */
  @Test
  void aTaskManagerKilledBeforeOrBehindACommitChangesNoCommittedResult() {
    broker.create("c-rules", 1, Map.of());
    broker.create("c-events", 2, Map.of());
    broker.create("c-out", 2, Map.of());
    broker.create("c-errors", 1, Map.of());
    broker.write("c-rules", "third", Numbers.rule("third", 1, "n % 3 = 0"));
    broker.write(
        "c-rules",
        "minutes",
        "{\"id\":\"minutes\",\"revision\":1,\"sql\":\"count(*)\",\"key\":[\"n % 2\"],"
            + "\"window\":{\"tumble\":\"1m\"}}");
    ClusterJob job =
        submit(
            Numbers.options(
                broker.uri("c-events"),
                broker.uri("c-rules"),
                "--out",
                broker.gatedUri("c-out"),
                "--errors",
                broker.uri("c-errors"),
                "--exactly-once",
                "--watermark-lag",
                "2h",
                "--checkpoint-interval",
                "300ms"));
    broker.writeCompressed("c-events", "gzip", Numbers.events(0, 901));
    broker.awaitValue("c-out", line -> line.contains("\"n\":900,"));
    int killed = 0;
    for (CommitGate.Stop stop :
        List.of(CommitGate.Stop.BEFORE_COMMIT, CommitGate.Stop.AFTER_COMMIT)) {
      broker.gate().stopAt(stop);
      String codec = List.of("lz4", "snappy").get(killed);
      broker.writeCompressed(
          "c-events", codec, Numbers.events(901 + 900 * killed, 1_801 + 900 * killed));
      cluster.await("a commit, to stop " + stop, () -> broker.gate().held() == 1);
      job.killTaskManager();
      broker.gate().release();
      killed++;
      job.awaitRestores(killed);
    }
    // Hours later in each partition, which closes all windows before.
    broker.writeCompressed(
        "c-events",
        "zstd",
        IntStream.range(0, 7)
            .mapToObj(key -> new String[] {"" + key, "{\"n\":1,\"at\":\"2026-01-01T05:00:00\"}"}));
    int windows = 2 * 45 + 1;
    broker.await(
        "all windows",
        () ->
            broker.read("c-out").stream().filter(record -> record.key().equals("minutes")).count()
                >= windows);

    List<ConsumerRecord<String, String>> out = broker.read("c-out");
    assertThat(Numbers.of("third", out))
        .containsExactlyInAnyOrderElementsOf(
            Numbers.range(0, 2_701).stream().filter(n -> n % 3 == 0).toList());
    assertThat(out)
        .filteredOn(record -> record.key().equals("minutes"))
        .map(ConsumerRecord::value)
        .doesNotHaveDuplicates()
        .hasSize(windows);
    assertThat(broker.values("c-errors")).isEmpty();
  }

  @Test
  void aSecuredBrokerLetsJobsInAndNobodyReadsThePassword() throws IOException {
    broker.create("s-rules", 1, Map.of());
    broker.create("s-events", 2, Map.of());
    broker.create("s-out", 1, Map.of());
    broker.write("s-rules", "all", Numbers.rule("all", 1, "n >= 0"));
    broker.write("s-events", Numbers.events(0, 20));
    assertThat(cluster.rest().refused("/jars/" + jar + "/run", request(secured("no-sesame"))))
        .contains("Cannot use --events", "Authentication failed")
        .doesNotContain("no-sesame");

    ClusterJob first = submit(secured(KafkaBroker.PASSWORD));
    broker.awaitValue("s-out", line -> line.contains("\"n\":19,"));
    // It is the checkpoint that says how far the group is.
    broker.await(
        "place of the group",
        () ->
            broker.committed("gate", "s-events").values().stream().mapToLong(each -> each).sum()
                == 20);
    broker.write("s-rules", "odd", Numbers.rule("odd", 1, "n % 2 = 1"));
    first.cancel();
    broker.write("s-events", Numbers.events(20, 40));
    Path secrets =
        Files.writeString(directory.resolve("secrets"), "password=" + KafkaBroker.PASSWORD);
    ClusterJob second = submit(secured("${file:" + secrets + ":password}"));
    broker.awaitValue("s-out", line -> line.contains("\"n\":39,"));

    assertThat(Numbers.of("all", broker.read("s-out")))
        .containsExactlyInAnyOrderElementsOf(Numbers.range(0, 40));
    assertThat(told(first) + told(second)).contains("Source: events", "RUNNING");
    assertThat(List.of(told(first), told(second), logs()))
        .noneMatch(text -> text.contains(KafkaBroker.PASSWORD) || text.contains("no-sesame"));
    assertThat(logs()).contains("sasl.jaas.config = [hidden]");
  }

  /** Options of a job that says who it is, as the page has it. */
  private List<String> secured(String password) throws IOException {
    String properties =
        new PageCommands("docs/how-to/kafka.md", directory)
            .blocks("properties")
            .replace("SASL_SSL", "SASL_PLAINTEXT")
            .replaceFirst("\"\\$.*}\"", "\"" + password.replace("$", "\\$") + "\"");
    Path file = Files.createTempFile(directory, "client", ".properties");
    Files.writeString(file, properties + "\ngroup.id=gate\n");
    assertThat(properties).contains("\"" + KafkaBroker.USER + "\"", "\"" + password + "\"");
    return Numbers.options(
        broker.securedUri("s-events") + "?from=committed",
        broker.securedUri("s-rules"),
        "--out",
        broker.securedUri("s-out"),
        "--kafka",
        file.toString(),
        "--checkpoint-interval",
        "200ms");
  }

  /** All that REST says of a job and of the cluster. */
  private static String told(ClusterJob job) {
    List<String> told = new ArrayList<>();
    for (String path : List.of("", "/config", "/plan", "/exceptions", "/checkpoints/config")) {
      told.add(cluster.rest().get("/jobs/" + job.id() + path, "").toString());
    }
    for (String path : List.of("/jobs/overview", "/jobmanager/config", "/jars")) {
      told.add(cluster.rest().get(path, "").toString());
    }
    return String.join("\n", told);
  }

  private static String logs() {
    StringBuilder logs = new StringBuilder();
    cluster.servers().forEach(each -> logs.append(each.output()));
    return logs.toString();
  }
}
