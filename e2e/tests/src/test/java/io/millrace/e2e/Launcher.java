// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands for {@code ./millrace} of the checkout, which would look whether anything is to be built.
 */
final class Launcher {
  private static final Pattern COMMAND =
      Pattern.compile("^  (\\w+)\\) run_\\w+ (\\S+) \"\\$@\" ;;$", Pattern.MULTILINE);

  private Launcher() {}

  /** Writes it into a directory, with the commands that the other one has. */
  static void write(Path directory) throws IOException {
    String commands =
        COMMAND
            .matcher(Files.readString(Job.ROOT.resolve("millrace")))
            .results()
            .map(each -> "  " + each.group(1) + ") main=" + each.group(2) + " ;;\n")
            .collect(Collectors.joining());
    String java =
        Program.java(List.of("-Xmx1g"), Job.classPath(), "$main").stream()
            .map(word -> word.equals("$main") ? word : "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path launcher =
        Files.writeString(
            directory.resolve("millrace"),
            "#!/usr/bin/env bash\ncase $1 in\n%sesac\nshift\nexec %s \"$@\"\n"
                .formatted(commands, java));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }
}
