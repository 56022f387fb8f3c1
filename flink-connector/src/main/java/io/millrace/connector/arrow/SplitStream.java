// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;

/**
 * A part of an IPC file as a stream of its own: the schema, all dictionaries, and the batches that
 * begin in the part. All of a file, and of a stream, are read as they are; of a stream all batches
 * begin at its start, since nothing says where else.
 */
final class SplitStream extends InputStream {
  private static final int CONTINUATION = -1;

  private final FSDataInputStream in;
  private final long length;
  private final Iterator<IpcFooter.Run> runs;

  /** Of the run that is read. */
  private long left;

  private SplitStream(FSDataInputStream in, List<IpcFooter.Run> runs) {
    this.in = in;
    this.length = runs.stream().mapToLong(IpcFooter.Run::length).sum();
    this.runs = runs.iterator();
  }

  /**
   * Throws MALFORMED_BYTES for a file without the footer that a part needs.
   *
   * @param in is closed with the stream
   * @param size of the file
   * @param from where the part begins
   * @param to where the next one does
   */
  static SplitStream of(FSDataInputStream in, long size, long from, long to) throws IOException {
    IpcFooter.Run all = new IpcFooter.Run(0, size);
    if (from == 0 && to >= size) {
      return new SplitStream(in, List.of(all));
    }
    boolean file = IpcFooter.isExpected(in);
    if (!file && from == 0) {
      return new SplitStream(in, List.of(all));
    }
    List<IpcFooter.Run> runs = new ArrayList<>();
    runs.add(schema(in, file ? IpcFooter.MAGIC.length : 0, size));
    if (file) {
      IpcFooter footer = IpcFooter.read(in, size);
      runs.addAll(footer.dictionaries());
      footer.batches().stream()
          .filter(run -> from <= run.from() && run.from() < to)
          .forEach(runs::add);
    }
    SplitStream stream = new SplitStream(in, runs);
    if (stream.length > size) {
      throw IpcFooter.malformed("%d bytes of batches in %d".formatted(stream.length, size), null);
    }
    return stream;
  }

  /** The first message, which has no body. */
  private static IpcFooter.Run schema(FSDataInputStream in, long at, long size) throws IOException {
    in.seek(at);
    ByteBuffer words =
        ByteBuffer.wrap(in.readNBytes(2 * Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    if (words.remaining() < 2 * Integer.BYTES) {
      throw IpcFooter.malformed("no schema", null);
    }
    boolean continued = words.getInt(0) == CONTINUATION;
    long length = continued ? 8L + words.getInt(4) : 4L + words.getInt(0);
    return IpcFooter.run(at, length, size);
  }

  /** How many bytes it has. */
  long length() {
    return length;
  }

  private boolean isAtEnd() throws IOException {
    while (left == 0) {
      if (!runs.hasNext()) {
        return true;
      }
      IpcFooter.Run next = runs.next();
      in.seek(next.from());
      left = next.length();
    }
    return false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(count, left));
    if (read > 0) {
      left -= read;
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    if (count <= 0 || isAtEnd()) {
      return 0;
    }
    long passed = Math.min(count, left);
    in.seek(in.getPos() + passed);
    left -= passed;
    return passed;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
