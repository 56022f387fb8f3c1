// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TypeId;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The arrays of one message, checked. They lie in its body, or in memory that they hold themselves
 * where it is compressed; closing this frees both.
 */
final class IpcArrays implements AutoCloseable {
  /** Before the bytes of a compressed buffer: how many they become. */
  private static final int PREFIX = Long.BYTES;

  private static final long STORED = -1;

  /** LZ4 makes no more of a byte. */
  private static final long MOST_RATIO = 256;

  private final RecordBatch batch;
  private final ArrowBuf body;
  private final Map<Long, IpcArrays> dictionaries;
  private final BufferAllocator allocator;
  private final boolean compressed;
  private final List<ArrowBuf> unpacked = new ArrayList<>();
  private final List<ArrowArray> arrays = new ArrayList<>();
  private final int rows;
  private int node;
  private int buffer;
  private int views;

  /**
   * @param body which this closes, also where it fails
   * @param wanted which of the fields are read; null for those that are not is in {@link #array}
   */
  IpcArrays(
      RecordBatch batch,
      ArrowBuf body,
      List<IpcField> fields,
      boolean[] wanted,
      Map<Long, IpcArrays> dictionaries,
      BufferAllocator allocator) {
    this.batch = batch;
    this.body = body;
    this.dictionaries = dictionaries;
    this.allocator = allocator;
    try {
      compressed = compressed(batch.compression());
      rows = length(batch.length());
      for (int i = 0; i < fields.size(); i++) {
        if (wanted[i]) {
          arrays.add(top(fields.get(i)));
        } else {
          pass(fields.get(i));
          arrays.add(null);
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  int rows() {
    return rows;
  }

  ArrowArray array(int index) {
    return arrays.get(index);
  }

  private ArrowArray top(IpcField field) {
    ArrowArray array = array(field);
    if (array.length() != rows) {
      throw malformed("%d values, expected %d", array.length(), rows);
    }
    ArrayCheck.of(array, allocator.getLimit());
    return array;
  }

  private ArrowArray array(IpcField field) {
    FieldNode at = batch.nodes(node++);
    if (at == null) {
      throw malformed("no array for it");
    }
    int length = length(at.length());
    DataType type = field.type();
    List<ArrowBuf> buffers = new ArrayList<>();
    for (int i = count(type); i > 0; i--) {
      buffers.add(buffer());
    }
    if (hasValidity(type)) {
      buffers.set(0, validity(buffers.get(0), at.nullCount(), length));
    }
    List<ArrowArray> children = new ArrayList<>();
    for (IpcField child : field.children()) {
      children.add(array(child));
    }
    ArrowArray dictionary = field.dictionary() < 0 ? null : dictionary(field);
    return new ArrowArray(type, length, buffers, children, dictionary);
  }

  /** Who writes no null may leave the bits out. */
  private ArrowBuf validity(ArrowBuf bits, long nulls, int length) {
    if (nulls == 0) {
      return bits.slice(0, 0);
    }
    if (nulls < 0 || nulls > length || bits.capacity() < (length + 7L) / 8) {
      throw malformed("%d nulls of %d values in %d bytes", nulls, length, bits.capacity());
    }
    return bits;
  }

  private ArrowArray dictionary(IpcField field) {
    IpcArrays held = dictionaries.get(field.dictionary());
    DataType values = field.values().type();
    if (held == null || !held.arrays.get(0).type().equals(values)) {
      throw malformed("no dictionary %d of %s", field.dictionary(), values);
    }
    return held.arrays.get(0);
  }

  private void pass(IpcField field) {
    node++;
    buffer += count(field.type());
    field.children().forEach(this::pass);
  }

  private static boolean hasValidity(DataType type) {
    return !(type.equals(DataType.NULL)
        || type instanceof DataType.Union
        || type instanceof DataType.RunEndEncoded);
  }

  /** How many buffers there are, those of views by what the message says. */
  private int count(DataType type) {
    return switch (type.family()) {
      case NULL -> 0;
      case STRUCT -> 1;
      case TEXT, BINARY ->
          switch (type.id().layout()) {
            case OFFSETS, LARGE_OFFSETS -> 3;
            case VIEWS, LARGE_VIEWS -> 2 + variadic();
            case NONE, EQUAL_SIZES -> 2;
          };
      case LIST ->
          switch (type.id().layout()) {
            case VIEWS, LARGE_VIEWS -> 3;
            case OFFSETS, LARGE_OFFSETS -> 2;
            case NONE, EQUAL_SIZES -> 1;
          };
      case UNION -> ((DataType.Union) type).mode() == DataType.Union.Mode.DENSE ? 2 : 1;
      case ENCODED -> type instanceof DataType.Dictionary ? 2 : 0;
      case BOOLEAN,
          SIGNED,
          UNSIGNED,
          FLOAT,
          DECIMAL,
          DATE,
          TIME,
          TIMESTAMP,
          DURATION,
          INTERVAL,
          MAP ->
          2;
    };
  }

  private int variadic() {
    if (views >= batch.variadicBufferCountsLength()) {
      throw malformed("no count of buffers of views");
    }
    long count = batch.variadicBufferCounts(views++);
    if (count < 0 || count > batch.buffersLength()) {
      throw malformed("%d buffers of views", count);
    }
    return (int) count;
  }

  private ArrowBuf buffer() {
    Buffer at = buffer < batch.buffersLength() ? batch.buffers(buffer++) : null;
    if (at == null) {
      throw malformed("no buffer for it");
    }
    long length = at.length();
    ArrowBuf bytes =
        body.slice(Objects.checkFromIndexSize(at.offset(), length, body.capacity()), length);
    return compressed && length > 0 ? unpacked(bytes) : bytes;
  }

  private ArrowBuf unpacked(ArrowBuf packed) {
    long size = packed.getLong(0);
    long from = packed.capacity() - PREFIX;
    if (size == STORED) {
      return packed.slice(PREFIX, from);
    }
    if (size < 0 || size > Integer.MAX_VALUE || size / MOST_RATIO > from) {
      throw malformed("a buffer of %d bytes packed into %d", size, from);
    }
    ArrowBuf buffer = allocator.buffer(size);
    unpacked.add(buffer);
    Lz4Frame.read(
        packed.nioBuffer(PREFIX, Math.toIntExact(from)).order(ByteOrder.LITTLE_ENDIAN),
        buffer.nioBuffer(0, (int) size));
    return buffer;
  }

  private static boolean compressed(BodyCompression compression) {
    if (compression == null) {
      return false;
    }
    if (compression.codec() != CompressionType.LZ4_FRAME) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot read Arrow batch: found it compressed by "
              + (compression.codec() == CompressionType.ZSTD ? "ZSTD" : "" + compression.codec())
              + ", expected LZ4 or none");
    }
    return true;
  }

  private static int length(long length) {
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw malformed("an array of %d values", length);
    }
    return (int) length;
  }

  static MillraceException malformed(String found, Object... arguments) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot read Arrow array: found " + found.formatted(arguments));
  }

  /** The width of a value that has one of its own. */
  static long bits(DataType type) {
    if (type instanceof DataType.Interval interval) {
      return interval.unit() == IntervalUnit.YEAR_MONTH
          ? Integer.SIZE
          : interval.unit() == IntervalUnit.DAY_TIME ? Long.SIZE : 2L * Long.SIZE;
    }
    return type instanceof DataType.FixedSizeBinary binary
        ? (long) Byte.SIZE * binary.size()
        : type.id().bits();
  }

  /** Whether a type's values lie in one buffer, each of as many bits. */
  static boolean isFixed(DataType type) {
    return bits(type) > 0 || type.id() == TypeId.FIXED_SIZE_BINARY;
  }

  @Override
  public void close() {
    unpacked.forEach(ArrowBuf::close);
    unpacked.clear();
    body.close();
  }
}
