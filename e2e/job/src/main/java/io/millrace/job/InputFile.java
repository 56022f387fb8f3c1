// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What options name and must be there. */
final class InputFile {
  private InputFile() {}

  static FileStatus status(Option option, String uri) throws BadOption {
    try {
      Path path = new Path(uri);
      return path.getFileSystem().getFileStatus(path);
    } catch (FileNotFoundException missing) {
      throw new BadOption(option, "no file \"" + uri + "\"", "one that exists");
    } catch (IOException | RuntimeException unreachable) {
      throw new BadOption(option, firstLine(unreachable), "a file that exists");
    }
  }

  static String firstLine(Exception failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }
}
