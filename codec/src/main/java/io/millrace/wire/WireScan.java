// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import java.io.IOException;

/**
 * The first look at irregular bytes, before protobuf makes messages of them: walks the messages
 * without making any, so that what is too deep, too many or no message at all is refused before it
 * costs memory. Depth counts as DataFusion's decoder counts it: messages in messages, of which a
 * plain node nests two.
 */
final class WireScan {
  private static final Descriptor NODE = ExprProto.LogicalExprNode.getDescriptor();

  /** The field of a function that came by value, whatever the kind of its call. */
  private static final String DEFINITION = "fun_definition";

  private final Limits limits;
  private int nodes;
  private long code;

  private WireScan(Limits limits) {
    this.limits = limits;
  }

  static void check(byte[] bytes, Limits limits) throws IOException {
    WireScan scan = new WireScan(limits);
    scan.message(CodedInputStream.newInstance(bytes), NODE, 0);
    MessageReader.checkLength(bytes.length, scan.code, limits);
  }

  private void message(CodedInputStream in, Descriptor type, int depth) throws IOException {
    if (depth > MessageReader.maxNesting(limits)) {
      throw Refusal.tooDeep(limits, Refusal.DECODE);
    }
    if (type == NODE && ++nodes > limits.of(Limit.NODES)) {
      throw limits.exceeded(Limit.NODES, Refusal.DECODE, "more nodes");
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
          "Cannot decode expression: wire type "
              + wireType
              + " of "
              + field.getFullName()
              + ", expected "
              + field.getLiteType().getWireType());
    }
    if (field.getName().equals(DEFINITION)) {
      int length = in.readRawVarint32();
      in.skipRawBytes(length);
      code += length;
      return;
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
}
