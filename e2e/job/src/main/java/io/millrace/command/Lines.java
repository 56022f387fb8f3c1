// SPDX-License-Identifier: Apache-2.0
package io.millrace.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Where lines go. */
@Internal
public interface Lines {
  void println(String line);

  /** Those of the one file that is named, or of standard input; blank ones are left out. */
  static List<String> read(List<String> words) throws CommandLine.Refused, IOException {
    if (words.size() > 1) {
      throw new CommandLine.Refused(
          "Cannot read rules: found %s, expected one file or -".formatted(words));
    }
    try {
      String text =
          words.isEmpty() || words.get(0).equals("-")
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(words.get(0)));
      return text.lines().filter(line -> !line.isBlank()).toList();
    } catch (NoSuchFileException e) {
      throw new CommandLine.Refused(
          "Cannot read rules: no file %s, expected one with a rule a line".formatted(e.getFile()));
    }
  }
}
