// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Bytes;
import io.millrace.expr.Interval;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of one value in {@code Literal}'s Java form: a tag, then the value. Self-describing, so
 * that no type is needed to read it. Integers are zigzag-encoded in groups of seven bits.
 */
@Internal
public final class ValueFormat {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int LONG = 3;
  private static final int DOUBLE = 4;
  private static final int INTEGER = 5;
  private static final int TEXT = 6;
  private static final int BINARY = 7;
  private static final int INTERVAL = 8;
  private static final int LIST = 9;

  /** A value has at most two lists for a level of its type: a map has its entries, too. */
  private static final long DEEPEST = 2L * Limits.DEFAULT.length(Limit.TYPE_DEPTH);

  private ValueFormat() {}

  public static void write(Object value, DataOutputView out) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof Long number) {
      out.writeByte(LONG);
      writeLong(number, out);
    } else if (value instanceof Double number) {
      out.writeByte(DOUBLE);
      out.writeDouble(number);
    } else if (value instanceof String text) {
      writeBytes(TEXT, text.getBytes(StandardCharsets.UTF_8), out);
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? TRUE : FALSE);
    } else if (value instanceof BigInteger number) {
      writeBytes(INTEGER, number.toByteArray(), out);
    } else if (value instanceof Bytes bytes) {
      writeBytes(BINARY, bytes.toArray(), out);
    } else if (value instanceof Interval span) {
      writeInterval(span, out);
    } else if (value instanceof List<?> list) {
      writeList(list, out);
    } else {
      throw new AssertionError("no form of a literal: " + value.getClass());
    }
  }

  public static Object read(DataInputView in) throws IOException {
    return read(in, 0);
  }

  private static Object read(DataInputView in, int depth) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case LONG -> readLong(in);
      case DOUBLE -> in.readDouble();
      case INTEGER -> readInteger(in);
      case TEXT -> new String(readBytes(in), StandardCharsets.UTF_8);
      case BINARY -> Bytes.wrap(readBytes(in));
      case INTERVAL -> new Interval((int) readLong(in), (int) readLong(in), readLong(in));
      case LIST -> readList(in, depth);
      default -> throw new IOException("Cannot read value: tag " + tag + ", expected 0 to 9");
    };
  }

  private static void writeInterval(Interval span, DataOutputView out) throws IOException {
    out.writeByte(INTERVAL);
    writeLong(span.months(), out);
    writeLong(span.days(), out);
    writeLong(span.nanos(), out);
  }

  private static void writeList(List<?> list, DataOutputView out) throws IOException {
    out.writeByte(LIST);
    writeLong(list.size(), out);
    for (Object item : list) {
      write(item, out);
    }
  }

  private static List<Object> readList(DataInputView in, int depth) throws IOException {
    if (depth == DEEPEST) {
      throw new IOException(
          Limits.DEFAULT.refusal(Limit.TYPE_DEPTH, "read value", "lists nested deeper"));
    }
    int size = size(in);
    List<Object> list = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      list.add(read(in, depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  private static void writeBytes(int tag, byte[] bytes, DataOutputView out) throws IOException {
    out.writeByte(tag);
    writeLong(bytes.length, out);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputView in) throws IOException {
    return BoundedBytes.read(in, readLong(in));
  }

  private static BigInteger readInteger(DataInputView in) throws IOException {
    byte[] bytes = readBytes(in);
    if (bytes.length == 0) {
      throw new IOException("Cannot read value: an integer without digits");
    }
    return new BigInteger(bytes);
  }

  private static int size(DataInputView in) throws IOException {
    long size = readLong(in);
    if (size < 0 || size > Integer.MAX_VALUE - 8) {
      throw new IOException("Cannot read value: size " + size);
    }
    return (int) size;
  }

  static void writeLong(long value, DataOutputView out) throws IOException {
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long readLong(DataInputView in) throws IOException {
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      bits |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return bits >>> 1 ^ -(bits & 1);
      }
    }
    throw new IOException("Cannot read value: integer of more than ten bytes");
  }
}
