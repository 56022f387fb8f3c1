// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cluster that many jobs come to and go from: what it tells of them, and what they leave. */
class SessionClusterITCase {
  private static final int SUBMISSIONS = Integer.getInteger("millrace.submissions", 8);

  /** When everything that is there once has been loaded. */
  private static final int SETTLED = SUBMISSIONS < 20 ? 4 : 5;

  /** Lines of rules, of which one in a hundred is bad. */
  private static final int FLOOD = 20_000;

  @TempDir static Path directory;
  private static FlinkCluster cluster;
  private static String jar;
  private static Path events;

  @BeforeAll
  static void start() throws Exception {
    Path lib = FlinkLibraries.lib(Python.withDataFusion());
    cluster = FlinkCluster.start(lib, Files.createDirectory(directory.resolve("cluster")), 1);
    jar = cluster.rest().upload(Job.JAR);
    events = Files.write(directory.resolve("events.csv"), rows());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void end() {
    cluster.cancelJobs();
  }

  /** One a second, ten of them, and one that is late. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>(List.of("a,t"));
    IntStream.range(0, 10).forEach(i -> rows.add(i + ",2026-01-01T00:00:0" + i));
    rows.add("0,2025-12-31T00:00:00");
    return rows;
  }

  private static Path rules(String name, String... lines) throws IOException {
    Path rules = Files.createDirectories(directory.resolve(name).resolve("rules"));
    String json = String.join("\n", lines).replace('\'', '"') + "\n";
    Path file = directory.resolve(name).resolve("new");
    Files.writeString(file, json);
    Files.move(file, rules.resolve(rules.toFile().list().length + ".jsonl"));
    return rules;
  }

  private static ClusterJob submit(Path rules, String backend) {
    return submit(rules, events, "200ms", backend);
  }

  private static ClusterJob submit(Path rules, Path events, String interval, String backend) {
    List<String> options = new ArrayList<>(List.of("--events", events.toString()));
    options.addAll(List.of("--schema", "a BIGINT, t TIMESTAMP", "--event-time", "t"));
    options.addAll(List.of("--rules", rules.toString(), "--parallelism", "2"));
    options.addAll(List.of("--quarantine-after", "3", "--checkpoint-interval", interval));
    options.addAll(List.of("--out", rules.resolveSibling("out").toString()));
    return cluster.submit(
        jar,
        Map.of(
            "programArgsList",
            options,
            "flinkConfiguration",
            Map.of("state.backend.type", backend)));
  }

  /** The sum over subtasks of each metric that is named. */
  private static Map<String, Long> sums(ClusterJob job, String task, Map<String, Long> named) {
    return job.metrics(task, metric -> named.containsKey(name(metric))).entrySet().stream()
        .collect(
            Collectors.groupingBy(
                each -> name(each.getKey()),
                Collectors.summingLong(each -> Long.parseLong(each.getValue()))));
  }

  /** Without the subtask and the operator. */
  private static String name(String metric) {
    return metric.replaceFirst("\\d+\\.rule_[a-z]+\\.", "");
  }

  /** Of a metric at each subtask. */
  private static List<Long> values(ClusterJob job, String task, String metric) {
    return job.metrics(task, each -> each.endsWith("." + metric)).values().stream()
        .map(Long::valueOf)
        .toList();
  }

  private static void awaitMetrics(ClusterJob job, String task, Map<String, Long> expected) {
    try {
      cluster.await("metrics of " + task, () -> sums(job, task, expected).equals(expected));
    } catch (AssertionError late) {
      assertThat(sums(job, task, expected)).as(task).isEqualTo(expected);
    }
  }

  @Test
  void metricsTellWhatRulesDid() throws IOException {
    Path rules =
        rules(
            "metrics",
            "{'id':'some','revision':1,'sql':'10 / (a - 3) > 0'}",
            "{'id':'sum','revision':7,'sql':'sum(a)','key':['a % 2'],'window':{'tumble':'2s'}}",
            "{'id':'bad','revision':1,'sql':'1 / (a - a)'}",
            "{'id':'some','revision':2,'action':'shadow','sql':'a > 7'}",
            "{'id':'wrong','revision':1,'sql':'nobody'}",
            "no json");
    ClusterJob job = submit(rules, "hashmap");
    awaitMetrics(job, "reader", Map.of("ruleUpdatesApplied", 4L, "ruleUpdatesRejected", 2L));
    awaitMetrics(
        job,
        "router",
        Map.of(
            "rulesInForce", 2 * 3L,
            "shadowRules", 2 * 1L,
            "shadowResults", 2L,
            "quarantinedRules", 2 * 1L,
            "millrace.rule.bad.quarantined", 2 * 1L,
            "millrace.rule.bad.numErrors", 2 * 3L,
            "millrace.rule.some.numMatches", 6L,
            "millrace.rule.some.numErrors", 1L,
            "millrace.rule.some.ruleVersion", 2 * 1L));
    awaitMetrics(job, "router", Map.of("lateRecords", 1L, "millrace.shadow.some.numMatches", 2L));
    awaitMetrics(
        job,
        "windows",
        Map.of(
            "lateRecords", 0L,
            "millrace.rule.sum.numMatches", 10L,
            "millrace.rule.sum.ruleVersion", 2 * 7L));

    rules("metrics", "{'id':'sum','revision':8,'action':'remove'}");
    awaitMetrics(job, "router", Map.of("rulesInForce", 2 * 2L));
    awaitMetrics(job, "reader", Map.of("ruleUpdatesApplied", 5L));
  }

  /** Rows come when all rules are in force, at one time, so that no watermark passes by. */
  @Test
  void metricsTellWhatRulesCostAndLose() throws IOException {
    long start = System.nanoTime();
    Path rules =
        rules(
            "costs",
            "{'id':'one','revision':1,'sql':'a = 5'}",
            "{'id':'none','revision':1,'sql':'a % 2 = 7'}",
            "{'id':'all','revision':1,'sql':'count(*)','window':{'tumble':'1h'}}",
            "{'id':'keys','revision':1,'sql':'sum(a)','key':['a % 2'],'window':{'tumble':'1h'}}",
            "{'id':'one','revision':2,'action':'shadow','sql':'1 / (a - 5) > 0','where':'a = 5'}");
    Path arriving = Files.createDirectory(rules.resolveSibling("arriving"));
    ClusterJob job = submit(rules, arriving, "1h", "hashmap");
    awaitMetrics(job, "router", Map.of("rulesInForce", 2 * 4L, "shadowRules", 2 * 1L));

    List<String> rows = new ArrayList<>(List.of("a,t"));
    IntStream.range(0, 600).forEach(i -> rows.add(i + ",2026-01-01T00:00:00"));
    Files.move(Files.write(arriving.resolve(".1"), rows), arriving.resolve("1.csv"));

    awaitMetrics(
        job,
        "router",
        Map.of(
            "millrace.rule.one.numRecordsEvaluated", 1L,
            "millrace.rule.none.numRecordsEvaluated", 0L,
            "millrace.rule.keys.numRecordsEvaluated", 600L,
            "millrace.rule.all.numRecordsEvaluated", 600L,
            "shadowErrors", 1L,
            "bootstrapBufferedRecords", 0L,
            "pendingBatchRows", 2 * 1L,
            "compileCacheSize", 2 * 5L));
    assertThat(values(job, "router", "rule.all.evalTimeNanos_min"))
        .as("of two of 300 rows at each of two")
        .hasSize(2)
        .allMatch(nanos -> nanos > 0);
    long millis = (System.nanoTime() - start) / 1_000_000;
    for (String task : List.of("router", "windows")) {
      assertThat(values(job, task, "compileTimeMs"))
          .hasSize(2)
          .allMatch(each -> 0 <= each && each < millis);
    }

    rules("costs", "{'id':'keys','revision':2,'action':'remove'}");
    awaitMetrics(job, "router", Map.of("rulesInForce", 2 * 3L));
    // What was lost is counted when the watermark moves.
    List<String> later = List.of("a,t", "0,2026-01-01T00:00:10");
    Files.move(Files.write(arriving.resolve(".2"), later), arriving.resolve("2.csv"));
    awaitMetrics(job, "windows", Map.of("droppedWindows", 2L, "droppedRows", 0L));
  }

  /** The first rules have no end: the last file of them is a pipe that nobody writes to. */
  @Test
  void rowsThatWaitForTheFirstRulesAreCounted() throws Exception {
    Path rules = rules("waiting", "{'id':'one','revision':1,'sql':'a = 5'}");
    Path pipe = rules.resolve("pipe.jsonl");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    ClusterJob job = submit(rules, "hashmap");
    try {
      awaitMetrics(
          job,
          "router",
          Map.of(
              "bootstrapBufferedRecords", 11L,
              "rulesInForce", 2 * 1L,
              "millrace.rule.one.numRecordsEvaluated", 0L));
    } finally {
      cluster.rest().patch("/jobs/" + job.id() + "?mode=cancel");
      try (RandomAccessFile end = new RandomAccessFile(pipe.toFile(), "rw")) {
        job.await("CANCELED");
      }
    }
  }

  @Test
  void aFloodOfLinesOfWhichSomeAreBadRestartsNothing() throws IOException {
    List<String> bad =
        List.of(
            "{'id':'r1','revision':",
            "no json at all",
            "{'id':'r1','revision':9223372036854775807,'expr':'AAAA'}",
            "{'id':'r1','revision':9223372036854775807,'sql':'nobody'}",
            "{'id':'" + "r".repeat(300) + "','revision':1,'sql':'1'}",
            "[".repeat(10_000));
    String[] lines =
        IntStream.range(0, FLOOD)
            .mapToObj(
                i ->
                    i % 100 == 99
                        ? bad.get(i / 100 % bad.size())
                        : "{'id':'r%d','revision':%d,'sql':'a + %d'}".formatted(i % 50, i + 1, i))
            .toArray(String[]::new);
    ClusterJob job = submit(rules("flood", lines), "hashmap");

    awaitMetrics(
        job,
        "reader",
        Map.of("ruleUpdatesApplied", FLOOD * 99L / 100, "ruleUpdatesRejected", FLOOD / 100L));
    awaitMetrics(job, "router", Map.of("rulesInForce", 2 * 50L));
    assertThat(cluster.number("/jobs/" + job.id() + "/metrics?get=numRestarts", "/0/value"))
        .isZero();
  }

  /** It runs in the JobManager, which has other jobs. */
  @Test
  void aWrongOptionEndsItsSubmissionOnly() throws IOException {
    String refused =
        cluster
            .rest()
            .refused(
                "/jars/" + jar + "/run",
                Map.of("programArgsList", List.of("--events", "none.csv", "--rules", "none")));
    assertThat(refused).contains("Cannot use --events");
    assertThat(cluster.servers()).allMatch(Program::isAlive);
  }

  @Test
  void submissionsLeaveNothingBehind() throws IOException {
    Map<Program, Footprint> settled = Map.of();
    for (int i = 1; i <= SUBMISSIONS; i++) {
      submission(i);
      if (i == SETTLED) {
        settled = footprints();
      }
    }
    Map<Program, Footprint> before = settled;
    try {
      cluster.await("end of growth", () -> growth(before).isEmpty());
    } catch (AssertionError late) {
      assertThat(growth(before)).isEmpty();
    }
  }

  private static Map<Program, Footprint> footprints() {
    return cluster.servers().stream()
        .collect(Collectors.toMap(each -> each, each -> footprint(each)));
  }

  private static Footprint footprint(Program server) {
    return Footprint.of(server, directory, directory.resolve("cluster/tmp"));
  }

  private static String growth(Map<Program, Footprint> before) {
    return before.entrySet().stream()
        .map(each -> footprint(each.getKey()).growth(each.getValue()))
        .collect(Collectors.joining());
  }

  /** One that is cancelled, one that fails, and two that end, with either backend. */
  private static void submission(int number) throws IOException {
    String backend = number % 2 == 0 ? "rocksdb" : "hashmap";
    Path rules =
        rules(
            "submission-" + number,
            "{'id':'hit','revision':1,'sql':'regexp_like(to_char(t, \\u0027%H:%M\\u0027),"
                + " \\u0027^0+:\\u0027)'}",
            "{'id':'sum','revision':1,'sql':'sum(a)','key':['a % 2'],'window':{'tumble':'2s'}}",
            "{'id':'bad','revision':1,'sql':'1 / (a - a)','on_error':'%s'}"
                .formatted(number % 4 == 1 ? "fail" : "skip"));
    if (number % 4 != 0) {
      Files.createFile(rules.resolve("END"));
    }
    ClusterJob job = submit(rules, backend);
    if (number % 4 == 0) {
      job.awaitCheckpoints(1);
      job.cancel();
    } else {
      job.await(number % 4 == 1 ? "FAILED" : "FINISHED");
    }
  }
}
