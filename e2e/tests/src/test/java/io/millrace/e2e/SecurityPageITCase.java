// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/explanation/security.md}, one after the other. */
class SecurityPageITCase {
  @TempDir Path directory;

  @Test
  void theCommandsOfThePageDoWhatItSays() throws IOException {
    launcher();
    String page = Files.readString(Job.ROOT.resolve("docs/explanation/security.md"));
    String commands =
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map((MatchResult each) -> each.group(1))
            .collect(Collectors.joining());
    Path script = Files.writeString(directory.resolve("page.sh"), "set -e\n" + commands);

    try (Program run =
        Program.start("page", directory, Map.of(), List.of("bash", script.toString()))) {
      run.succeed(Duration.ofMinutes(3));

      assertThat(run.output())
          .contains("OK late revision 1, signed by ann, to be sent until ")
          .contains("Ed25519 key \"ann\", RETIRED")
          .contains("Ed25519 key \"ann-2027\", ACTIVE")
          .contains("REVOKED_KEY: Cannot take signed envelope: key \"ann\" is REVOKED")
          .contains("refused");
    }
    assertThat(Files.readAllLines(directory.resolve("results.jsonl")))
        .containsExactly(
            "{\"rule\":\"late\",\"revision\":1,\"value\":true,"
                + "\"event\":{\"carrier\":\"UA\",\"delay\":90}}");
    assertThat(directory.resolve("keys.json")).content().doesNotContain("private");
    assertThat(Files.getPosixFilePermissions(directory.resolve("ann.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /** Stands for the launcher of the checkout, which would look whether anything is to be built. */
  private void launcher() throws IOException {
    String java =
        Program.java(List.of("-Xmx1g"), Job.classPath(), "$main").stream()
            .map(word -> word.equals("$main") ? word : "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path launcher =
        Files.writeString(
            directory.resolve("millrace"),
            """
            #!/usr/bin/env bash
            case $1 in
              run) main=io.millrace.job.RulesJob ;;
              keys) main=io.millrace.signing.Keys ;;
              sign) main=io.millrace.signing.Sign ;;
              verify) main=io.millrace.signing.Verify ;;
            esac
            shift
            exec %s "$@"
            """
                .formatted(java));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }
}
