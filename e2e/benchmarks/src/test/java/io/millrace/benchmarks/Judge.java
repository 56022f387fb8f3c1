// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import io.millrace.benchmarks.judge.DataFusion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The real DataFusion for a test. */
public final class Judge {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final int NO_PYTHON = 3;

  private Judge() {}

  /** Empty without Python, unless {@code MILLRACE_REQUIRE_PYTHON=1}. */
  public static Optional<DataFusion> start(Path directory)
      throws IOException, InterruptedException {
    Process install;
    try {
      install =
          new ProcessBuilder("python3", ROOT.resolve("e2e/judge/install.py").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException missing) {
      return absent(missing.getMessage());
    }
    List<String> said =
        new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int code = install.waitFor();
    if (code == NO_PYTHON) {
      return absent("this Python makes no virtual environment");
    }
    if (code != 0) {
      throw new AssertionError("DataFusion is not installed");
    }
    return Optional.of(
        DataFusion.start(
            Path.of(said.get(said.size() - 1)),
            ROOT.resolve("e2e/benchmarks/src/main/python/datafusion_worker.py"),
            directory));
  }

  private static Optional<DataFusion> absent(String reason) {
    if ("1".equals(System.getenv("MILLRACE_REQUIRE_PYTHON"))) {
      throw new AssertionError("MILLRACE_REQUIRE_PYTHON=1, but " + reason);
    }
    return Optional.empty();
  }
}
