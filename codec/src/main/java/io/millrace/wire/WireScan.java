// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.trust.Limits;
import java.io.IOException;

/**
 * The first look at encoded bytes: walks the messages without making any, so that what is too deep,
 * too many or no message at all is refused before it costs memory. Depth counts as DataFusion's
 * decoder counts it: messages in messages, of which a plain node nests two.
 */
final class WireScan {
  private static final Descriptor NODE = ExprProto.LogicalExprNode.getDescriptor();

  private final String verb;
  private final Limits limits;
  private int nodes;

  private WireScan(String verb, Limits limits) {
    this.verb = verb;
    this.limits = limits;
  }

  /** {@code verb} is what the errors say can not be done. */
  static void check(String verb, byte[] bytes, Limits limits) throws IOException {
    WireScan scan = new WireScan(verb, limits);
    if (bytes.length > limits.maxBytes()) {
      throw scan.exceeded("maxBytes", limits.maxBytes(), bytes.length + " bytes");
    }
    scan.message(CodedInputStream.newInstance(bytes), NODE, 0);
  }

  /** How many messages may be in one another: 49 plain nodes and what their leaf holds. */
  static int maxNesting(Limits limits) {
    return (int) Math.min(2L * limits.maxDepth() + 2, Integer.MAX_VALUE - 1000);
  }

  private void message(CodedInputStream in, Descriptor type, int depth) throws IOException {
    if (depth > maxNesting(limits)) {
      throw exceeded(
          "maxDepth", limits.maxDepth(), "nodes nested deeper (at " + type.getName() + ")");
    }
    if (type == NODE && ++nodes > limits.maxNodes()) {
      throw exceeded("maxNodes", limits.maxNodes(), "more nodes");
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field == null) {
        in.skipField(tag);
      } else {
        known(in, field, tag, depth);
      }
    }
  }

  private void known(CodedInputStream in, FieldDescriptor field, int tag, int depth)
      throws IOException {
    int wireType = WireFormat.getTagWireType(tag);
    boolean packed = field.isPackable() && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    if (wireType != field.getLiteType().getWireType() && !packed) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES,
          "Cannot "
              + verb
              + " expression: wire type "
              + wireType
              + " of "
              + field.getFullName()
              + ", expected "
              + field.getLiteType().getWireType());
    }
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      in.skipField(tag);
      return;
    }
    int outer = in.pushLimit(in.readRawVarint32());
    message(in, field.getMessageType(), depth + 1);
    in.checkLastTagWas(0);
    in.popLimit(outer);
  }

  private MillraceException exceeded(String name, int limit, String found) {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot " + verb + " expression: " + found + ", expected at most " + name + " = " + limit);
  }
}
