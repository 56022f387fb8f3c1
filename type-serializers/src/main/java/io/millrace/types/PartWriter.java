// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Bytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes bytes in their {@link Part}s, shared ones once for all that are written with one writer.
 *
 * <p>Bytes are a count of parts, then each: a varint whose lower two bits say of what kind it is,
 * and the others how long, which of those that came before, or of how many parts.
 */
final class PartWriter {
  static final int OWN = 0;

  /** Shared, for the first time: it has the next number. */
  static final int NEW = 1;

  /** Shared, and known by its number. */
  static final int KNOWN = 2;

  static final int BASE64 = 3;

  private final DataOutputView out;
  private final Map<Bytes, Integer> known = new HashMap<>();

  PartWriter(DataOutputView out) {
    this.out = out;
  }

  /** Takes over the bytes. */
  void write(byte[] bytes) throws IOException {
    List<Part> parts = Part.of(Bytes.wrap(bytes));
    writeVarint(parts.size());
    write(parts);
  }

  private void write(List<Part> parts) throws IOException {
    for (Part part : parts) {
      if (part instanceof Part.Own own) {
        writeBytes(OWN, own.bytes());
      } else if (part instanceof Part.Shared shared) {
        writeShared(shared.bytes());
      } else if (part instanceof Part.Base64Text text) {
        writeHead(BASE64, text.parts().size());
        write(text.parts());
      }
    }
  }

  private void writeShared(Bytes bytes) throws IOException {
    Integer number = known.putIfAbsent(bytes, known.size());
    if (number == null) {
      writeBytes(NEW, bytes);
    } else {
      writeHead(KNOWN, number);
    }
  }

  private void writeBytes(int kind, Bytes bytes) throws IOException {
    writeHead(kind, bytes.length());
    out.write(bytes.toArray());
  }

  private void writeHead(int kind, int value) throws IOException {
    writeVarint(((long) value << 2) | kind);
  }

  private void writeVarint(long value) throws IOException {
    long rest = value;
    while (rest > 0x7f) {
      out.writeByte((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }
}
