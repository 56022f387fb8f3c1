// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of all modules, and their text. */
final class Sources {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private Sources() {}

  /** Java's files of the main sources, or those of the tests. */
  static List<Path> java(String kind) throws IOException {
    Path below = Path.of("src", kind, "java");
    try (Stream<Path> modules = Files.walk(ROOT, 2);
        Stream<Path> files =
            modules
                .map(module -> module.resolve(below))
                .filter(Files::isDirectory)
                .flatMap(Sources::files)) {
      return files.filter(each -> each.toString().endsWith(".java")).toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
