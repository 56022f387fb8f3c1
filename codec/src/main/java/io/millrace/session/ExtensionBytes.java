// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import io.millrace.trust.Admission;
import io.millrace.udf.UserFunction;
import java.util.function.Supplier;

/**
 * Things of one layer that are no expressions, to bytes and back: functions as the session has
 * them, others as the codecs of the layer do.
 */
record ExtensionBytes(
    FunctionRegistry functions,
    Settings settings,
    CodecChain chain,
    Supplier<Admission> admission) {
  /** Throws UNSUPPORTED_EXPRESSION for what no codec writes. */
  Bytes write(ExtensionKind kind, Object thing) {
    if (thing instanceof UserFunction function) {
      return new Dispatch(settings, chain)
          .write(function.name(), function.kind(), function)
          .orElse(Bytes.EMPTY);
    }
    if (thing instanceof Bytes bytes) {
      return bytes;
    }
    return chain
        .encode(kind, thing)
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.UNSUPPORTED_EXPRESSION,
                    "Cannot encode "
                        + kind
                        + ": No installed extension codec handled "
                        + kind
                        + " of "
                        + thing.getClass().getName()
                        + ", installed: "
                        + chain.ids()));
  }

  /** Null for a function of DataFusion's own. */
  Object read(ExtensionKind kind, String name, Bytes bytes) {
    FunctionKind function = kind.function();
    if (function == null) {
      return read(kind, bytes);
    }
    Definition made =
        new Resolution(functions, settings, chain, admission)
            .read(name, function, bytes.length() == 0 ? null : new Payload(bytes));
    return made instanceof Payload payload ? payload.bytes() : made;
  }

  /** What has no name. */
  Object read(ExtensionKind kind, Bytes bytes) {
    if (kind.function() != null) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot decode " + kind + ": found no name, expected that of its call beside its bytes");
    }
    if (settings.inlining() == Settings.Inlining.OFF && Inline.in(bytes)) {
      throw new MillraceException(
          ErrorCode.UNTRUSTED_FUNCTION,
          "Cannot decode "
              + kind
              + ": it holds code by value, and UDF inlining is disabled on this"
              + " session");
    }
    return CodecChain.isEnvelope(bytes) ? chain.decode(kind, "", bytes) : bytes;
  }
}
