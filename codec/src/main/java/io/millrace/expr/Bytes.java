// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.flink.annotation.PublicEvolving;

/** An immutable run of bytes with equality by content; the value of binary literals. */
@PublicEvolving
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(ByteBuffer.allocate(0));

  /** Begins at 0 and ends at its capacity; its position is never moved. */
  private final ByteBuffer bytes;

  private Bytes(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Copies what it is given. */
  public static Bytes copyOf(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : wrap(bytes.clone());
  }

  /** Takes over what it is given, which the caller must not change any more. */
  public static Bytes wrap(byte[] bytes) {
    return new Bytes(ByteBuffer.wrap(bytes));
  }

  /** Takes over what is left of the buffer, without a copy; nobody may change that any more. */
  public static Bytes wrap(ByteBuffer buffer) {
    return new Bytes(buffer.slice().asReadOnlyBuffer());
  }

  public int length() {
    return bytes.capacity();
  }

  public byte at(int index) {
    return bytes.get(index);
  }

  public byte[] toArray() {
    byte[] copy = new byte[bytes.capacity()];
    bytes.get(0, copy);
    return copy;
  }

  /** These bytes, not copied and read-only. */
  public ByteBuffer toBuffer() {
    return bytes.asReadOnlyBuffer();
  }

  /** A part of these bytes, not copied. */
  public Bytes slice(int from, int length) {
    return new Bytes(bytes.slice(from, length));
  }

  /** Their SHA-256, 32 bytes. */
  public Bytes sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(toBuffer());
      return wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }

  /** Unsigned, byte by byte, a prefix first. */
  @Override
  public int compareTo(Bytes other) {
    int place = bytes.mismatch(other.bytes);
    if (place < 0 || place == length() || place == other.length()) {
      return Integer.compare(length(), other.length());
    }
    return Byte.compareUnsigned(at(place), other.at(place));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /** Lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toArray());
  }
}
