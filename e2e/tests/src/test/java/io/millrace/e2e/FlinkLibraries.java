// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Flink distributions, out of the Python packages that hold them. */
final class FlinkLibraries {
  /** What all of Millrace is built and tested with. */
  static final String VERSION = System.getProperty("millrace.flink.version");

  private static final List<String> KEPT =
      List.of("lib/", "opt/flink-sql-client", "opt/flink-python");

  private FlinkLibraries() {}

  static Path lib(Python python) throws IOException {
    return lib(VERSION, python);
  }

  static Path lib(String version, Python python) throws IOException {
    return distribution(version, python).resolve("lib");
  }

  static String sqlClient(Python python) throws IOException {
    return sqlClient(VERSION, python);
  }

  /**
   * The same with PyFlink's jar, and the planner itself instead of the one that hides what it is
   * made of in a class loader of its own.
   */
  static Path libWithPlanner(Python python, Path directory) throws IOException {
    Path lib = Files.createDirectory(directory.resolve("lib"));
    Path distribution = distribution(VERSION, python);
    link(distribution.resolve("lib"), lib, name -> !name.startsWith("flink-table-planner-loader"));
    link(distribution.resolve("opt"), lib, name -> name.startsWith("flink-python"));
    link(Path.of(System.getProperty("millrace.table.planner")), lib, name -> true);
    return lib;
  }

  private static void link(Path from, Path to, Predicate<String> names) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path each : files.filter(file -> names.test("" + file.getFileName())).toList()) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }

  /** The class path of the SQL client, as {@code bin/sql-client.sh} has it beside {@code lib}. */
  static String sqlClient(String version, Python python) throws IOException {
    return distribution(version, python).resolve("opt")
        + "/*"
        + File.pathSeparator
        + Path.of(System.getProperty("millrace.sql.gateway"), version)
        + "/*";
  }

  private static Path distribution(String version, Python python) throws IOException {
    return new Wheel(
            "flink-" + version,
            "apache-flink-libraries==" + version,
            "pyflink/",
            path -> path.endsWith(".jar") && KEPT.stream().anyMatch(path::startsWith))
        .unpacked(python);
  }
}
