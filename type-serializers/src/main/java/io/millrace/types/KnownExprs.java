// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/**
 * The expressions that a serializer read last: bytes that are known give the same object again,
 * which is decoded already if anyone asked for its expression. The checksum that travels with the
 * bytes says where to look; what is given out has the same header and the same bytes.
 *
 * <p>Holds at most {@link #MAX_ENTRIES} expressions of at most {@link #LARGEST} bytes each and
 * {@link #MAX_BYTES} together, and, of those that were decoded, what they are (several times their
 * bytes). Confined to one thread.
 */
final class KnownExprs {
  static final int MAX_ENTRIES = 1024;
  static final int LARGEST = 8 << 10;
  static final int MAX_BYTES = 512 << 10;

  private final byte[] read = new byte[LARGEST];

  /** Pairs of places, in each the one used last before the other. */
  private final EncodedExpr[] places = new EncodedExpr[MAX_ENTRIES];

  private int bytes;

  /** Fails only where the stream does. */
  EncodedExpr read(DataInputView in) throws IOException {
    StateEnvelope.Header header = StateEnvelope.Header.read(in);
    if (header.length() < 0 || header.length() > LARGEST) {
      return new EncodedExpr(StateEnvelope.read(header, in));
    }
    in.readFully(read, 0, header.length());
    // The upper bits of a product depend on all bits of the checksum.
    int first = ((header.checksum() * 0x9E3779B9) >>> 16) % (MAX_ENTRIES / 2) * 2;
    EncodedExpr last = places[first];
    if (last != null && last.envelope().is(header, read)) {
      return last;
    }
    EncodedExpr other = places[first + 1];
    if (other == null || !other.envelope().is(header, read)) {
      other = new EncodedExpr(StateEnvelope.of(header, read));
      makeRoom(first + 1, header.length());
      last = places[first];
    }
    places[first] = other;
    places[first + 1] = last;
    return other;
  }

  /** Forgets what is in a place, and everything if it is too much with what is to come. */
  private void makeRoom(int place, int more) {
    bytes += more - size(places[place]);
    if (bytes > MAX_BYTES) {
      Arrays.fill(places, null);
      bytes = more;
    }
  }

  private static int size(EncodedExpr expr) {
    return expr == null ? 0 : expr.envelope().length();
  }

  /** How many bytes the expressions have that are held. */
  int bytes() {
    return bytes;
  }
}
