// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoITCase {
  private static final String UNITED_LATE =
      "IkcKHCIaCgsKCQoHY2FycmllcgoHGgW6AQJVQRoCRXEKIiIgCg0KCwoJZGVwX2RlbGF5CgsaCWkAAAAAAABeQBoCR3QaA0FuZA==";

  @TempDir Path directory;

  @Test
  void demoShowsRulesChangingAndGoing() {
    try (Program demo = Job.main("demo", directory, "io.millrace.job.Demo", List.of("--plain"))) {
      demo.succeed(Duration.ofMinutes(3));

      assertThat(demo.output())
          .contains("late-united  revision 1, bytes written by datafusion-python")
          .contains("2-change.jsonl arrives: rule \"late-united\" is replaced")
          .contains("the new revision answers: {\"rule\":\"late-united\",\"revision\":2,")
          .contains("3-remove.jsonl arrives: rule \"cancelled\" is removed")
          .contains("every window is closed: 27,004 events")
          .contains("0 errors");
    }
  }

  @Test
  void decodePrintsATree() {
    try (Program decode =
        Job.main("decode", directory, "io.millrace.job.Decode", List.of(UNITED_LATE))) {
      decode.succeed(Duration.ofMinutes(1));

      assertThat(decode.out())
          .startsWith("carrier = Utf8View(\"UA\") AND dep_delay > Float64(120)", "")
          .hasSizeGreaterThan(6);
    }
  }

  @Test
  void decodeRefusesOtherBytesInOneLine() {
    try (Program decode =
        Job.main("decode", directory, "io.millrace.job.Decode", List.of("/////w=="))) {
      assertThat(decode.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
      assertThat(decode.err()).singleElement().asString().startsWith("MALFORMED_BYTES: Cannot ");
    }
  }

  @Test
  void launcherNamesItsCommands() {
    String launcher = Job.ROOT.resolve("millrace").toString();
    try (Program help = Program.start("help", directory, Map.of(), List.of(launcher, "help"));
        Program wrong = Program.start("wrong", directory, Map.of(), List.of(launcher, "wrong"))) {
      assertThat(help.succeed(Duration.ofMinutes(1)).output())
          .contains("demo", "run", "test", "decode", "conformance");
      assertThat(wrong.exitCode(Duration.ofMinutes(1))).isEqualTo(2);
    }
  }
}
