// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Bytes;
import io.millrace.wire.PayloadStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Large values of expressions in a folder of any of Flink's file systems, a file each, named by the
 * digest. Writers that come at the same time write the same bytes. Nothing is ever removed: who
 * knows that no expression needs a value deletes its file.
 */
@PublicEvolving
public final class FileSystemPayloadStore implements PayloadStore, Serializable {
  private static final long serialVersionUID = 1L;

  private final URI folder;

  private FileSystemPayloadStore(URI folder) {
    this.folder = folder;
  }

  /** The folder is made when it is needed. */
  public static FileSystemPayloadStore in(Path folder) {
    return new FileSystemPayloadStore(folder.toUri());
  }

  @Override
  public void put(Bytes digest, Bytes value) {
    requireLength(value.length(), digest);
    Path file = file(digest);
    try {
      FileSystem files = file.getFileSystem();
      if (files.exists(file)) {
        return;
      }
      files.mkdirs(file.getParent());
      // Under another name first: readers see all of a value or none.
      Path begun = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID());
      try (FSDataOutputStream out = files.create(begun, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write(value.toArray());
      }
      if (!files.rename(begun, file)) {
        files.delete(begun, false);
        if (!files.exists(file)) {
          throw new IOException("Cannot store " + file + ": it can't be renamed from " + begun);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Bytes> get(Bytes digest) {
    Path file = file(digest);
    try {
      FileSystem files = file.getFileSystem();
      FileStatus status = files.getFileStatus(file);
      requireLength(status.getLen(), digest);
      byte[] value = new byte[(int) status.getLen()];
      try (FSDataInputStream in = files.open(file)) {
        if (in.readNBytes(value, 0, value.length) < value.length) {
          throw new IOException("Cannot read " + file + ": it ends early");
        }
      }
      return Optional.of(Bytes.wrap(value));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In a folder by the first byte, so that none has all the files. */
  private Path file(Bytes digest) {
    String name = digest.toString();
    return new Path(new Path(new Path(folder), name.substring(0, 2)), name);
  }

  private static void requireLength(long length, Bytes digest) {
    Limits.DEFAULT.check(Limit.STORED_BYTES, "keep value " + digest, length, "bytes");
  }
}
