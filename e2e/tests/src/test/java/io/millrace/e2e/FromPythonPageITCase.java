// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/how-to/from-python.md}: what is served is what was trained with. */
class FromPythonPageITCase {
  private static final Duration MINUTES = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void anExpressionAnswersInAJobAsItDidInTheNotebook() throws Exception {
    Python python = Python.withDataFusion();
    Path packages = Files.createDirectory(directory.resolve("packages"));
    python.run(
        "install",
        directory,
        List.of(
            "-m",
            "pip",
            "install",
            "--quiet",
            "--target",
            packages.toString(),
            "kafka-python==3.0.12"));
    Files.copy(
        Job.ROOT.resolve("e2e/demo/flights-january.csv.gz"), directory.resolve("flights.csv.gz"));
    PageCommands page = new PageCommands("docs/how-to/from-python.md", directory);
    List<String> scripts = page.each("python");
    assertThat(scripts).hasSize(3);
    Path home = Files.createDirectory(directory.resolve("broker"));
    try (KafkaBroker broker = KafkaBroker.start(home)) {
      Map<String, String> env =
          Map.of("SERVERS", broker.servers(), "PYTHONPATH", packages.toString());
      python.script("train", directory, env, scripts.get(0) + scripts.get(1));
      try (Program serve = page.start(env)) {
        serve.succeed(MINUTES);
      }
      assertThat(python.script("compare", directory, env, scripts.get(2)))
          .containsExactly("27004 answers served, 0 differ from those of training");
    }
  }
}
