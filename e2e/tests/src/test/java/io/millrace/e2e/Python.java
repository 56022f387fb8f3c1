// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A virtual environment with the real DataFusion, made once and kept in the user's cache. Without
 * Python a test is skipped, unless {@code MILLRACE_REQUIRE_PYTHON=1}.
 */
final class Python {
  private static final String DATAFUSION = "datafusion==55.0.0";
  private static final Duration INSTALL = Duration.ofMinutes(10);

  private final Path python;

  private Python(Path python) {
    this.python = python;
  }

  static Python withDataFusion() {
    Path cache = cache();
    Path venv = cache.resolve("datafusion-55.0.0");
    Path ready = venv.resolve("ready");
    try (FileChannel lock = lock(cache);
        FileLock held = lock.lock()) {
      if (!Files.exists(ready)) {
        create(venv);
        Files.createFile(ready);
      }
      assert held.isValid();
      return new Python(venv.resolve("bin/python"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void create(Path venv) {
    try (Program made =
        Program.start(
            "venv",
            logs(),
            Map.of(),
            List.of("python3", "-m", "venv", "--clear", venv.toString()))) {
      if (made.exitCode(INSTALL) != 0) {
        unavailable("python3 -m venv failed: " + made.output());
      }
    } catch (UncheckedIOException missing) {
      unavailable("no python3: " + missing.getMessage());
    }
    new Python(venv.resolve("bin/python"))
        .run("pip", logs(), List.of("-m", "pip", "install", "--quiet", DATAFUSION));
  }

  private static void unavailable(String reason) {
    if ("1".equals(System.getenv("MILLRACE_REQUIRE_PYTHON"))) {
      throw new AssertionError("MILLRACE_REQUIRE_PYTHON=1, but " + reason);
    }
    Assumptions.abort(reason);
  }

  /** Runs Python with arguments in a directory; fails with its output unless it ends well. */
  List<String> run(String name, Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.addAll(arguments);
    try (Program program = Program.start(name, directory, Map.of(), command)) {
      return program.succeed(INSTALL).out();
    }
  }

  /** Where what was fetched is kept from run to run. */
  static Path cache() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path home =
        base == null || base.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return directory(home.resolve("millrace"));
  }

  private static Path logs() {
    return directory(cache().resolve("logs"));
  }

  private static FileChannel lock(Path cache) throws IOException {
    return FileChannel.open(
        cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path directory(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
