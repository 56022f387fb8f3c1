// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.udf.PayloadKind;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Code by value, also inside the envelopes of extension codecs. */
@Internal
public final class Inline {
  private Inline() {}

  /**
   * The code that a payload is or holds. An envelope that can not be read holds none: whoever reads
   * it refuses it.
   */
  public static Optional<Bytes> code(Bytes payload) {
    try {
      return Optional.of(ChainEnvelope.innermost(payload))
          .filter(inner -> PayloadKind.of(inner).isInline());
    } catch (MillraceException e) {
      return Optional.empty();
    }
  }

  static boolean in(Bytes payload) {
    return code(payload).isPresent();
  }
}
