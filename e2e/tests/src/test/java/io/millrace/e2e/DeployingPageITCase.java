// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/how-to/deploying.md}: started, stopped with a savepoint, gone on. */
class DeployingPageITCase {
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void aJobThatWasStoppedGoesOnWhereItWas() throws Exception {
    String page = Files.readString(Job.ROOT.resolve("docs/how-to/deploying.md"));
    List<String> commands =
        COMMANDS.matcher(page).results().map(command -> command.group(1)).toList();
    assertThat(commands).hasSize(3);
    Files.copy(Job.JAR, directory.resolve("millrace-job.jar"));
    Files.copy(
        Job.ROOT.resolve("e2e/demo/flights-january.csv.gz"), directory.resolve("flights.csv.gz"));
    Path lib = FlinkLibraries.lib(Python.withDataFusion());
    Path conf = Files.createDirectory(directory.resolve("cluster"));
    try (FlinkCluster cluster = FlinkCluster.start(lib, conf, 1)) {
      cluster.writeClient(directory);
      run("start", commands.get(0));
      String first = cluster.job();
      cluster.await(
          "two checkpoints",
          () -> cluster.number("/jobs/" + first + "/checkpoints", "/counts/completed") >= 2);

      run("stop", commands.get(1));
      assertThat(cluster.text("/jobs/" + first, "/state")).isEqualTo("FINISHED");
      run("go on", commands.get(2));

      cluster.await("an end of both", () -> cluster.number("/overview", "/jobs-finished") == 2);
    }
    assertThat(FinishedParts.lines(directory.resolve("results")))
        .containsExactlyInAnyOrderElementsOf(embedded());
  }

  private void run(String name, String commands) throws IOException {
    String path =
        directory
            + ":"
            + Path.of(System.getProperty("java.home"), "bin")
            + ":"
            + System.getenv("PATH");
    Path script = Files.writeString(directory.resolve(name + ".sh"), "set -e\n" + commands);
    try (Program program =
        Program.start(name, directory, Map.of("PATH", path), List.of("bash", script.toString()))) {
      program.succeed(MINUTES);
    }
  }

  private List<String> embedded() throws IOException {
    Path out = directory.resolve("embedded");
    List<String> options =
        List.of(
            "--events",
            "flights.csv.gz",
            "--null",
            "NA",
            "--schema",
            "@columns.sql",
            "--event-time",
            Job.FLIGHTS_TIME,
            "--watermark-lag",
            "24h",
            "--rules",
            "rules",
            "--out",
            out.toString());
    try (Program job = Job.start("embedded", directory, options)) {
      job.succeed(MINUTES);
    }
    List<String> results = FinishedParts.lines(out);
    assertThat(results).hasSizeGreaterThan(3_000);
    return results;
  }
}
