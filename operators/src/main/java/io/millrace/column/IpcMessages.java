// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The messages of an IPC stream, or of an IPC file, which is a stream between a magic and a footer.
 * Sizes that messages say are compared with what the input has left before memory is taken.
 */
final class IpcMessages implements Closeable {
  private static final byte[] MAGIC = "ARROW1\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int CONTINUATION = -1;
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private final boolean file;
  private long left;
  private boolean ended;

  /**
   * @param in which is closed with this
   * @param length how many bytes it has; {@code Long.MAX_VALUE} where that is not known
   */
  IpcMessages(InputStream in, long length) throws IOException {
    this.in = in;
    left = length;
    in.mark(MAGIC.length);
    file = Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    if (file) {
      left -= MAGIC.length;
    } else {
      in.reset();
    }
  }

  /** What a message says before its body; null at the end. */
  ByteBuffer next() throws IOException {
    if (ended) {
      return null;
    }
    byte[] word = read(in.readNBytes(Integer.BYTES));
    if (word.length == 0 && !file) {
      ended = true;
      return null;
    }
    int length = number(word);
    if (length == CONTINUATION) {
      length = number(read(in.readNBytes(Integer.BYTES)));
    }
    if (length == 0) {
      // Behind it a file has its footer.
      ended = true;
      return null;
    }
    require(length, "a message");
    // Takes no more memory than there are bytes.
    byte[] metadata = read(in.readNBytes(length));
    if (metadata.length < length) {
      throw cut();
    }
    return ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The body of the last message, which is the caller's to close. */
  ArrowBuf body(long length, BufferAllocator allocator) throws IOException {
    require(length, "the body of a message");
    ArrowBuf body = allocator.buffer(length);
    try {
      long at = 0;
      while (at < length) {
        int count = in.read(chunk, 0, (int) Math.min(CHUNK, length - at));
        if (count < 0) {
          throw cut();
        }
        body.setBytes(at, chunk, 0, count);
        at += count;
      }
      left -= length;
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  void skip(long length) throws IOException {
    require(length, "the body of a message");
    in.skipNBytes(length);
    left -= length;
  }

  private byte[] read(byte[] bytes) {
    left -= bytes.length;
    return bytes;
  }

  private static int number(byte[] word) throws EOFException {
    if (word.length < Integer.BYTES) {
      throw cut();
    }
    return ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private void require(long length, String what) throws IOException {
    if (length < 0 || length > left) {
      throw new EOFException(
          "%s of %d bytes where %d are left".formatted(what, length, Math.max(0, left)));
    }
  }

  private static EOFException cut() {
    return new EOFException("the end in the middle of it");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
