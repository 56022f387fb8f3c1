// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/** Numbers, texts and runs of bytes, as {@link ByteReader} reads them. */
@Internal
public final class ByteWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public void putByte(int value) {
    bytes.write(value);
  }

  /** Seven bits a byte, the lowest first. */
  public void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /** Numbers near zero are short, whatever their sign. */
  void putSigned(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  /** The low {@code width} bytes, the highest first. */
  void putFixed(long value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      bytes.write((int) (value >>> shift));
    }
  }

  public void putBytes(byte[] value) {
    putVarint(value.length);
    bytes.writeBytes(value);
  }

  /** Without a length. */
  public void putRaw(byte[] value) {
    bytes.writeBytes(value);
  }

  public void putText(String value) {
    putBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
