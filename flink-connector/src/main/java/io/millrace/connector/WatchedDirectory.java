// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** A directory that files are put into, by rename, until one named END lies in it. */
record WatchedDirectory(Path path) {
  private static final String END = "END";
  private static final long INTERVAL_MILLIS = 200;

  /**
   * What lies in it.
   *
   * @param files in order of name
   * @param complete whether no further file will come
   */
  record Listing(List<FileStatus> files, boolean complete) {}

  /**
   * Its files of certain names; none is hidden, as those are whose names begin with a dot or an
   * underscore.
   */
  Listing list(Predicate<String> names) throws IOException {
    Listing listing = once(names);
    // A file may have come before END and yet be missing in the listing that shows END.
    return listing.complete() ? new Listing(once(names).files(), true) : listing;
  }

  private Listing once(Predicate<String> names) throws IOException {
    FileStatus[] found = path.getFileSystem().listStatus(path);
    if (found == null) {
      throw new IOException("Cannot read files: no directory " + path);
    }
    FileStatus[] sorted = found.clone();
    Arrays.sort(sorted, Comparator.comparing(each -> each.getPath().getName()));
    List<FileStatus> files = new ArrayList<>();
    boolean complete = false;
    for (FileStatus each : sorted) {
      String name = each.getPath().getName();
      complete |= name.equals(END);
      if (!each.isDir() && !name.startsWith(".") && !name.startsWith("_") && names.test(name)) {
        files.add(each);
      }
    }
    return new Listing(files, complete);
  }

  /** Completes when it is time to look again. */
  static CompletableFuture<Void> nextLook() {
    Executor later =
        CompletableFuture.delayedExecutor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);
    return CompletableFuture.runAsync(() -> {}, later);
  }
}
