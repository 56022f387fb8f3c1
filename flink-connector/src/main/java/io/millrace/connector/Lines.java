// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/** Lines of UTF-8 text with the byte offset behind each, so that reading can go on there. */
final class Lines implements Closeable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private long number;

  private Lines(InputStream in, long offset, long number) {
    this.in = in;
    this.offset = offset;
    this.number = number;
  }

  /**
   * @param number of the line that ends at {@code offset}, 0 at the beginning
   */
  static Lines open(Path path, long offset, long number) throws IOException {
    FSDataInputStream in = path.getFileSystem().open(path);
    in.seek(offset);
    return new Lines(new BufferedInputStream(in), offset, number);
  }

  static Lines over(InputStream in) {
    return new Lines(in, 0, 0);
  }

  /**
   * The next line without its end, or null; bytes that are no UTF-8 become U+FFFD, a byte order
   * mark before the first line is left out.
   */
  String next() throws IOException {
    byte[] bytes = nextBytes();
    if (bytes == null) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  byte[] nextBytes() throws IOException {
    line.reset();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    offset += line.size() + (next < 0 ? 0 : 1);
    number++;
    byte[] bytes = line.toByteArray();
    return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
        ? java.util.Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  /** The place behind the last line read. */
  long offset() {
    return offset;
  }

  /** The number of the last line read, counted from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
