// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The Python with the real DataFusion, which is installed into the user's cache at first. */
final class Python {
  private static final int NO_PYTHON = 3;

  private Python() {}

  /** Empty where no Python can be had. */
  static Optional<Path> withDataFusion(Path root) throws IOException {
    Process install;
    try {
      install =
          new ProcessBuilder("python3", root.resolve("e2e/judge/install.py").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException missing) {
      return Optional.empty();
    }
    List<String> said =
        new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int code;
    try {
      code = install.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (code == NO_PYTHON) {
      return Optional.empty();
    }
    if (code != 0) {
      throw new IOException("Cannot install DataFusion: exit code " + code);
    }
    return Optional.of(Path.of(said.get(said.size() - 1)));
  }
}
