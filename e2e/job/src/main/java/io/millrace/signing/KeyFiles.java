// SPDX-License-Identifier: Apache-2.0
package io.millrace.signing;

import io.millrace.MillraceException;
import io.millrace.command.CommandLine;
import io.millrace.trust.KeySet;
import io.millrace.trust.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Private keys, for the eyes of their owner only, and key sets. */
final class KeyFiles {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private KeyFiles() {}

  /** The file is made with its permissions, so that nobody sees it before; none is overwritten. */
  static void write(SigningKey key, Path file) throws CommandLine.Refused, IOException {
    FileAttribute<?>[] attributes =
        isPosix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel out = Files.newByteChannel(file, fresh, attributes)) {
      out.write(ByteBuffer.wrap((key.text() + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      throw new CommandLine.Refused(
          "Cannot make key: file %s is there already; choose another id, or --out FILE"
              .formatted(file));
    }
  }

  static SigningKey read(Path file) throws CommandLine.Refused, IOException {
    try {
      if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new CommandLine.Refused(
            "Cannot use key %s: others may read or change it; chmod 600 %s, or make a new key"
                .formatted(file, file));
      }
      return SigningKey.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new CommandLine.Refused(
          "Cannot use key %s: no such file; ./millrace keys new ID makes one".formatted(file));
    } catch (MillraceException e) {
      throw new CommandLine.Refused(
          "Cannot use key %s: %s; expected a file that ./millrace keys new made"
              .formatted(file, e.getMessage()));
    }
  }

  static KeySet readSet(Path file) throws CommandLine.Refused, IOException {
    try {
      return KeySet.read(file);
    } catch (NoSuchFileException e) {
      throw new CommandLine.Refused(
          "Cannot read key set: no file %s; ./millrace keys new ID --keys FILE makes one"
              .formatted(e.getFile()));
    } catch (MillraceException e) {
      throw new CommandLine.Refused(file + ": " + e.getMessage());
    }
  }

  /** At once: a job that looks at the file never sees half of it. */
  static void writeSet(KeySet keys, Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, keys.text());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
