// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Expr;
import io.millrace.trust.Limits;
import org.apache.flink.annotation.PublicEvolving;

/**
 * DataFusion's protobuf bytes to {@link Expr} and back, byte for byte. Stateless and thread-safe.
 */
@PublicEvolving
public final class ExprCodec {
  private final Limits limits;

  private ExprCodec(Limits limits) {
    this.limits = limits;
  }

  public static ExprCodec create() {
    return new ExprCodec(Limits.DEFAULT);
  }

  public static ExprCodec withLimits(Limits limits) {
    return new ExprCodec(limits);
  }

  /**
   * Throws only MillraceException, whatever the bytes: MALFORMED_BYTES, UNSUPPORTED_EXPRESSION or
   * LIMIT_EXCEEDED.
   */
  public Expr decode(byte[] bytes) {
    throw new AssertionError("to be written " + limits);
  }

  public byte[] encode(Expr expr) {
    throw new AssertionError("to be written");
  }
}
