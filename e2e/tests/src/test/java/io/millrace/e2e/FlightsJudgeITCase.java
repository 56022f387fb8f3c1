// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that the real DataFusion wrote, over a year of flights, against its own SQL. */
class FlightsJudgeITCase {
  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final Path JUDGE = Job.ROOT.resolve("e2e/tests/src/test/python/flights_judge.py");

  @TempDir static Path directory;

  private static Python python;
  private static Path rules;

  @BeforeAll
  static void writeRules() {
    python = Python.withDataFusion();
    rules = directory.resolve("rules.jsonl");
    List<String> said =
        python.run(
            "write-rules",
            directory,
            List.of(JUDGE.toString(), "rules", Job.FLIGHTS.toString(), rules.toString()));
    assertThat(said).containsExactly("19 rules, 23 lines");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyResultIsThatOfDataFusion(int parallelism) throws IOException {
    Path results = directory.resolve("results-" + parallelism + ".jsonl");
    Path errors = directory.resolve("errors-" + parallelism + ".jsonl");
    List<String> options =
        Job.year(
            "--rules",
            rules.toString(),
            "--out",
            results.toString(),
            "--errors",
            errors.toString(),
            "--parallelism",
            String.valueOf(parallelism));
    try (Program job = Job.start("job-" + parallelism, directory, options)) {
      job.succeed(MINUTES);
    }
    assertThat(Files.readAllLines(errors)).isEmpty();

    python.run(
        "check-" + parallelism,
        directory,
        List.of(JUDGE.toString(), "check", Job.FLIGHTS.toString(), results.toString()));
  }
}
