// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.trust.KeySet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/** A key set in any of Flink's file systems; the files it names lie beside it. */
@Internal
public record KeySetFile(String uri) {
  /** With the place of a relative path, which elsewhere means another. */
  public static KeySetFile of(String uri) throws IOException {
    Path path = new Path(uri);
    return new KeySetFile(path.makeQualified(path.getFileSystem()).toString());
  }

  /** Throws MALFORMED_JSON or MALFORMED_BYTES for what is none. */
  public KeySet read() throws IOException {
    Path path = new Path(uri);
    try {
      return KeySet.parse(text(path), name -> unchecked(new Path(path.getParent(), name)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String unchecked(Path path) {
    try {
      return text(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path path) throws IOException {
    try (FSDataInputStream in = path.getFileSystem().open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
