// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of a page of the documentation, one after the other, in a directory of a test. */
final class PageCommands {
  private final String page;
  private final Path directory;

  PageCommands(String path, Path directory) throws IOException {
    this.page = Files.readString(Job.ROOT.resolve(path));
    this.directory = directory;
  }

  /** The blocks of a language. */
  List<String> each(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map((MatchResult each) -> each.group(1))
        .toList();
  }

  /** The blocks of a language, one after the other. */
  String blocks(String language) {
    return String.join("", each(language));
  }

  Program start() throws IOException {
    return start(Map.of());
  }

  Program start(Map<String, String> variables) throws IOException {
    Launcher.write(directory);
    Path script = Files.writeString(directory.resolve("page.sh"), "set -e\n" + blocks("sh"));
    String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PATH", path);
    return Program.start("page", directory, environment, List.of("bash", script.toString()));
  }
}
