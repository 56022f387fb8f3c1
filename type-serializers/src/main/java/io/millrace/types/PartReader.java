// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;

/** Reads what a {@link PartWriter} wrote. */
final class PartReader {
  /** More than the revisions of one rule have. */
  private static final int MOST = 1 << 29;

  private static final int LONGEST_VARINT = 5;

  private final DataInputView in;
  private final int most;
  private final List<byte[]> known = new ArrayList<>();

  PartReader(DataInputView in) {
    this(in, MOST);
  }

  /**
   * @param most bytes that are made at once
   */
  PartReader(DataInputView in, int most) {
    this.in = in;
    this.most = most;
  }

  /** Throws IOException for what no writer wrote. */
  byte[] read() throws IOException {
    return read(readVarint(), Part.DEEPEST);
  }

  private byte[] read(long count, int depth) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long i = 0; i < count; i++) {
      byte[] part = readPart(depth);
      if (bytes.size() + (long) part.length > most) {
        throw new IOException("Cannot read rules: more than " + most + " bytes of one");
      }
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  private byte[] readPart(int depth) throws IOException {
    long head = readVarint();
    long value = head >>> 2;
    switch ((int) head & 3) {
      case PartWriter.OWN:
        return BoundedBytes.read(in, value);
      case PartWriter.NEW:
        byte[] shared = BoundedBytes.read(in, value);
        known.add(shared);
        return shared;
      case PartWriter.KNOWN:
        if (value >= known.size()) {
          throw new IOException("Cannot read rules: part " + value + " of " + known.size());
        }
        return known.get((int) value);
      default:
        if (depth == 0) {
          throw new IOException("Cannot read rules: parts nested deeper than " + Part.DEEPEST);
        }
        return Base64.getEncoder().encode(read(value, depth - 1));
    }
  }

  private long readVarint() throws IOException {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      int next = in.readUnsignedByte();
      value |= (long) (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("Cannot read rules: a number of more than " + LONGEST_VARINT + " bytes");
  }
}
