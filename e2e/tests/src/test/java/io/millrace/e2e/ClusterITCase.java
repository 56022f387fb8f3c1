// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterITCase {
  private static final Duration MINUTES = Duration.ofMinutes(5);

  /** The rules keep windows open all along, so that lost or repeated state would show. */
  private static final List<String> RULES =
      List.of(
          "{'id':'hourly','revision':1,'sql':'count(*)','key':['origin'],'window':{'tumble':'1h'}}",
          "{'id':'moving','revision':1,'sql':'max(dep_delay)','key':['carrier'],'window':{'hop':['6h','2h']}}",
          "{'id':'rotation','revision':1,'sql':'sum(distance)','key':['tailnum'],'window':{'session':'6h'},'having':'count(*)"
              + " > 2'}",
          "{'id':'late','revision':1,'sql':'dep_delay > 60'}",
          "{'id':'late','revision':2,'sql':'dep_delay > 90',"
              + "'effective_from':'2013-01-15T00:00:00Z'}");

  @TempDir Path directory;

  @Test
  void killedTaskManagerChangesNoResult() throws Exception {
    Path rules = Files.writeString(directory.resolve("rules.jsonl"), json());
    Path out = directory.resolve("results");
    List<String> expected = embedded(rules);
    Path lib = FlinkLibraries.lib(Python.withDataFusion());
    Path conf = Files.createDirectory(directory.resolve("cluster"));
    try (FlinkCluster cluster = FlinkCluster.start(lib, conf, 2)) {
      Program client = cluster.run("client", submission(rules, out));
      String job = cluster.job();
      cluster.await(
          "three checkpoints",
          () -> cluster.number("/jobs/" + job + "/checkpoints", "/counts/completed") >= 3);

      cluster.taskManager(cluster.hostOf(job)).kill();

      client.succeed(MINUTES);
      assertThat(cluster.number("/jobs/" + job + "/checkpoints", "/counts/restored")).isPositive();
    }
    assertThat(FinishedParts.lines(out)).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** As its instances on two TaskManagers tell, from the moment its file is there. */
  @Test
  void aRuleIsInForceEverywhereWithinASecond() throws Exception {
    Path rules = Files.createDirectory(directory.resolve("rules"));
    Files.writeString(rules.resolve("1.jsonl"), json());
    Path acks = directory.resolve("acks");
    List<String> submission = submission(rules, directory.resolve("results"));
    submission.addAll(List.of("--acks", acks.toUri().toString()));
    Path lib = FlinkLibraries.lib(Python.withDataFusion());
    Instant there;
    try (FlinkCluster cluster =
        FlinkCluster.start(lib, Files.createDirectory(directory.resolve("cluster")), 2)) {
      Program client = cluster.run("client", submission);
      String job = cluster.job();
      cluster.await(
          "three checkpoints",
          () -> cluster.number("/jobs/" + job + "/checkpoints", "/counts/completed") >= 3);
      for (String operator : List.of("router", "windows")) {
        assertThat(new ClusterJob(cluster, job).hosts(operator))
            .containsExactlyInAnyOrder("taskmanager-1", "taskmanager-2");
      }

      Path file =
          Files.writeString(
              directory.resolve("2.jsonl"),
              "{\"id\":\"new\",\"revision\":1,\"sql\":\"distance > 4000\"}\n");
      there = Instant.now();
      Files.move(file, rules.resolve("2.jsonl"), StandardCopyOption.ATOMIC_MOVE);
      Files.createFile(rules.resolve("END"));
      client.succeed(MINUTES);
    }
    List<String> told =
        FinishedParts.lines(acks).stream()
            .filter(line -> line.contains("\"rule\":\"new\""))
            .toList();
    assertThat(told)
        .extracting(
            line -> line.replaceAll(".*\"operator\":\"(\\w+)\",\"subtask\":(\\d).*", "$1 $2"))
        .containsExactlyInAnyOrder("router 0", "router 1", "windows 0", "windows 1");
    assertThat(told)
        .extracting(line -> Instant.parse(line.replaceAll(".*\"time\":\"([^\"]+)\".*", "$1")))
        .allSatisfy(
            time -> assertThat(Duration.between(there, time)).isLessThan(Duration.ofSeconds(1)));
  }

  private List<String> embedded(Path rules) throws IOException {
    Path out = directory.resolve("embedded");
    try (Program job =
        Job.start(
            "embedded",
            directory,
            Job.january("--rules", rules.toString(), "--out", out.toString()))) {
      job.succeed(MINUTES);
    }
    List<String> results = FinishedParts.lines(out);
    assertThat(results).hasSizeGreaterThan(5_000);
    return results;
  }

  private static List<String> submission(Path rules, Path out) {
    List<String> command = new ArrayList<>(List.of("-p", "2", Job.JAR.toString()));
    command.addAll(
        Job.january(
            "--rules",
            rules.toString(),
            "--out",
            out.toUri().toString(),
            "--parallelism",
            "2",
            "--checkpoint-interval",
            "500ms",
            "--rate",
            "2500"));
    return command;
  }

  private static String json() {
    return String.join("\n", RULES).replace('\'', '"');
  }
}
