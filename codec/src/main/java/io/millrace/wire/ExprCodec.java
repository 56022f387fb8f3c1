// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.trust.Limits;
import java.io.IOException;
import org.apache.flink.annotation.PublicEvolving;

/**
 * DataFusion's protobuf bytes to {@link Expr} and back, byte for byte. Runs no code that comes with
 * the bytes: the definitions of functions stay bytes. Stateless and thread-safe.
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
   * Throws only {@link MillraceException}, whatever the bytes: MALFORMED_BYTES,
   * UNSUPPORTED_EXPRESSION or LIMIT_EXCEEDED.
   */
  public Expr decode(byte[] bytes) {
    try {
      WireScan.check("decode", bytes, limits);
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.setRecursionLimit(WireScan.maxNesting(limits) + 100);
      return new ExprReader().read(ExprProto.LogicalExprNode.parseFrom(in));
    } catch (InvalidProtocolBufferException e) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES,
          "Cannot decode expression: " + fault(e) + ", expected the bytes of an expression",
          e);
    } catch (IOException e) {
      throw new AssertionError("no stream is read", e);
    }
  }

  /**
   * Throws only {@link MillraceException}: LIMIT_EXCEEDED for what {@link #decode} would refuse as
   * too large, UNSUPPORTED_EXPRESSION for a literal whose value does not fit its type.
   */
  public byte[] encode(Expr expr) {
    byte[] bytes = new ExprWriter(limits).write(expr).toByteArray();
    try {
      WireScan.check("encode", bytes, limits);
    } catch (IOException e) {
      throw new AssertionError("what was just written", e);
    }
    return bytes;
  }

  /** The first sentence of protobuf's explanation. */
  private static String fault(InvalidProtocolBufferException e) {
    String text = e.getMessage();
    int end = text.indexOf('.');
    return end < 0 ? text : text.substring(0, end);
  }
}
