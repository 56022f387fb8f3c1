// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is put around DataFusion's bytes in state, because DataFusion promises no compatibility
 * between releases: magic, envelope version, the release that wrote the bytes, their length, a
 * checksum, and the bytes as they came. The layout is that of {@code
 * docs/adr/0003-state-envelope.md}; every released version of it stays readable.
 *
 * @param dataFusion major version of the release whose wire format the bytes have
 * @param checksum as it was read, so that copying never mends it
 */
@Internal
record StateEnvelope(int dataFusion, Bytes payload, int checksum) {
  /** The release whose bytes this library reads and writes. */
  static final int DATAFUSION = 55;

  private static final int MAGIC = 0x4D4C5243;
  private static final int VERSION = 1;

  static StateEnvelope of(Bytes payload) {
    return new StateEnvelope(DATAFUSION, payload, checksum(DATAFUSION, payload));
  }

  void write(DataOutputView out) throws IOException {
    byte[] bytes = payload.toArray();
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeShort(dataFusion);
    out.writeInt(bytes.length);
    out.writeInt(checksum);
    out.write(bytes);
  }

  /** Fails only where the stream itself is at fault, so that it can't be read on. */
  static StateEnvelope read(DataInputView in) throws IOException {
    int magic = in.readInt();
    int version = in.readUnsignedByte();
    if (magic != MAGIC || version != VERSION) {
      throw unreadable(magic, version);
    }
    int dataFusion = in.readUnsignedShort();
    int length = in.readInt();
    int checksum = in.readInt();
    Bytes payload = Bytes.wrap(BoundedBytes.read(in, length));
    return new StateEnvelope(dataFusion, payload, checksum);
  }

  /** Why the payload must not be decoded, or null. */
  MillraceException problem() {
    if (checksum != checksum(dataFusion, payload)) {
      return new MillraceException(
          ErrorCode.STATE_CORRUPT,
          "Cannot read expression from state: checksum of " + payload.length() + " bytes differs");
    }
    if (dataFusion != DATAFUSION) {
      return new MillraceException(
          ErrorCode.STATE_INCOMPATIBLE,
          "Cannot read expression from state: written for DataFusion "
              + dataFusion
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

  static int checksum(int dataFusion, Bytes payload) {
    CRC32C crc = new CRC32C();
    crc.update(dataFusion);
    crc.update(payload.toArray());
    return (int) crc.getValue();
  }
}
