// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/**
 * Reads what {@link ByteWriter} writes from bytes that may be anything: every length is compared
 * with what is left before memory is taken for it, every fault is MALFORMED_BYTES.
 */
@Internal
public final class ByteReader {
  private final ByteBuffer bytes;

  public ByteReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  ByteReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  int remaining() {
    return bytes.remaining();
  }

  public int takeByte() {
    require(1);
    return bytes.get() & 0xff;
  }

  public long takeVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = takeByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if ((shift == 63 && next > 1) || (next == 0 && shift > 0)) {
          throw malformed("a number that is not in its shortest form");
        }
        return value;
      }
    }
    throw malformed("a number of more than 64 bits");
  }

  long takeSigned() {
    long value = takeVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  long takeFixed(int width) {
    require(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = (value << 8) | (bytes.get() & 0xff);
    }
    return value;
  }

  /** A number of things that each take at least {@code least} bytes. */
  int takeCount(int least) {
    long count = takeVarint();
    if (count < 0 || count > bytes.remaining() / least) {
      throw malformed("a count of " + Long.toUnsignedString(count) + " and " + left());
    }
    return (int) count;
  }

  public byte[] takeBytes() {
    return takeRaw(takeCount(1));
  }

  public byte[] takeRaw(int length) {
    require(length);
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  public String takeText() {
    byte[] text = takeBytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES, "Cannot read function: text that is no UTF-8", e);
    }
  }

  public void requireEnd() {
    if (bytes.hasRemaining()) {
      throw malformed(left() + " behind its end");
    }
  }

  public static MillraceException malformed(String found) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot read function: " + found + ", expected its bytes");
  }

  private void require(int length) {
    if (bytes.remaining() < length) {
      throw malformed(left() + ", but " + length + " are said to follow");
    }
  }

  private String left() {
    return bytes.remaining() + " bytes";
  }
}
