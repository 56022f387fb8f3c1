// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
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
  private final Function<Bytes, List<Bytes>> parts;

  private ExprCodec(
      Limits limits,
      UnknownNames unknown,
      DefinitionReader reader,
      DefinitionWriter writer,
      Function<Bytes, List<Bytes>> parts) {
    this.limits = limits;
    this.unknown = unknown;
    this.reader = reader;
    this.writer = writer;
    this.parts = parts;
  }

  public static ExprCodec create() {
    return withLimits(Limits.DEFAULT);
  }

  public static ExprCodec withLimits(Limits limits) {
    return new ExprCodec(
        limits,
        UnknownNames.REFUSED,
        (function, kind, payload) -> payload,
        (function, kind, definition) -> definition.payload(),
        List::of);
  }

  /**
   * One that decodes calls by names that DataFusion does not have instead of refusing them with
   * UNSUPPORTED_EXPRESSION, for a session to look them up, or a binder to refuse.
   */
  public ExprCodec keepingUnknownNames() {
    return new ExprCodec(limits, UnknownNames.KEPT, reader, writer, parts);
  }

  /**
   * One that decodes functions as {@code newReader} decides, instead of keeping payloads as they
   * came. It is asked while the bytes are read: whoever lets code run in it decodes them without
   * first, so that nothing runs of bytes that are no expression.
   */
  public ExprCodec withReader(DefinitionReader newReader) {
    return new ExprCodec(limits, unknown, newReader, writer, parts);
  }

  /** One that encodes functions as {@code newWriter} decides, instead of by their own payload. */
  public ExprCodec withWriter(DefinitionWriter newWriter) {
    return new ExprCodec(limits, unknown, reader, newWriter, parts);
  }

  /**
   * One that takes payloads apart where their values leave the bytes, so that what two of them have
   * in common is there once.
   *
   * @param newParts gives slices of a payload, which are all of it in their order
   */
  public ExprCodec withPayloadParts(Function<Bytes, List<Bytes>> newParts) {
    return new ExprCodec(limits, unknown, reader, writer, newParts);
  }

  /**
   * Throws only {@link MillraceException}, whatever the bytes: MALFORMED_BYTES,
   * UNSUPPORTED_EXPRESSION or LIMIT_EXCEEDED.
   */
  public Expr decode(byte[] bytes) {
    return decode(bytes, Collections.emptyIterator());
  }

  /**
   * What {@link #encode(Expr, BufferSink)} wrote, or DataFusion's bytes. Values of binary literals
   * and payloads show the buffers, which nobody may change any more; others are copied.
   *
   * @param buffers those that the sink took, in their order and no others
   */
  public Expr decode(byte[] bytes, Iterator<ByteBuffer> buffers) {
    Expr expr =
        ExprFrame.isOne(bytes)
            ? read(ExprFrame.read(bytes, limits, buffers).reader())
            : decodeMessage(bytes);
    if (buffers.hasNext()) {
      throw Refusal.malformed("a buffer is left over", "the buffers of this expression only");
    }
    return expr;
  }

  /**
   * What {@link #encode(Expr, PayloadStore, int)} wrote, or DataFusion's bytes. Throws
   * STORE_UNAVAILABLE, too, for a store that fails.
   */
  public Expr decode(byte[] bytes, PayloadStore store) {
    return ExprFrame.isOne(bytes)
        ? read(ExprFrame.read(bytes, limits, store).reader())
        : decodeMessage(bytes);
  }

  private Expr read(MessageReader message) {
    return read(message, reader);
  }

  private Expr read(MessageReader message, DefinitionReader definitions) {
    Expr expr = new ExprReader(message, unknown, definitions).read();
    message.finish();
    return expr;
  }

  private Expr decodeMessage(byte[] bytes) {
    MessageReader.checkLength(bytes.length, limits);
    WatchedReader definitions = new WatchedReader(reader);
    try {
      return read(new MessageReader(bytes, limits), definitions);
    } catch (MillraceException e) {
      boolean ofTheForm =
          e.code() == ErrorCode.MALFORMED_BYTES || e.code() == ErrorCode.UNSUPPORTED_EXPRESSION;
      if (definitions.refused() || !ofTheForm) {
        throw e;
      }
      // Irregular bytes may be an expression all the same; if not, the error is found below.
    }
    return read(new MessageReader(regular(bytes), limits));
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
    return write(expr, Separation.NONE).toByteArray();
  }

  /**
   * In a frame of Millrace, which DataFusion does not read, the bytes without the values that the
   * sink takes: text and binary literals, the batches of nested ones, and payloads. Each is offered
   * once, however often it occurs.
   */
  public byte[] encode(Expr expr, BufferSink sink) {
    return ExprFrame.write(write(expr, Separation.into(parts)), sink);
  }

  /** The same, with values of at least so many bytes in the store. */
  public byte[] encode(Expr expr, PayloadStore store, int least) {
    return ExprFrame.write(write(expr, Separation.into(parts)), store, least);
  }

  private MessageWriter write(Expr expr, Separation separation) {
    MessageWriter message = new ExprWriter(limits, writer, separation).write(expr);
    if (message.height() > MessageReader.maxNesting(limits)) {
      throw Refusal.tooDeep(limits, Refusal.ENCODE);
    }
    limits.check(Limit.BYTES, Refusal.ENCODE, message.length() - message.code(), "bytes");
    limits.check(Limit.NODES, Refusal.ENCODE, message.nodes(), "nodes");
    return message;
  }

  /** The first sentence of protobuf's explanation. */
  private static String fault(InvalidProtocolBufferException e) {
    String text = e.getMessage();
    int end = text.indexOf('.');
    return end < 0 ? text : text.substring(0, end);
  }
}
