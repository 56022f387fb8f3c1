// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
          () -> cluster.number("/jobs/" + job + "/checkpoints", "counts.completed") >= 3);

      cluster.taskManager(cluster.hostOf(job)).kill();

      client.succeed(MINUTES);
      assertThat(cluster.number("/jobs/" + job + "/checkpoints", "counts.restored")).isPositive();
    }
    assertThat(results(out)).containsExactlyInAnyOrderElementsOf(expected);
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
    List<String> results = results(out);
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

  /** What the finished files of a directory hold. */
  private static List<String> results(Path out) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("part")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  private static String json() {
    return String.join("\n", RULES).replace('\'', '"');
  }
}
