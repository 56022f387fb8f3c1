// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/how-to/functions-in-signed-rules.md}: its program and its commands. */
class SignedFunctionsPageITCase {
  @TempDir Path directory;

  @Test
  void theWayOfThePageLeadsToItsAnswer() throws IOException {
    PageCommands page = new PageCommands("docs/how-to/functions-in-signed-rules.md", directory);
    Files.writeString(directory.resolve("WriteRule.java"), page.blocks("java"));
    Path built = Files.createDirectories(directory.resolve("e2e/job/target"));
    Files.createSymbolicLink(built.resolve("millrace-job.jar"), Job.JAR.toAbsolutePath());
    Files.createSymbolicLink(
        built.resolve("lib"), Path.of(System.getProperty("millrace.job.lib")).toAbsolutePath());

    try (Program run = page.start()) {
      run.succeed(Duration.ofMinutes(3));
      assertThat(run.output()).contains("OK late revision 1, signed by ann, to be sent until ");
    }
    assertThat(Files.readAllLines(directory.resolve("results.jsonl")))
        .containsExactly(
            "{\"rule\":\"late\",\"revision\":1,\"value\":true,"
                + "\"event\":{\"carrier\":\"UA\",\"delay\":90}}");
    assertThat(directory.resolve("none.jsonl")).isEmptyFile();
    assertThat(Files.readAllLines(directory.resolve("errors.jsonl")))
        .singleElement()
        .asString()
        .startsWith(
            "{\"rule\":\"late\",\"revision\":1,\"stage\":\"trust\","
                + "\"code\":\"UNTRUSTED_FUNCTION\",\"message\":\"Cannot let in function 'late': ");
  }
}
