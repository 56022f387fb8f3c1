// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A virtual environment with the real DataFusion, or with PyFlink, made once and kept in the user's
 * cache. Without Python a test is skipped, unless {@code MILLRACE_REQUIRE_PYTHON=1}.
 */
final class Python {
  private static final Path INSTALLER = Job.ROOT.resolve("e2e/judge/install.py");
  private static final int NO_PYTHON = 3;
  private static final Duration INSTALL = Duration.ofMinutes(25);

  private final Path python;

  private Python(Path python) {
    this.python = python;
  }

  static Python withDataFusion() {
    return with(List.of());
  }

  /** It takes Python 3.9 to 3.12. */
  static Python withPyFlink() {
    return with(List.of("apache-flink==2.3.0"));
  }

  private static Python with(List<String> packages) {
    List<String> command = new ArrayList<>(List.of("python3", INSTALLER.toString()));
    command.addAll(packages);
    try (Program install = Program.start("venv", logs(), Map.of(), command)) {
      int code = install.exitCode(INSTALL);
      if (code == NO_PYTHON) {
        unavailable(install.output());
      }
      if (code != 0) {
        throw new AssertionError("Cannot install " + command + ": " + install.output());
      }
      List<String> said = install.out();
      return new Python(Path.of(said.get(said.size() - 1)));
    } catch (UncheckedIOException missing) {
      unavailable("no python3: " + missing.getMessage());
      throw missing;
    }
  }

  private static void unavailable(String reason) {
    if ("1".equals(System.getenv("MILLRACE_REQUIRE_PYTHON"))) {
      throw new AssertionError("MILLRACE_REQUIRE_PYTHON=1, but " + reason);
    }
    Assumptions.abort(reason);
  }

  /** Runs Python with arguments in a directory; fails with its output unless it ends well. */
  List<String> run(String name, Path directory, List<String> arguments) {
    return run(name, directory, Map.of(), arguments);
  }

  /** Runs a script, as {@link #run} does. */
  List<String> script(String name, Path directory, Map<String, String> environment, String script)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name + ".py"), script);
    return run(name, directory, environment, List.of(file.toString()));
  }

  private List<String> run(
      String name, Path directory, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.addAll(arguments);
    try (Program program = Program.start(name, directory, environment, command)) {
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

  private static Path directory(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
