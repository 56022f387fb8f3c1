// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.Refusal.malformed;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads protobuf messages off bytes that may be anything, field by field in whatever order they
 * come: {@link #enter} a message, then {@link #next} while there is one, reading or skipping each
 * field, then {@link #leave}. Reads regular messages only, in which a field that is not repeated
 * occurs once; {@link ExprCodec} knows what becomes of others. Depth counts as DataFusion's decoder
 * counts it: messages in messages, of which a plain node nests two.
 */
final class MessageReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final Limits limits;
  private final Apart apart;
  private final int maxNesting;
  private final int maxBytes;
  private int at;
  private int end;
  private int field;
  private int wireType;
  private int depth;
  private int nodes;
  private int plans;
  private int codeHere;
  private long code;

  MessageReader(byte[] bytes, Limits limits) {
    this(bytes, limits, Apart.NOTHING);
  }

  MessageReader(byte[] bytes, Limits limits, Apart apart) {
    this.bytes = bytes;
    this.limits = limits;
    this.apart = apart;
    maxNesting = maxNesting(limits);
    maxBytes = limits.length(Limit.BYTES);
    end = bytes.length;
  }

  /** Of the bytes of a plan, which were a field of these; depth and nodes are counted on. */
  MessageReader inPlan(byte[] plan) {
    MessageReader reader = new MessageReader(plan, limits, apart);
    reader.plans = plans + 1;
    reader.depth = depth;
    reader.nodes = nodes;
    return reader;
  }

  /** How many plans are around the bytes. */
  int plans() {
    return plans;
  }

  /** Refuses at once what is too long whatever is in it. */
  static void checkLength(long length, Limits limits) {
    long functions = limits.length(Limit.CODE_BYTES);
    if (length > limits.length(Limit.BYTES) + functions) {
      throw limits.exceeded(
          Limit.BYTES, Refusal.DECODE, length + " bytes, of which functions may be " + functions);
    }
  }

  /**
   * Refuses what is too long without the functions that come with it, or with too much of them.
   *
   * @param code how many bytes these are
   */
  static void checkLength(long length, long code, Limits limits) {
    limits.check(Limit.CODE_BYTES, Refusal.DECODE, code, "bytes of functions");
    limits.check(Limit.BYTES, Refusal.DECODE, length - code, "bytes");
  }

  /** How many messages may be in one another: 49 plain nodes and what their leaf holds. */
  static int maxNesting(Limits limits) {
    return (int) Math.min(2L * limits.length(Limit.DEPTH) + 2, Integer.MAX_VALUE - 1000);
  }

  /** Now that a field that is not repeated was read. */
  static <T> T once(T before, T now) {
    if (before != null) {
      throw malformed("a field that is given twice", "once");
    }
    return now;
  }

  /** Moves to the message's next field; false behind the last. */
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    field = (int) tag >>> 3;
    wireType = (int) tag & 7;
    if (tag >>> 32 != 0 || field == 0) {
      throw malformed("tag " + tag, "one of a field");
    }
    return true;
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** Starts a message that is a field; what this returns is for {@link #leave}. */
  int enter() {
    expect(DELIMITED);
    int length = length();
    if (++depth > maxNesting) {
      throw Refusal.tooDeep(limits, Refusal.DECODE);
    }
    checkBytes(at);
    int outer = end;
    end = at + length;
    return outer;
  }

  /** What is too long is found before more is made of it. */
  private void checkBytes(int until) {
    if (until - codeHere > maxBytes) {
      throw limits.exceeded(Limit.BYTES, Refusal.DECODE, "more bytes");
    }
  }

  void leave(int outer) {
    end = outer;
    depth--;
  }

  void countNode() {
    if (++nodes > limits.of(Limit.NODES)) {
      throw limits.exceeded(Limit.NODES, Refusal.DECODE, "more nodes");
    }
  }

  /**
   * A message of which only the bytes are kept, all of whose fields are unknown here. It is regular
   * where protobuf would write it as it came.
   */
  byte[] opaque() {
    int outer = enter();
    int start = at;
    skipAll();
    leave(outer);
    byte[] message = Arrays.copyOfRange(bytes, start, at);
    if (!Arrays.equals(rewritten(message), message)) {
      throw malformed("fields out of order or in long form", "them as protobuf writes them");
    }
    return message;
  }

  private static byte[] rewritten(byte[] message) {
    try {
      return UnknownFieldSet.parseFrom(message).toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw malformed("a message that protobuf does not read", "one that it reads");
    }
  }

  /** What is left of a message no field of which is known. */
  void skipAll() {
    while (next()) {
      skip();
    }
  }

  boolean flag() {
    return integer() != 0;
  }

  long integer() {
    expect(VARINT);
    return varint();
  }

  long fixed64() {
    expect(FIXED64);
    return fixed(Long.BYTES);
  }

  int fixed32() {
    expect(FIXED32);
    return (int) fixed(Integer.BYTES);
  }

  byte[] bytes() {
    expect(DELIMITED);
    int length = length();
    Bytes value = length == 0 ? apart.take(at) : null;
    if (value != null) {
      return value.toArray();
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** Bytes, those of a value that stands apart not copied. */
  Bytes blob() {
    expect(DELIMITED);
    int length = length();
    Bytes value = length == 0 ? apart.take(at) : null;
    at += length;
    return value != null ? value : Bytes.wrap(Arrays.copyOfRange(bytes, at - length, at));
  }

  /** The definition of a function: bytes that have a limit of their own. */
  Bytes payload() {
    int before = at;
    long apartBefore = apart.takenLength();
    Bytes payload = blob();
    code += payload.length();
    if (apart.takenLength() == apartBefore) {
      codeHere += at - before;
    }
    limits.check(Limit.CODE_BYTES, Refusal.DECODE, code, "bytes of functions");
    return payload;
  }

  /** An item of a list, which already has so many. */
  void checkListItems(int items) {
    if (items >= limits.of(Limit.LIST_ITEMS)) {
      throw limits.exceeded(Limit.LIST_ITEMS, Refusal.DECODE, "more items");
    }
  }

  /** How many bytes were read, those of values that stand apart included. */
  long taken() {
    return at + apart.takenLength();
  }

  /** Of a literal that was read since {@code start}. */
  void checkLiteral(long start) {
    limits.check(Limit.LITERAL_BYTES, Refusal.DECODE, taken() - start, "bytes of a literal");
  }

  String string() {
    expect(DELIMITED);
    int length = length();
    Bytes value = length == 0 ? apart.take(at) : null;
    at += length;
    return value != null
        ? text(value.toArray(), 0, value.length())
        : text(bytes, at - length, length);
  }

  private static String text(byte[] from, int start, int length) {
    String text = new String(from, start, length, StandardCharsets.UTF_8);
    // What stands for malformed bytes may be text, too.
    if (text.indexOf('\ufffd') >= 0
        && !Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8),
            Arrays.copyOfRange(from, start, start + length))) {
      throw malformed("text that is not UTF-8", "UTF-8");
    }
    return text;
  }

  /** Now that the whole message was read. */
  void finish() {
    apart.requireAllTaken();
    checkLength(taken(), code, limits);
  }

  /** An entry of a map. */
  void entry(Map<String, String> entries) {
    int outer = enter();
    String key = "";
    String value = "";
    while (next()) {
      switch (field) {
        case 1 -> key = string();
        case 2 -> value = string();
        default -> skip();
      }
    }
    leave(outer);
    entries.put(key, value);
  }

  /** Numbers of a field that is repeated, each with a tag of its own or all behind one. */
  void integers(List<Integer> numbers) {
    if (wireType != DELIMITED) {
      numbers.add((int) integer());
      return;
    }
    int outer = end;
    int length = length();
    end = at + length;
    checkBytes(end);
    while (at < end) {
      numbers.add((int) varint());
    }
    end = outer;
  }

  void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> fixed(Long.BYTES);
      case DELIMITED -> skipBytes();
      case START_GROUP -> skipGroup();
      case FIXED32 -> fixed(Integer.BYTES);
      default -> throw malformed("wire type " + wireType, "0 to 5");
    }
  }

  private void skipBytes() {
    int length = length();
    at += length;
  }

  private void skipGroup() {
    int group = field;
    if (++depth > maxNesting) {
      throw Refusal.tooDeep(limits, Refusal.DECODE);
    }
    while (next()) {
      if (wireType == END_GROUP && field == group) {
        depth--;
        return;
      }
      skip();
    }
    throw malformed("a group without its end", "one");
  }

  private void expect(int expected) {
    if (wireType != expected) {
      throw malformed("wire type " + wireType + " of field " + field, "" + expected);
    }
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw malformed(length + " bytes", "as many as there are");
    }
    return (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        throw malformed("a number that is cut off", "all of it");
      }
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than ten bytes", "no more");
  }

  private long fixed(int width) {
    if (width > end - at) {
      throw malformed("a number that is cut off", "all of it");
    }
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    at += width;
    return value;
  }
}
