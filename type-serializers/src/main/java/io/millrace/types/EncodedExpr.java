// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import io.millrace.session.WorkerContext;
import io.millrace.wire.ExprCodec;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * An expression as an element of a stream: the bytes it came as, decoded when first asked for.
 * Bytes that are no expression are elements, too: they have a {@link #problem}. Immutable and
 * thread-safe; equality is that of the bytes.
 */
@PublicEvolving
@TypeInfo(ExprTypeInfo.Factory.class)
public final class EncodedExpr {
  /**
   * What the bytes are within some limits.
   *
   * @param expr null where it is made anew each time
   * @param problem null where they are an expression
   */
  private record Outcome(Limits limits, Expr expr, MillraceException problem) {}

  private final StateEnvelope envelope;
  private volatile Outcome outcome;

  EncodedExpr(StateEnvelope envelope) {
    this.envelope = envelope;
  }

  /** Never fails: what the bytes are is found out later. */
  public static EncodedExpr of(byte[] bytes) {
    return new EncodedExpr(StateEnvelope.of(bytes.clone()));
  }

  /** Within the limits of the thread's sender context, or else of the global session. */
  public static EncodedExpr of(Expr expr) {
    Limits limits = SenderContext.current().orElseGet(SessionContext::global).limits();
    return new EncodedExpr(StateEnvelope.of(codec(limits).encode(expr)));
  }

  /** Names of functions are looked up by whoever evaluates the expression. */
  private static ExprCodec codec(Limits limits) {
    return ExprCodec.withLimits(limits).keepingUnknownNames();
  }

  /** The bytes as they came. */
  public byte[] bytes() {
    return envelope.payload().clone();
  }

  /**
   * Throws the {@link #problem} if there is one. Within the limits of the thread's worker context,
   * or else of the global session.
   */
  public Expr expr() {
    return expr(here());
  }

  /** The same within other limits. */
  public Expr expr(Limits limits) {
    Outcome known = outcome(limits);
    if (known.problem != null) {
      throw known.problem;
    }
    return known.expr != null ? known.expr : codec(limits).decode(envelope.payload());
  }

  /** Why this is no expression. */
  public Optional<MillraceException> problem() {
    return problem(here());
  }

  /** The same within other limits. */
  public Optional<MillraceException> problem(Limits limits) {
    return Optional.ofNullable(outcome(limits).problem);
  }

  private static Limits here() {
    return WorkerContext.or(null).limits();
  }

  /** How many bytes there are. */
  public int length() {
    return envelope.length();
  }

  /**
   * The same to be kept for long: with a function in it that others have as well, that is in memory
   * once, and the expression is decoded anew each time it is asked for.
   */
  EncodedExpr kept() {
    StateEnvelope kept = envelope.kept();
    return kept.isParted() && !envelope.isParted() ? new EncodedExpr(kept) : this;
  }

  StateEnvelope envelope() {
    return envelope;
  }

  private Outcome outcome(Limits limits) {
    Outcome known = outcome;
    if (known == null || !known.limits.equals(limits)) {
      known = decode(limits);
      outcome = known;
    }
    return known;
  }

  private Outcome decode(Limits limits) {
    MillraceException problem = envelope.problem();
    if (problem != null) {
      return new Outcome(limits, null, problem);
    }
    try {
      Expr expr = codec(limits).decode(envelope.payload());
      return new Outcome(limits, envelope.isParted() ? null : expr, null);
    } catch (MillraceException e) {
      return new Outcome(limits, null, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedExpr that && envelope.equals(that.envelope);
  }

  @Override
  public int hashCode() {
    return envelope.hashCode();
  }

  @Override
  public String toString() {
    return problem()
        .map(Throwable::getMessage)
        .orElseGet(() -> io.millrace.expr.ExprPrinter.display(expr()));
  }
}
