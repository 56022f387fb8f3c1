// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.expr.Payload;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.trust.Admission;
import io.millrace.udf.PayloadKind;
import io.millrace.udf.UdfEnvelope;
import io.millrace.udf.UserFunction;
import io.millrace.wire.DefinitionReader;
import java.util.Locale;
import java.util.function.Supplier;

/** What the calls of one expression are: the only place where functions are found and let in. */
final class Resolution implements DefinitionReader {
  private final FunctionRegistry functions;
  private final Settings settings;
  private final CodecChain chain;
  private final Supplier<Admission> admission;

  Resolution(
      FunctionRegistry functions,
      Settings settings,
      CodecChain chain,
      Supplier<Admission> admission) {
    this.functions = functions;
    this.settings = settings;
    this.chain = chain;
    this.admission = admission;
  }

  @Override
  public Definition read(String name, FunctionKind kind, Payload payload) {
    if (payload == null) {
      return byName(name, kind);
    }
    Bytes bytes = payload.bytes();
    if (settings.inlining() == Settings.Inlining.OFF && Inline.in(bytes)) {
      throw refusedInline(name, bytes);
    }
    PayloadKind family = PayloadKind.of(bytes);
    if (family == PayloadKind.CHAIN) {
      return fromChain(name, kind, payload);
    }
    if (bytes.length() == 0) {
      return found(name, kind, chain.find(ExtensionKind.of(kind), name));
    }
    if (!family.isInline()) {
      return payload;
    }
    if (family.function() != kind) {
      throw refused(name, kind, "its payload is of family " + family.family(), "that of its kind");
    }
    UserFunction own = instead(name, kind);
    if (own != null) {
      return own;
    }
    return family.isJvm() ? admitted(name, bytes).function(userCode()) : payload;
  }

  /** What takes the place of code where names count; null if nothing does. */
  private UserFunction instead(String name, FunctionKind kind) {
    UserFunction own = registered(name, kind);
    return own != null && admission.get().byValue() == Admission.ByValue.BY_NAME ? own : null;
  }

  private UserFunction registered(String name, FunctionKind kind) {
    UserFunction function = functions.function(name, kind);
    return function == null ? null : function.within(settings.limits());
  }

  private Definition byName(String name, FunctionKind kind) {
    UserFunction registered = registered(name, kind);
    if (registered != null) {
      return registered;
    }
    return FunctionNames.find(name, kind).isPresent()
        ? null
        : found(name, kind, chain.find(ExtensionKind.of(kind), name));
  }

  private Definition fromChain(String name, FunctionKind kind, Payload payload) {
    Bytes bytes = payload.bytes();
    Bytes inner = ChainEnvelope.innermost(bytes);
    if (PayloadKind.of(inner).function() == kind) {
      UserFunction own = instead(name, kind);
      if (own != null) {
        return own;
      }
    }
    if (PayloadKind.of(inner).isJvm()) {
      // Whoever unwraps it may trust more than this session does.
      admitted(name, inner);
    }
    Definition made = found(name, kind, chain.decode(ExtensionKind.of(kind), name, bytes));
    // What its codec carries on unread goes on in its envelope.
    return made instanceof Payload ? payload : made;
  }

  /** What a codec made, if that is a function of this kind and name. */
  private Definition found(String name, FunctionKind kind, Object made) {
    if (made == null) {
      throw refused(
          name,
          kind,
          "nobody knows it",
          "one of DataFusion 55, one that is registered"
              + " here, one that an extension codec knows, or one that comes with its definition");
    }
    if (made instanceof UserFunction function) {
      Names.requireSame(name, kind, function.name(), function.kind());
      return function.within(settings.limits());
    }
    if (made instanceof Definition definition) {
      return definition;
    }
    throw refused(
        name, kind, "its extension codec made a " + made.getClass().getName(), "a function");
  }

  /** What may be let in; not even looked at unless functions by value may come. */
  private UdfEnvelope admitted(String name, Bytes payload) {
    PayloadKind family = PayloadKind.of(payload);
    Admission admitted = admission.get();
    admitted.checkFunction(family.family(), name);
    UdfEnvelope envelope = UdfEnvelope.read(payload, settings.limits());
    Names.requireSame(name, family.function(), envelope.name(), envelope.kind());
    envelope.closure().classNames().forEach(each -> admitted.checkClass(name, each));
    return envelope;
  }

  /** The class path of the job, as Flink gives it to its tasks. */
  private static ClassLoader userCode() {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    return own != null ? own : SessionContext.class.getClassLoader();
  }

  private static MillraceException refusedInline(String name, Bytes payload) {
    PayloadKind family = PayloadKind.of(ChainEnvelope.innermost(payload));
    return new MillraceException(
        ErrorCode.UNTRUSTED_FUNCTION,
        "Cannot decode function '"
            + name
            + "': Refusing to deserialize inline "
            + (family.isPython() ? "Python " : "Java ")
            + family.function().name().toLowerCase(Locale.ROOT)
            + " UDF '"
            + name
            + "': UDF inlining is disabled on this session; have the sender encode it by name"
            + " (withUdfInlining(false)) and register it here, or decode with a session that has"
            + " inlining on and trusts the sender");
  }

  private static MillraceException refused(
      String name, FunctionKind kind, String found, String expected) {
    return new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot decode "
            + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + " function '"
            + name
            + "': "
            + found
            + ", expected "
            + expected);
  }
}
