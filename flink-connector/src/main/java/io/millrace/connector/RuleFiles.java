// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Which rule files there are. */
sealed interface RuleFiles {
  /**
   * @param names in the order in which they are to be read
   * @param complete whether no further file will come
   */
  record Listing(List<String> names, boolean complete) {}

  Listing list() throws IOException;

  Path path(String name);

  record One(Path file) implements RuleFiles {
    @Override
    public Listing list() {
      return new Listing(List.of(file.getName()), true);
    }

    @Override
    public Path path(String name) {
      return file;
    }
  }

  record Watched(Path directory) implements RuleFiles {
    private static final String END = "END";

    @Override
    public Listing list() throws IOException {
      Listing listing = once();
      // A file may have come before END and yet be missing in the listing that shows END.
      return listing.complete() ? new Listing(once().names(), true) : listing;
    }

    private Listing once() throws IOException {
      FileStatus[] found = directory.getFileSystem().listStatus(directory);
      if (found == null) {
        throw new IOException("Cannot read rules: no directory " + directory);
      }
      List<String> names = new ArrayList<>();
      boolean complete = false;
      for (FileStatus each : sorted(found)) {
        String name = each.getPath().getName();
        complete |= name.equals(END);
        if (!each.isDir()
            && name.endsWith(".jsonl")
            && !name.startsWith(".")
            && !name.startsWith("_")) {
          names.add(name);
        }
      }
      return new Listing(names, complete);
    }

    private static FileStatus[] sorted(FileStatus[] found) {
      FileStatus[] sorted = found.clone();
      Arrays.sort(sorted, Comparator.comparing(each -> each.getPath().getName()));
      return sorted;
    }

    @Override
    public Path path(String name) {
      return new Path(directory, name);
    }
  }
}
