// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/explanation/security.md}, one after the other. */
class SecurityPageITCase {
  @TempDir Path directory;

  @Test
  void theCommandsOfThePageDoWhatItSays() throws IOException {
    PageCommands page = new PageCommands("docs/explanation/security.md", directory);
    try (Program run = page.start()) {
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
}
