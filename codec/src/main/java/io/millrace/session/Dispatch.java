// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.udf.PayloadKind;
import io.millrace.udf.UserFunction;
import io.millrace.wire.DefinitionWriter;
import java.util.Optional;

/**
 * How the functions of an expression travel: by value where that is on, else as the first extension
 * codec writes them, else by name. A payload that came goes on as it is.
 */
final class Dispatch implements DefinitionWriter {
  private final Settings settings;
  private final CodecChain chain;

  Dispatch(Settings settings, CodecChain chain) {
    this.settings = settings;
    this.chain = chain;
  }

  @Override
  public Optional<Bytes> write(String name, FunctionKind kind, Definition definition) {
    boolean inline = settings.inlining() == Settings.Inlining.ON;
    if (inline || definition instanceof Payload) {
      Optional<Bytes> payload =
          definition instanceof UserFunction function
              ? function.payload(settings.limits())
              : definition.payload();
      payload.ifPresent(bytes -> requireAllowed(name, bytes));
      if (payload.isPresent()) {
        return payload;
      }
    }
    Optional<Bytes> claimed = chain.encode(ExtensionKind.of(kind), definition);
    claimed.ifPresent(bytes -> requireAllowed(name, bytes));
    if (claimed.isEmpty()) {
      requireOwnName(name, kind);
    }
    return claimed;
  }

  /** Also what a codec wrote, and what it wrapped. */
  private void requireAllowed(String name, Bytes payload) {
    if (settings.inlining() == Settings.Inlining.OFF && Inline.in(payload)) {
      throw new MillraceException(
          ErrorCode.UNTRUSTED_FUNCTION,
          "Cannot encode function '"
              + name
              + "': it is of family "
              + PayloadKind.of(ChainEnvelope.innermost(payload)).family()
              + ", expected none by value while inlining is disabled on this session; send it by"
              + " name, or with a session that has inlining on");
    }
  }

  private void requireOwnName(String name, FunctionKind kind) {
    if (settings.shadowing() == Settings.Shadowing.REFUSED
        && FunctionNames.find(name, kind).isPresent()) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot encode function '"
              + name
              + "': by name it would become DataFusion's own function of that name where it is not"
              + " registered, expected another name or withShadowing()");
    }
  }
}
