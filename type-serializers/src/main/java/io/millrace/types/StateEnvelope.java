// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is put around DataFusion's bytes in state, because DataFusion promises no compatibility
 * between releases: magic, envelope version, the release that wrote the bytes, their length, a
 * checksum, and the bytes as they came. The layout is that of {@code
 * docs/adr/0003-state-envelope.md}; every released version of it stays readable. Immutable.
 */
@Internal
final class StateEnvelope {
  /** The release whose bytes this library reads and writes. */
  static final int DATAFUSION = 55;

  private static final int MAGIC = 0x4D4C5243;
  private static final int VERSION = 1;

  /**
   * What stands before the bytes.
   *
   * @param dataFusion major version of the release whose wire format the bytes have
   * @param checksum as it was read, so that copying never mends it
   */
  record Header(int dataFusion, int length, int checksum) {
    /** Fails only where the stream itself is at fault, so that it can't be read on. */
    static Header read(DataInputView in) throws IOException {
      int magic = in.readInt();
      int version = in.readUnsignedByte();
      if (magic != MAGIC || version != VERSION) {
        throw unreadable(magic, version);
      }
      int dataFusion = in.readUnsignedShort();
      int length = in.readInt();
      return new Header(dataFusion, length, in.readInt());
    }
  }

  /** In place of what has no envelope. */
  static final StateEnvelope DAMAGED =
      new StateEnvelope(
          new Header(DATAFUSION, 0, ~checksum(DATAFUSION, new byte[0])),
          PartedBytes.whole(new byte[0]));

  private final Header header;
  private final PartedBytes payload;

  private StateEnvelope(Header header, PartedBytes payload) {
    this.header = header;
    this.payload = payload;
  }

  /** Takes the payload over, which the caller must not change any more. */
  static StateEnvelope of(byte[] payload) {
    return of(DATAFUSION, payload);
  }

  static StateEnvelope of(int dataFusion, byte[] payload) {
    int checksum = checksum(dataFusion, payload);
    return new StateEnvelope(
        new Header(dataFusion, payload.length, checksum), PartedBytes.whole(payload));
  }

  /** Copies as much of what was read as the header says. */
  static StateEnvelope of(Header header, byte[] read) {
    return new StateEnvelope(header, PartedBytes.whole(Arrays.copyOf(read, header.length)));
  }

  static StateEnvelope read(DataInputView in) throws IOException {
    return read(Header.read(in), in);
  }

  static StateEnvelope read(Header header, DataInputView in) throws IOException {
    return new StateEnvelope(header, PartedBytes.whole(BoundedBytes.read(in, header.length)));
  }

  /** The same to be kept for long. */
  StateEnvelope kept() {
    PartedBytes kept = payload.kept();
    return kept.isParted() && !payload.isParted() ? new StateEnvelope(header, kept) : this;
  }

  boolean isParted() {
    return payload.isParted();
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeShort(header.dataFusion);
    out.writeInt(payload.length());
    out.writeInt(header.checksum);
    out.write(payload.bytes());
  }

  /** The bytes themselves, not to be changed. */
  byte[] payload() {
    return payload.bytes();
  }

  /** How many there are. */
  int length() {
    return payload.length();
  }

  PartedBytes parts() {
    return payload;
  }

  /** Whether this is what was read: the header, and as many bytes as it says. */
  boolean is(Header other, byte[] read) {
    byte[] bytes = payload.bytes();
    return header.equals(other) && Arrays.equals(bytes, 0, bytes.length, read, 0, other.length);
  }

  /** Whether the payload is what was written. */
  boolean isIntact() {
    return header.checksum == checksum(header.dataFusion, payload.bytes());
  }

  /** Why the payload must not be decoded, or null. */
  MillraceException problem() {
    if (!isIntact()) {
      return new MillraceException(
          ErrorCode.STATE_CORRUPT,
          "Cannot read expression from state: checksum of " + payload.length() + " bytes differs");
    }
    if (header.dataFusion != DATAFUSION) {
      return new MillraceException(
          ErrorCode.STATE_INCOMPATIBLE,
          "Cannot read expression from state: written for DataFusion "
              + header.dataFusion
              + ", expected "
              + DATAFUSION);
    }
    return null;
  }

  private static IOException unreadable(int magic, int version) {
    return new IOException(
        magic == MAGIC
            ? "Cannot read state envelope: version " + version + ", expected at most " + VERSION
            : "Cannot read state envelope: magic " + Integer.toHexString(magic));
  }

  private static int checksum(int dataFusion, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(dataFusion);
    crc.update(payload);
    return (int) crc.getValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateEnvelope that
        && header.equals(that.header)
        && payload.equals(that.payload);
  }

  @Override
  public int hashCode() {
    return header.checksum;
  }
}
