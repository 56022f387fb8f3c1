// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** Which rule files there are. */
sealed interface RuleFiles {
  /**
   * @param files in the order in which they are to be read
   * @param complete whether no further file will come
   */
  record Listing(List<RuleFile> files, boolean complete) {}

  Listing list() throws IOException;

  /** The file of a name as it is now; empty if it is there no longer, and need not be. */
  Optional<RuleFile> now(String name) throws IOException;

  Path path(String name);

  record One(Path file) implements RuleFiles {
    @Override
    public Listing list() throws IOException {
      return new Listing(List.of(status()), true);
    }

    @Override
    public Optional<RuleFile> now(String name) throws IOException {
      return Optional.of(status());
    }

    private RuleFile status() throws IOException {
      return RuleFile.of(file.getFileSystem().getFileStatus(file));
    }

    @Override
    public Path path(String name) {
      return file;
    }
  }

  record Watched(Path directory) implements RuleFiles {
    @Override
    public Listing list() throws IOException {
      WatchedDirectory.Listing found =
          new WatchedDirectory(directory).list(name -> name.endsWith(".jsonl"));
      return new Listing(found.files().stream().map(RuleFile::of).toList(), found.complete());
    }

    @Override
    public Optional<RuleFile> now(String name) throws IOException {
      Path path = path(name);
      try {
        return Optional.of(RuleFile.of(path.getFileSystem().getFileStatus(path)));
      } catch (FileNotFoundException gone) {
        return Optional.empty();
      }
    }

    @Override
    public Path path(String name) {
      return new Path(directory, name);
    }
  }
}
