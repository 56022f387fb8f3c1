// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.flink.core.fs.FSDataInputStream;

/**
 * Where an IPC file says that its messages lie. They are in the file; nothing else is known of
 * them.
 */
record IpcFooter(List<Run> dictionaries, List<Run> batches) {
  /** At the start of a file; at its end without the padding. */
  static final byte[] MAGIC = "ARROW1\0\0".getBytes(StandardCharsets.US_ASCII);

  /** Behind the footer: its length and the magic. */
  private static final int TAIL = Integer.BYTES + 6;

  /** Bytes of a file. */
  record Run(long from, long length) {}

  /** Whether the bytes begin as a file does, and not as a stream. */
  static boolean isExpected(FSDataInputStream in) throws IOException {
    in.seek(0);
    return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
  }

  /** Throws MALFORMED_BYTES where it is not as it should be. */
  static IpcFooter read(FSDataInputStream in, long size) throws IOException {
    if (size < MAGIC.length + TAIL) {
      throw malformed("a file of " + size + " bytes", null);
    }
    in.seek(size - TAIL);
    byte[] tail = in.readNBytes(TAIL);
    long length = tail.length < TAIL ? -1 : little(tail).getInt(0);
    long from = size - TAIL - length;
    if (length < 0
        || from < MAGIC.length
        || !Arrays.equals(tail, Integer.BYTES, TAIL, MAGIC, 0, TAIL - Integer.BYTES)) {
      throw malformed("no footer at the end", null);
    }
    in.seek(from);
    ByteBuffer bytes = little(in.readNBytes((int) length));
    try {
      Footer footer = Footer.getRootAsFooter(bytes);
      return new IpcFooter(
          runs(footer::dictionaries, footer.dictionariesLength(), size),
          runs(footer::recordBatches, footer.recordBatchesLength(), size));
    } catch (MillraceException known) {
      throw known;
    } catch (RuntimeException e) {
      throw malformed("a footer that can't be read, " + e.getMessage(), e);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Run> runs(IntFunction<Block> blocks, int count, long size) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Block block = blocks.apply(i);
      runs.add(
          run(block.offset(), Math.addExact(block.metaDataLength(), block.bodyLength()), size));
    }
    return runs;
  }

  static Run run(long from, long length, long size) {
    if (from < 0 || length < 0 || from > size - length) {
      throw malformed("%d bytes at %d of %d".formatted(length, from, size), null);
    }
    return new Run(from, length);
  }

  static MillraceException malformed(String found, Exception cause) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot read part of Arrow file: found " + found, cause);
  }
}
