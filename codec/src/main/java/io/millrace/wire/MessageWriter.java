// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One protobuf message as DataFusion's encoder writes it: fields in the order in which they are
 * added, default values and the defaults of map entries left out, members of a oneof always
 * written.
 */
final class MessageWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  /** For what is made of parts that were within limits. */
  static final Limits MEASURED =
      Limits.DEFAULT.with(Limit.BYTES, Long.MAX_VALUE).with(Limit.CODE_BYTES, Long.MAX_VALUE);

  private final Limits limits;
  private final int limit;
  private byte[] bytes = new byte[16];
  private int size;
  private int height;
  private int nodes;
  private List<Place> apart = List.of();
  private long apartLength;
  private long code;

  /** Values that make up the content of a field, which is empty in the message itself. */
  record Place(int position, List<Bytes> values) {}

  /** Refuses to hold more bytes than these admit. */
  MessageWriter(Limits limits) {
    this.limits = limits;
    this.limit = limits.length(Limit.BYTES);
  }

  /** A field that is left out where it is empty. */
  MessageWriter string(int field, String value) {
    return value.isEmpty() ? this : stringMember(field, value);
  }

  MessageWriter stringMember(int field, String value) {
    return bytesMember(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field that is left out where it is empty. */
  MessageWriter bytes(int field, byte[] value) {
    return value.length == 0 ? this : bytesMember(field, value);
  }

  MessageWriter bytesMember(int field, byte[] value) {
    tag(field, DELIMITED);
    varint(value.length);
    append(value, value.length);
    return this;
  }

  MessageWriter bytesMember(int field, Bytes value) {
    tag(field, DELIMITED);
    varint(value.length());
    reserve(value.length());
    value.toBuffer().get(bytes, size, value.length());
    size += value.length();
    return this;
  }

  MessageWriter message(int field, MessageWriter value) {
    countCode(value.code);
    tag(field, DELIMITED);
    varint(value.size);
    for (Place each : value.apart) {
      addApart(size + each.position, each.values);
    }
    append(value.bytes, value.size);
    height = Math.max(height, value.height + 1);
    nodes += value.nodes;
    return this;
  }

  /** The definition of a function, before it is added. */
  MessageWriter countCode(long length) {
    if (length > 0) {
      code += length;
      limits.check(Limit.CODE_BYTES, Refusal.ENCODE, code, "bytes of functions");
    }
    return this;
  }

  /** Of definitions of functions, in bytes. */
  long code() {
    return code;
  }

  /** In bytes, what stands apart included. */
  long length() {
    return size + apartLength;
  }

  /** A field that is empty here, its content apart. */
  MessageWriter apartMember(int field, List<Bytes> values) {
    tag(field, DELIMITED);
    varint(0);
    addApart(size, values);
    return this;
  }

  private void addApart(int position, List<Bytes> values) {
    if (apart.isEmpty()) {
      apart = new ArrayList<>();
    }
    apart.add(new Place(position, values));
    values.forEach(each -> apartLength += each.length());
    reserve(0);
  }

  /** What stands apart, in the order of the places. */
  List<Place> apart() {
    return apart;
  }

  /** Fields that are encoded already. */
  MessageWriter content(byte[] fields) {
    append(fields, fields.length);
    return this;
  }

  /** Says that this is a node. */
  MessageWriter countNode() {
    nodes++;
    return this;
  }

  /** How many nodes this is and holds. */
  int nodes() {
    return nodes;
  }

  /** How many messages are in one another below this one. */
  int height() {
    return height;
  }

  /** A field that is left out where it is zero. */
  MessageWriter integer(int field, long value) {
    return value == 0 ? this : integerMember(field, value);
  }

  MessageWriter integerMember(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** A field that is left out where it is false. */
  MessageWriter flag(int field, boolean value) {
    return integer(field, value ? 1 : 0);
  }

  MessageWriter floatMember(int field, int bits) {
    tag(field, FIXED32);
    fixed(bits, Integer.BYTES);
    return this;
  }

  MessageWriter doubleMember(int field, long bits) {
    tag(field, FIXED64);
    fixed(bits, Long.BYTES);
    return this;
  }

  /** Varints in one packed field, which is left out where there are none. */
  MessageWriter packed(int field, Iterable<Integer> values) {
    MessageWriter content = new MessageWriter(limits);
    values.forEach(content::varint);
    return content.size == 0 ? this : message(field, content);
  }

  MessageWriter map(int field, Map<String, String> entries) {
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      message(
          field, new MessageWriter(limits).string(1, entry.getKey()).string(2, entry.getValue()));
    }
    return this;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void tag(int field, int wireType) {
    varint(field << 3 | wireType);
  }

  private void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void fixed(long bits, int width) {
    reserve(width);
    for (int i = 0; i < width; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  private void append(byte[] value, int length) {
    reserve(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    long needed = (long) size + more;
    if (needed + apartLength - code - 10 > limit) {
      throw limits.exceeded(Limit.BYTES, Refusal.ENCODE, "more bytes");
    }
    if (needed > bytes.length) {
      long most = (long) limit + code + 10;
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * size, most)));
    }
  }
}
