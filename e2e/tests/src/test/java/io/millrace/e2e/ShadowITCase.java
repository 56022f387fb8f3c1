// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that is watched before it counts. */
class ShadowITCase {
  private static final Duration MINUTES = Duration.ofMinutes(3);
  private static final String LATE =
      "{\"id\":\"late\",\"revision\":1,\"sql\":\"dep_delay > 60\"}\n";
  private static final String HOURLY =
      "{\"id\":\"hourly\",\"revision\":%d,\"action\":\"%s\",\"sql\":\"count(*)\",\"key\":[\"%s\"],"
          + "\"window\":{\"tumble\":\"1h\"}}\n";

  @TempDir Path directory;

  private List<String> run(String name, String rules, String... more) throws IOException {
    Files.writeString(directory.resolve("rules.jsonl"), rules);
    List<String> options = new ArrayList<>(Job.january("--rules", "rules.jsonl"));
    options.addAll(List.of("--out", name + ".jsonl", "--errors", name + "-errors.jsonl"));
    options.addAll(List.of(more));
    try (Program job = Job.start(name, directory, options)) {
      job.succeed(MINUTES);
    }
    return lines(name + ".jsonl");
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name));
  }

  @Test
  void aShadowAnswersApartAsItWouldInForce() throws IOException {
    List<String> before = run("before", LATE + HOURLY.formatted(1, "put", "origin"));
    List<String> after = run("after", HOURLY.formatted(2, "put", "carrier"));
    List<String> both =
        run(
            "both",
            LATE
                + HOURLY.formatted(1, "put", "origin")
                + HOURLY.formatted(2, "shadow", "carrier")
                + "{\"id\":\"late\",\"revision\":2,\"action\":\"shadow\",\"sql\":\"1 / 0\"}\n",
            "--shadow",
            "shadow.jsonl",
            "--quarantine-after",
            "3");

    assertThat(both).containsExactlyInAnyOrderElementsOf(before);
    assertThat(lines("shadow.jsonl"))
        .map(line -> line.replace("\"shadow\":true,", ""))
        .containsExactlyInAnyOrderElementsOf(after);
    assertThat(lines("both-errors.jsonl"))
        .hasSize(4)
        .allMatch(line -> line.startsWith("{\"rule\":\"late\",\"revision\":2,\"shadow\":true"));
  }
}
