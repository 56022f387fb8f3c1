// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.expr.Expr;
import io.millrace.expr.ExprBytes;
import io.millrace.trust.TrustPolicy;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Expressions in streams of Java serialization: written by the thread's sender context, read by its
 * worker context. Where no worker context is set, functions by value are let in: whoever could
 * write the stream, as the client that makes a job graph, runs code here anyway.
 */
@Internal
public final class StreamedExprs implements ExprBytes {
  /** Made, with its warning, when an expression first needs it. */
  private static final class Trusted {
    static final TrustPolicy STREAM =
        TrustPolicy.unsigned(
            "they came in a stream of Java serialization, which is as trusted as the job's jar");
  }

  @Override
  public byte[] encode(Expr expr) {
    return SenderContext.current().orElseGet(SessionContext::global).encode(expr);
  }

  @Override
  public Expr decode(byte[] bytes) {
    Optional<SessionContext> worker = WorkerContext.current();
    return worker.isPresent() ? worker.get().decode(bytes) : decode(bytes, SessionContext.global());
  }

  /** By that session, whose trust policy does not count. */
  public static Expr decode(byte[] bytes, SessionContext session) {
    return session.decode(bytes, () -> Trusted.STREAM.admitUnsigned());
  }
}
