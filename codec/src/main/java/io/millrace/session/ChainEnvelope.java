// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.udf.PayloadKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The frame in which bytes of an extension codec travel, the same as datafusion-python's: seven
 * bytes of family, a version, the length of the codec's id, the id, the codec's bytes.
 */
record ChainEnvelope(String codecId, Bytes payload) {
  private static final int VERSION = 1;

  Bytes bytes() {
    byte[] family = PayloadKind.CHAIN.family().getBytes(StandardCharsets.ISO_8859_1);
    byte[] id = codecId.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(family.length + 1 + Integer.BYTES + id.length + payload.length())
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(family).put((byte) VERSION).putInt(id.length).put(id).put(payload.toArray());
    return Bytes.wrap(out.array());
  }

  /** Bytes of that family; throws MALFORMED_BYTES or UNSUPPORTED_EXPRESSION. */
  static ChainEnvelope of(Bytes bytes) {
    ByteBuffer in = bytes.toBuffer().order(ByteOrder.LITTLE_ENDIAN);
    in.position(PayloadKind.CHAIN.family().length());
    if (!in.hasRemaining()) {
      throw truncated("missing envelope version byte");
    }
    int version = in.get() & 0xff;
    if (version != VERSION) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot decode extension: Extension codec payload envelope version v"
              + version
              + "; this build supports v1..=v1");
    }
    if (in.remaining() < Integer.BYTES) {
      throw truncated("missing codec id length");
    }
    long length = Integer.toUnsignedLong(in.getInt());
    if (length > in.remaining()) {
      throw truncated("codec id shorter than its declared length");
    }
    byte[] id = new byte[(int) length];
    in.get(id);
    // Not copied: envelopes may be nested as deep as bytes go.
    Bytes payload = bytes.slice(in.position(), in.remaining());
    try {
      String name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(id)).toString();
      return new ChainEnvelope(name, payload);
    } catch (CharacterCodingException e) {
      throw malformed("Extension codec payload carries a non-UTF-8 codec id");
    }
  }

  /** The payload inside all envelopes; throws as {@link #of}. */
  static Bytes innermost(Bytes payload) {
    Bytes at = payload;
    while (PayloadKind.of(at) == PayloadKind.CHAIN) {
      at = of(at).payload;
    }
    return at;
  }

  private static MillraceException truncated(String found) {
    return malformed("Truncated extension codec payload: " + found);
  }

  private static MillraceException malformed(String found) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot decode extension: " + found + ", expected an envelope");
  }
}
