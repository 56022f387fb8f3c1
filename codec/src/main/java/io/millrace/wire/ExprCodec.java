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
 * DataFusion's protobuf bytes to {@link Expr} and back, byte for byte. Of itself it runs no code
 * that comes with the bytes: the definitions of functions stay {@link io.millrace.expr.Payload
 * payloads}. Stateless and thread-safe.
 */
@PublicEvolving
public final class ExprCodec {
  private final Limits limits;
  private final UnknownNames unknown;
  private final DefinitionReader reader;
  private final DefinitionWriter writer;

  private ExprCodec(
      Limits limits, UnknownNames unknown, DefinitionReader reader, DefinitionWriter writer) {
    this.limits = limits;
    this.unknown = unknown;
    this.reader = reader;
    this.writer = writer;
  }

  public static ExprCodec create() {
    return withLimits(Limits.DEFAULT);
  }

  public static ExprCodec withLimits(Limits limits) {
    return new ExprCodec(
        limits,
        UnknownNames.REFUSED,
        (function, kind, payload) -> payload,
        (function, kind, definition) -> definition.payload());
  }

  /**
   * One that decodes calls by names that DataFusion does not have instead of refusing them with
   * UNSUPPORTED_EXPRESSION, for a session to look them up, or a binder to refuse.
   */
  public ExprCodec keepingUnknownNames() {
    return new ExprCodec(limits, UnknownNames.KEPT, reader, writer);
  }

  /**
   * One that decodes functions as {@code newReader} decides, instead of keeping payloads as they
   * came. It is asked while the bytes are read: whoever lets code run in it decodes them without
   * first, so that nothing runs of bytes that are no expression.
   */
  public ExprCodec withReader(DefinitionReader newReader) {
    return new ExprCodec(limits, unknown, newReader, writer);
  }

  /** One that encodes functions as {@code newWriter} decides, instead of by their own payload. */
  public ExprCodec withWriter(DefinitionWriter newWriter) {
    return new ExprCodec(limits, unknown, reader, newWriter);
  }

  /**
   * Throws only {@link MillraceException}, whatever the bytes: MALFORMED_BYTES,
   * UNSUPPORTED_EXPRESSION or LIMIT_EXCEEDED.
   */
  public Expr decode(byte[] bytes) {
    if (bytes.length <= limits.maxBytes()) {
      try {
        return new ExprReader(bytes, limits, unknown, reader).read();
      } catch (MillraceException e) {
        // Irregular bytes may be an expression all the same; if not, the error is found below.
      }
    }
    return new ExprReader(regular(bytes), limits, unknown, reader).read();
  }

  /**
   * Bytes that may say a thing twice, brought by protobuf to the form in which {@link
   * MessageReader} reads them: parts of a message are put together, and of two members of a oneof
   * the last stays.
   */
  byte[] regular(byte[] bytes) {
    try {
      WireScan.check(bytes, limits);
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.setRecursionLimit(MessageReader.maxNesting(limits) + 100);
      return ExprProto.LogicalExprNode.parseFrom(in).toByteArray();
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
   * too large, UNSUPPORTED_EXPRESSION for a literal whose value does not fit its type or a function
   * that can not travel.
   */
  public byte[] encode(Expr expr) {
    MessageWriter message = new ExprWriter(limits, writer).write(expr);
    if (message.height() > MessageReader.maxNesting(limits)) {
      throw Refusal.exceeded("encode", "maxDepth", limits.maxDepth(), "nodes nested deeper");
    }
    if (message.nodes() > limits.maxNodes()) {
      throw Refusal.exceeded("encode", "maxNodes", limits.maxNodes(), message.nodes() + " nodes");
    }
    byte[] bytes = message.toByteArray();
    if (bytes.length > limits.maxBytes()) {
      throw Refusal.exceeded("encode", "maxBytes", limits.maxBytes(), bytes.length + " bytes");
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
