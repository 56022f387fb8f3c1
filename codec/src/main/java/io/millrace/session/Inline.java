// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.udf.PayloadKind;

/** Code by value, also inside the envelopes of extension codecs. */
final class Inline {
  private Inline() {}

  /** An envelope that can not be read holds none: whoever reads it refuses it. */
  static boolean in(Bytes payload) {
    try {
      return PayloadKind.of(ChainEnvelope.innermost(payload)).isInline();
    } catch (MillraceException e) {
      return false;
    }
  }
}
