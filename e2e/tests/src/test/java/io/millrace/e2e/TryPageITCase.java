// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/how-to/try-an-expression.md}, each with what it prints. */
class TryPageITCase {
  private static final Pattern COMMANDS =
      Pattern.compile("```sh\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theCommandsOfThePagePrintWhatItSays() throws IOException {
    Launcher.write(directory);
    String page = Files.readString(Job.ROOT.resolve("docs/how-to/try-an-expression.md"));
    List<MatchResult> commands = COMMANDS.matcher(page).results().toList();
    assertThat(commands).hasSize(6);
    for (int i = 0; i < commands.size(); i++) {
      String name = "command-" + i;
      Path script = Files.writeString(directory.resolve(name), commands.get(i).group(1));
      try (Program run =
          Program.start(name, directory, Map.of(), List.of("bash", script.toString()))) {
        assertThat(String.join("\n", run.succeed(Duration.ofMinutes(1)).out()) + "\n")
            .as(commands.get(i).group(1))
            .isEqualTo(commands.get(i).group(2));
      }
    }
  }
}
