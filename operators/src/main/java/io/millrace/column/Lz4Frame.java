// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.nio.ByteBuffer;

/**
 * Reads frames of LZ4, in which the buffers of a batch may come. Never writes more than was asked
 * for, and checks every place it reads from. Checksums of a frame are passed over.
 */
final class Lz4Frame {
  private static final int MAGIC = 0x184D2204;
  private static final int STORED = 1 << 31;
  private static final int LEAST_MATCH = 4;

  private final ByteBuffer in;
  private final ByteBuffer out;

  private Lz4Frame(ByteBuffer in, ByteBuffer out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Fills {@code out}; throws IndexOutOfBoundsException or BufferUnderflowException,
   * BufferOverflowException or IllegalArgumentException where the bytes are no frame of as many.
   *
   * @param in little-endian
   */
  static void read(ByteBuffer in, ByteBuffer out) {
    new Lz4Frame(in, out).frame();
    if (out.hasRemaining()) {
      throw new IllegalArgumentException(
          "an LZ4 frame of " + out.position() + " bytes, expected " + out.limit());
    }
  }

  private void frame() {
    if (in.getInt() != MAGIC) {
      throw new IllegalArgumentException("other bytes, expected an LZ4 frame");
    }
    int flags = in.get();
    in.get();
    if ((flags & 0xC0) != 0x40) {
      throw new IllegalArgumentException("an LZ4 frame of another version, expected 1");
    }
    boolean blockChecksums = (flags & 0x10) != 0;
    skip((flags & 0x08) != 0 ? Long.BYTES : 0);
    skip((flags & 0x01) != 0 ? Integer.BYTES : 0);
    // The checksum of the header.
    skip(1);
    for (int size = in.getInt(); size != 0; size = in.getInt()) {
      int length = size & ~STORED;
      int end = Math.addExact(in.position(), length);
      if (end > in.limit()) {
        throw new IllegalArgumentException("a block of " + length + " bytes that are not there");
      }
      if ((size & STORED) != 0) {
        copy(length);
      } else {
        block(end);
      }
      skip(blockChecksums ? Integer.BYTES : 0);
    }
  }

  private void block(int end) {
    while (in.position() < end) {
      int token = in.get() & 0xFF;
      copy(length(token >>> 4));
      if (in.position() < end) {
        int distance = in.getShort() & 0xFFFF;
        match(distance, length(token & 0xF) + LEAST_MATCH);
      }
    }
    if (in.position() != end) {
      throw new IllegalArgumentException("a sequence that goes over the end of its block");
    }
  }

  private int length(int start) {
    int length = start;
    if (start == 15) {
      int more;
      do {
        more = in.get() & 0xFF;
        length = Math.addExact(length, more);
      } while (more == 255);
    }
    return length;
  }

  private void copy(int length) {
    int from = in.position();
    skip(length);
    out.put(in.slice(from, length));
  }

  /** The source may reach into what is written by it. */
  private void match(int distance, int length) {
    int at = out.position();
    if (distance == 0 || distance > at || length > out.remaining()) {
      throw new IllegalArgumentException("a match that is not in what was read before");
    }
    if (distance >= length) {
      out.put(out.duplicate().position(at - distance).limit(at - distance + length));
      return;
    }
    for (int i = 0; i < length; i++) {
      out.put(out.get(at - distance + i));
    }
  }

  private void skip(int count) {
    in.position(Math.addExact(in.position(), count));
  }
}
