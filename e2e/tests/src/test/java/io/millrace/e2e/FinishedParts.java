// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a directory that a job writes to which are there for others to read. */
final class FinishedParts {
  private FinishedParts() {}

  /** In no order; none if nothing was written. */
  static List<String> lines(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("part")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
