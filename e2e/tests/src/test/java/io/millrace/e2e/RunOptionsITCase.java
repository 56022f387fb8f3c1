// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What options of the job make of its answers. */
class RunOptionsITCase {
  private static final Duration MINUTES = Duration.ofMinutes(2);

  @TempDir Path directory;

  /**
   * {@code --start pass}: the first rules have no end, as the last file of them is a pipe that
   * nobody writes to. {@code --time processing}: rows have no time. {@code --dialect duckdb}: there
   * is a lambda.
   */
  @Test
  void rulesOfAnotherDialectAnswerAtOnceInWindowsOfTheClock() throws Exception {
    List<String> rows = new ArrayList<>(List.of("a"));
    IntStream.range(0, 20_000).forEach(i -> rows.add(String.valueOf(i)));
    Files.write(directory.resolve("events.csv"), rows);
    Path rules = Files.createDirectory(directory.resolve("rules"));
    Files.writeString(
        rules.resolve("1.jsonl"),
        """
        {"id":"lambda","revision":1,"sql":"array_any_match([a], d -> d % 10 = 3)"}
        {"id":"second","revision":1,"sql":"count(*) > 0","window":{"tumble":"1s"}}
        """);
    Path pipe = rules.resolve("2.jsonl");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    List<String> options = new ArrayList<>(List.of("--events", "events.csv", "--rules", "rules"));
    options.addAll(List.of("--schema", "a BIGINT", "--rate", "100", "--errors", "errors.jsonl"));
    options.addAll(List.of("--start", "pass", "--time", "processing", "--dialect", "duckdb"));

    try (Program job = Job.start("job", directory, options)) {
      await(job, "\"rule\":\"lambda\"");
      await(job, "\"rule\":\"second\"");
      assertThat(job.out())
          .filteredOn(line -> line.contains("\"rule\":\"lambda\""))
          .allMatch(line -> line.matches(".*\"event\":\\{\"a\":\\d*3}.*"));
    }
    assertThat(directory.resolve("errors.jsonl")).isEmptyFile();
  }

  private static void await(Program job, String text) {
    long end = System.nanoTime() + MINUTES.toNanos();
    while (job.out().stream().noneMatch(line -> line.contains(text))) {
      assertThat(job.isAlive() && System.nanoTime() < end).as("%s", job.output()).isTrue();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
