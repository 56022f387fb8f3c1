// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.MillraceException;
import io.millrace.closure.JvmClosure;
import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import io.millrace.expr.Payload;
import io.millrace.session.SessionContext;
import io.millrace.udf.PayloadKind;
import io.millrace.udf.PythonPayload;
import io.millrace.udf.UdfEnvelope;
import io.millrace.wire.ExprCodec;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Bytes as a function that came along: looked at, never run. */
@Internal
public final class FunctionTarget {
  private static final SessionContext SESSION = SessionContext.create();
  private static final ExprCodec CODEC = ExprCodec.create();

  private FunctionTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.FUNCTION);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Bytes payload = Bytes.copyOf(input);
    Allocation.check(
        input.length,
        4 << 20,
        1_024,
        () -> {
          PayloadKind.of(payload);
          PayloadKind.missing(payload);
          if (PayloadKind.of(payload).isPython()) {
            attempt(() -> PythonPayload.of(payload));
          }
          if (PayloadKind.of(payload).isJvm()) {
            attempt(() -> UdfEnvelope.read(payload));
          }
          attempt(() -> closure(input));
          attempt(() -> carried(payload));
        });
  }

  private static void closure(byte[] input) {
    JvmClosure closure = JvmClosure.read(input);
    closure.classNames();
    closure.classFileLevel();
    JvmClosure again = JvmClosure.read(closure.bytes());
    if (!closure.equals(again)) {
      throw new AssertionError("a closure is not what it was written from");
    }
  }

  /** In an expression that a session without trust reads. */
  private static void carried(Bytes payload) {
    Expr call = new Expr.ScalarCall("risk", List.of(), new Payload(payload));
    SESSION.decode(CODEC.encode(call));
  }

  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (MillraceException refused) {
      // The one way to say no.
    }
  }
}
