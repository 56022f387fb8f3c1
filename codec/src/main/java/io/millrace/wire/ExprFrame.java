// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An expression whose large values stand apart from its message, each once:
 *
 * <pre>
 * 4 bytes  magic "MLRF", which begins no message of DataFusion
 * 1 byte   version
 * message  1: DataFusion's message, the values left empty
 *          2: a value (repeated): 1 bytes here | 2 length, the bytes are outside | 3 SHA-256
 *          3: a place (repeated): 1 where in the message; 2 which values stand there
 * </pre>
 */
final class ExprFrame {
  private static final int MAGIC = 0x4d4c5246;
  private static final int VERSION = 1;
  private static final int HEADER = 5;

  private static final int MESSAGE = 1;
  private static final int VALUE = 2;
  private static final int PLACE = 3;

  private static final int HERE = 1;
  private static final int OUTSIDE = 2;
  private static final int STORED = 3;

  private static final int POSITION = 1;
  private static final int VALUES = 2;

  private static final int DIGEST_LENGTH = 32;

  private final Limits limits;
  private byte[] message;
  private final List<Bytes> values = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();
  private final List<Bytes> standing = new ArrayList<>();
  private long valuesLength;
  private long standingLength;

  private ExprFrame(Limits limits) {
    this.limits = limits;
  }

  static boolean isOne(byte[] bytes) {
    return bytes.length >= HEADER && ByteBuffer.wrap(bytes).getInt() == MAGIC;
  }

  static byte[] write(MessageWriter message, BufferSink sink) {
    return framed(
        message,
        value ->
            sink.take(value.toBuffer())
                ? new MessageWriter(MessageWriter.MEASURED).integerMember(OUTSIDE, value.length())
                : here(value));
  }

  static byte[] write(MessageWriter message, PayloadStore store, int least) {
    return framed(
        message,
        value -> {
          if (value.length() < least) {
            return here(value);
          }
          Bytes digest = value.sha256();
          reaching(
              digest,
              () -> {
                store.put(digest, value);
                return value;
              });
          return new MessageWriter(MessageWriter.MEASURED).bytesMember(STORED, digest);
        });
  }

  private static MessageWriter here(Bytes value) {
    return new MessageWriter(MessageWriter.MEASURED).bytesMember(HERE, value);
  }

  private static byte[] framed(MessageWriter message, Function<Bytes, MessageWriter> form) {
    MessageWriter out = new MessageWriter(MessageWriter.MEASURED);
    out.bytesMember(MESSAGE, message.toByteArray());
    Map<Bytes, Integer> numbers = new LinkedHashMap<>();
    for (MessageWriter.Place each : message.apart()) {
      MessageWriter place =
          new MessageWriter(MessageWriter.MEASURED).integer(POSITION, each.position());
      List<Integer> parts = new ArrayList<>();
      for (Bytes value : each.values()) {
        Integer known = numbers.putIfAbsent(value, numbers.size());
        parts.add(known == null ? numbers.size() - 1 : known);
        if (known == null) {
          out.message(VALUE, form.apply(value));
        }
      }
      out.message(PLACE, place.packed(VALUES, parts));
    }
    byte[] content = out.toByteArray();
    return ByteBuffer.allocate(HEADER + content.length)
        .putInt(MAGIC)
        .put((byte) VERSION)
        .put(content)
        .array();
  }

  /** Takes as many buffers as it needs and no more. */
  static ExprFrame read(byte[] bytes, Limits limits, Iterator<ByteBuffer> buffers) {
    return new ExprFrame(limits).read(bytes, new Buffers(buffers), digest -> null);
  }

  static ExprFrame read(byte[] bytes, Limits limits, PayloadStore store) {
    Function<Bytes, Bytes> stored =
        digest -> {
          Bytes value = reaching(digest, () -> store.get(digest).orElse(null));
          if (value != null && !value.sha256().equals(digest)) {
            throw Refusal.malformed("a stored value of another digest", digest.toString());
          }
          return value;
        };
    return new ExprFrame(limits).read(bytes, new Buffers(List.<ByteBuffer>of().iterator()), stored);
  }

  /** A step of a store, whose failures get a code. */
  private static Bytes reaching(Bytes digest, Supplier<Bytes> step) {
    try {
      return step.get();
    } catch (MillraceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MillraceException(
          ErrorCode.STORE_UNAVAILABLE,
          "Cannot reach value " + digest + ": its store failed: " + e.getMessage(),
          e);
    }
  }

