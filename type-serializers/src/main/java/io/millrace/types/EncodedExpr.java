// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
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
  /** Names of functions are looked up by whoever evaluates the expression. */
  private static final ExprCodec CODEC = ExprCodec.create().keepingUnknownNames();

  private record Outcome(Expr expr, MillraceException problem) {}

  private final StateEnvelope envelope;
  private volatile Outcome outcome;

  EncodedExpr(StateEnvelope envelope) {
    this.envelope = envelope;
  }

  /** Never fails: what the bytes are is found out later. */
  public static EncodedExpr of(byte[] bytes) {
    return new EncodedExpr(StateEnvelope.of(bytes.clone()));
  }

  public static EncodedExpr of(Expr expr) {
    return new EncodedExpr(StateEnvelope.of(CODEC.encode(expr)));
  }

  /** The bytes as they came. */
  public byte[] bytes() {
    return envelope.payload().clone();
  }

  /** Throws the {@link #problem} if there is one. */
  public Expr expr() {
    Outcome known = outcome();
    if (known.problem != null) {
      throw known.problem;
    }
    return known.expr;
  }

  /** Why this is no expression. */
  public Optional<MillraceException> problem() {
    return Optional.ofNullable(outcome().problem);
  }

  StateEnvelope envelope() {
    return envelope;
  }

  private Outcome outcome() {
    Outcome known = outcome;
    if (known == null) {
      known = decode();
      outcome = known;
    }
    return known;
  }

  private Outcome decode() {
    MillraceException problem = envelope.problem();
    if (problem != null) {
      return new Outcome(null, problem);
    }
    try {
      return new Outcome(CODEC.decode(envelope.payload()), null);
    } catch (MillraceException e) {
      return new Outcome(null, e);
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
