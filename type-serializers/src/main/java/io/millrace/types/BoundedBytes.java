// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/**
 * Reads as many bytes as a length claims, growing with what is there: a damaged length can't
 * allocate more than about twice what the stream holds.
 */
final class BoundedBytes {
  private static final int CHUNK = 1 << 16;

  private BoundedBytes() {}

  static byte[] read(DataInputView in, long length) throws IOException {
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new IOException("Cannot read bytes: length " + length);
    }
    byte[] bytes = new byte[(int) Math.min(length, CHUNK)];
    int at = 0;
    while (at < length) {
      if (at == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
      }
      int read = in.read(bytes, at, bytes.length - at);
      if (read < 0) {
        throw new EOFException("Cannot read bytes: " + at + " of " + length);
      }
      at += read;
    }
    return bytes;
  }
}