  /** Whose values are in their places. */
  MessageReader reader() {
    return new MessageReader(message, limits, new Apart(positions, standing));
  }

  private ExprFrame read(byte[] bytes, Buffers buffers, Function<Bytes, Bytes> stored) {
    MessageReader.checkLength(bytes.length, limits);
    if (bytes[HEADER - 1] != VERSION) {
      throw Refusal.unsupported(
          "a frame of version " + (bytes[HEADER - 1] & 0xff), "version " + VERSION);
    }
    // Here the limits are for the places; those of what stands in them are looked at below.
    byte[] content = Arrays.copyOfRange(bytes, HEADER, bytes.length);
    MessageReader in = new MessageReader(content, limits.with(Limit.CODE_BYTES, Long.MAX_VALUE));
    while (in.next()) {
      switch (in.field()) {
        case MESSAGE -> message = MessageReader.once(message, in.payload().toArray());
        case VALUE -> keep(value(in, buffers, stored));
        case PLACE -> place(in);
        default -> throw Refusal.malformed("field " + in.field() + " of a frame", "1 to 3");
      }
    }
    if (message == null) {
      throw Refusal.malformed("a frame without a message", "one");
    }
    requireSize(message.length);
    return this;
  }

  /** Before they have a place: no more is taken out of a store than may stand in all places. */
  private void keep(Bytes value) {
    values.add(value);
    valuesLength += value.length();
    MessageReader.checkLength(valuesLength, limits);
  }

  private static Bytes value(MessageReader in, Buffers buffers, Function<Bytes, Bytes> stored) {
    int outer = in.enter();
    Bytes value = null;
    while (in.next()) {
      value =
          MessageReader.once(
              value,
              switch (in.field()) {
                case HERE -> in.payload();
                case OUTSIDE -> buffers.next(in.integer());
                case STORED -> stored(in.blob(), stored);
                default -> throw Refusal.malformed("a value of kind " + in.field(), "1 to 3");
              });
    }
    in.leave(outer);
    if (value == null) {
      throw Refusal.malformed("a value of no kind", "1 to 3");
    }
    return value;
  }

  private static Bytes stored(Bytes digest, Function<Bytes, Bytes> stored) {
    Bytes value = digest.length() == DIGEST_LENGTH ? stored.apply(digest) : null;
    if (value == null) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES,
          "Cannot decode expression: the value " + digest + " is in no store, expected it there");
    }
    return value;
  }

  private void place(MessageReader in) {
    int outer = in.enter();
    long position = 0;
    List<Integer> numbers = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case POSITION -> position = in.integer();
        case VALUES -> in.integers(numbers);
        default -> throw Refusal.malformed("field " + in.field() + " of a place", "1 or 2");
      }
    }
    in.leave(outer);
    int last = positions.isEmpty() ? -1 : positions.get(positions.size() - 1);
    if (position <= last || position > Integer.MAX_VALUE) {
      throw Refusal.malformed("places that are not in their order", "their order");
    }
    List<Bytes> parts = new ArrayList<>();
    for (int number : numbers) {
      if (number < 0 || number >= values.size()) {
        throw Refusal.malformed("value " + number + " of " + values.size(), "one of them");
      }
      parts.add(values.get(number));
    }
    positions.add((int) position);
    long length = 0;
    for (Bytes each : parts) {
      length += each.length();
    }
    requireSize(length);
    standing.add(parts.size() == 1 ? parts.get(0) : joined(parts, (int) length));
  }

  private static Bytes joined(List<Bytes> parts, int length) {
    ByteBuffer all = ByteBuffer.allocate(length);
    parts.forEach(each -> all.put(each.toBuffer()));
    return Bytes.wrap(all.array());
  }

  /** A value may stand in many places, and each of them costs memory. */
  private void requireSize(long more) {
    standingLength += more;
    MessageReader.checkLength(standingLength, limits);
  }

  /** Buffers in the order in which they were handed out. */
  private static final class Buffers {
    private final Iterator<ByteBuffer> buffers;
    private int taken;

    Buffers(Iterator<ByteBuffer> buffers) {
      this.buffers = buffers;
    }

    Bytes next(long length) {
      if (!buffers.hasNext()) {
        throw Refusal.malformed(
            "only " + taken + " buffers were given", "more, in the order of their encoding");
      }
      ByteBuffer buffer = buffers.next();
      taken++;
      if (buffer.remaining() != length) {
        throw Refusal.malformed(
            "buffer " + taken + " has " + buffer.remaining() + " bytes", Long.toString(length));
      }
      return Bytes.wrap(buffer);
    }
  }
}
