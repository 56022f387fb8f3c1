// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import com.google.flatbuffers.FlatBufferBuilder;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** An Arrow record batch of given values, laid out as DataFusion's writer does. */
final class BatchWriter {
  private static final int ALIGNMENT = 64;

  /** Writes a value that is not null at the position of a buffer. */
  interface Fixed {
    void put(ByteBuffer data, Object value);
  }

  private record Extent(long offset, long length) {}

  private record Node(long length, long nulls) {}

  /** A dictionary's batch and its rows. */
  record Dictionary(BatchWriter values, int rows) {}

  private final Limits limits;
  private final List<Dictionary> dictionaries;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Extent> extents = new ArrayList<>();
  private final List<Long> variadic = new ArrayList<>();
  private final List<byte[]> parts = new ArrayList<>();
  private long size;

  /** Refuses to hold more bytes, or values in a column, than these admit of bytes. */
  BatchWriter(Limits limits) {
    this(limits, new ArrayList<>());
  }

  private BatchWriter(Limits limits, List<Dictionary> dictionaries) {
    this.limits = limits;
    this.dictionaries = dictionaries;
  }

  List<Dictionary> dictionaries() {
    return dictionaries;
  }

  byte[] body() {
    ByteBuffer body = ByteBuffer.allocate((int) size);
    parts.forEach(body::put);
    return body.array();
  }

  /** The flatbuffer of a message that holds this batch. */
  byte[] message(int rows) {
    FlatBufferBuilder builder = new FlatBufferBuilder(256);
    return message(builder, MessageHeader.RecordBatch, header(builder, rows));
  }

  /** The flatbuffer of a message that holds this batch as a dictionary. */
  byte[] dictionaryMessage(int rows, long id) {
    FlatBufferBuilder builder = new FlatBufferBuilder(256);
    int header = header(builder, rows);
    DictionaryBatch.startDictionaryBatch(builder);
    DictionaryBatch.addId(builder, id);
    DictionaryBatch.addData(builder, header);
    return message(
        builder, MessageHeader.DictionaryBatch, DictionaryBatch.endDictionaryBatch(builder));
  }

  void nulls(List<?> values) {
    nodes.add(new Node(values.size(), values.size()));
  }

  void bits(List<?> values) {
    validity(values);
    byte[] bits = new byte[(values.size() + 7) / 8];
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null && (Boolean) values.get(i)) {
        bits[i >> 3] |= (byte) (1 << (i & 7));
      }
    }
    buffer(bits);
  }

  void fixed(int width, List<?> values, Fixed fixed) {
    validity(values);
    ByteBuffer data = allocate(values.size(), width);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        fixed.put(data.position(i * width), values.get(i));
      }
    }
    buffer(data.array());
  }

  void decimals(int width, List<?> values) {
    fixed(
        width,
        values,
        (data, value) -> {
          byte[] bigEndian = bigEndian((BigInteger) value, width);
          for (int i = width; i > 0; i--) {
            data.put(bigEndian[i - 1]);
          }
        });
  }

  /** Two's complement of exactly that many bytes. */
  static byte[] bigEndian(BigInteger value, int width) {
    if (value.bitLength() >= width * 8) {
      throw Refusal.unwritable("decimal " + value, "one of " + width + " bytes");
    }
    byte[] shortest = value.toByteArray();
    byte[] bytes = new byte[width];
    Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(shortest, 0, bytes, width - shortest.length, shortest.length);
    return bytes;
  }

  void fixedSizeBinary(int width, List<?> values) {
    if (width < 0) {
      throw Refusal.unwritable("binary of " + width + " bytes", "none or more");
    }
    fixed(
        width,
        values,
        (data, value) -> {
          byte[] bytes = ((Bytes) value).toArray();
          if (bytes.length != width) {
            throw Refusal.unwritable(bytes.length + " bytes", Integer.toString(width));
          }
          data.put(bytes);
        });
  }

  void variable(int offsetWidth, List<?> values) {
    validity(values);
    List<byte[]> contents = contents(values);
    offsets(offsetWidth, contents.stream().map(bytes -> bytes.length).toList());
    buffer(joined(contents));
  }

  void views(List<?> values) {
    validity(values);
    ByteBuffer views = allocate(values.size(), 16);
    List<byte[]> data = new ArrayList<>();
    int end = 0;
    for (byte[] bytes : contents(values)) {
      int next = views.position() + 16;
      views.putInt(bytes.length);
      if (bytes.length <= 12) {
        views.put(bytes);
      } else {
        views.put(bytes, 0, 4).putInt(0).putInt(end);
        data.add(bytes);
        end += bytes.length;
      }
      views.position(next);
    }
    buffer(views.array());
    variadic.add(data.isEmpty() ? 0L : 1L);
    if (!data.isEmpty()) {
      buffer(joined(data));
    }
  }

  void list(int offsetWidth, DataType itemType, List<?> values) {
    validity(values);
    offsets(offsetWidth, values.stream().map(BatchWriter::sizeOf).toList());
    BatchColumns.write(itemType, flattened(values), this);
  }

  void listView(int offsetWidth, DataType itemType, List<?> values) {
    validity(values);
    ByteBuffer offsets = allocate(values.size(), offsetWidth);
    ByteBuffer sizes = allocate(values.size(), offsetWidth);
    int start = 0;
    for (Object value : values) {
      number(offsets, offsetWidth, start);
      number(sizes, offsetWidth, sizeOf(value));
      start += sizeOf(value);
    }
    buffer(offsets.array());
    buffer(sizes.array());
    BatchColumns.write(itemType, flattened(values), this);
  }

  void fixedSizeList(DataType.FixedSizeList type, List<?> values) {
    validity(values);
    if (type.size() < 0) {
      throw Refusal.unwritable("a literal of " + type, "a size that is not negative");
    }
    bounded((long) values.size() * type.size());
    List<Object> items = new ArrayList<>();
    for (Object value : values) {
      if (value != null && sizeOf(value) != type.size()) {
        throw Refusal.unwritable("a list of " + sizeOf(value), type.size() + " items");
      }
      items.addAll(value == null ? Collections.nCopies(type.size(), null) : (List<?>) value);
    }
    BatchColumns.write(type.item().type(), items, this);
  }

  void struct(DataType.Struct type, List<?> values) {
    validity(values);
    List<Field> fields = type.fields();
    for (int i = 0; i < fields.size(); i++) {
      List<Object> members = new ArrayList<>(values.size());
      for (Object value : values) {
        if (value != null && sizeOf(value) != fields.size()) {
          throw Refusal.unwritable(sizeOf(value) + " members", fields.size() + " of " + type);
        }
        members.add(value == null ? null : ((List<?>) value).get(i));
      }
      BatchColumns.write(fields.get(i).type(), members, this);
    }
  }

  /** A NULL is one of the first member, the others hold one in each row that is not theirs. */
  void union(DataType.Union type, List<?> values) {
    nodes.add(new Node(values.size(), 0));
    boolean dense = type.mode() == DataType.Union.Mode.DENSE;
    List<List<Object>> members = new ArrayList<>();
    type.members().forEach(member -> members.add(new ArrayList<>()));
    ByteBuffer ids = allocate(values.size(), 1);
    ByteBuffer offsets = allocate(values.size(), 4);
    for (Object value : values) {
      List<?> pair = (List<?>) value;
      int id = pair == null ? type.ids().get(0) : ((Long) pair.get(0)).intValue();
      int member = type.ids().indexOf(id);
      if (member < 0) {
        throw Refusal.unwritable("member " + id + " of " + type, "one of its ids");
      }
      ids.put((byte) id);
      offsets.putInt(members.get(member).size());
      for (int i = 0; i < members.size(); i++) {
        if (i == member) {
          members.get(i).add(pair == null ? null : pair.get(1));
        } else if (!dense) {
          members.get(i).add(null);
        }
      }
    }
    buffer(ids.array());
    if (dense) {
      buffer(offsets.array());
    }
    for (int i = 0; i < members.size(); i++) {
      BatchColumns.write(type.members().get(i).type(), members.get(i), this);
    }
  }

  void dictionary(DataType.Dictionary type, List<?> values) {
    Map<Object, Long> keys = new LinkedHashMap<>();
    List<Object> indexes = new ArrayList<>(values.size());
    for (Object value : values) {
      indexes.add(value == null ? null : keys.computeIfAbsent(value, v -> (long) keys.size()));
    }
    BatchWriter distinct = new BatchWriter(limits, dictionaries);
    dictionaries.add(new Dictionary(distinct, keys.size()));
    BatchColumns.write(type.value(), new ArrayList<>(keys.keySet()), distinct);
    BatchColumns.write(type.key(), indexes, this);
  }

  /** Every value is a run of its own. */
  void runEnds(DataType.RunEndEncoded type, List<?> values) {
    nodes.add(new Node(values.size(), 0));
    List<Object> ends = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      ends.add(i + 1L);
    }
    BatchColumns.write(type.runEnds().type(), ends, this);
    BatchColumns.write(type.values().type(), values, this);
  }

  private void validity(List<?> values) {
    byte[] bits = new byte[(values.size() + 7) / 8];
    long nulls = 0;
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) {
        nulls++;
      } else {
        bits[i >> 3] |= (byte) (1 << (i & 7));
      }
    }
    if (nulls == 0) {
      Arrays.fill(bits, (byte) -1);
    }
    nodes.add(new Node(values.size(), nulls));
    buffer(bits);
  }

  private void offsets(int width, List<Integer> lengths) {
    ByteBuffer offsets = allocate(lengths.size() + 1, width);
    int end = 0;
    number(offsets, width, end);
    for (int length : lengths) {
      end += length;
      number(offsets, width, end);
    }
    buffer(offsets.array());
  }

  private void buffer(byte[] content) {
    extents.add(new Extent(size, content.length));
    parts.add(content);
    int padding = -content.length & ALIGNMENT - 1;
    parts.add(new byte[padding]);
    size = bounded(size + content.length + padding);
  }

  private static void number(ByteBuffer target, int width, int value) {
    if (width == 4) {
      target.putInt(value);
    } else {
      target.putLong(value);
    }
  }

  private ByteBuffer allocate(int count, int width) {
    return ByteBuffer.allocate(bounded(size + (long) count * width) - (int) size)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private int bounded(long amount) {
    if (amount > limits.length(Limit.BYTES)) {
      throw limits.exceeded(Limit.BYTES, Refusal.ENCODE, "a nested literal of more bytes");
    }
    return (int) amount;
  }

  private static int sizeOf(Object value) {
    return value == null ? 0 : ((List<?>) value).size();
  }

  private static List<Object> flattened(List<?> values) {
    List<Object> items = new ArrayList<>();
    for (Object value : values) {
      if (value != null) {
        items.addAll((List<?>) value);
      }
    }
    return items;
  }

  private static List<byte[]> contents(List<?> values) {
    List<byte[]> contents = new ArrayList<>(values.size());
    for (Object value : values) {
      contents.add(
          value == null
              ? new byte[0]
              : value instanceof Bytes bytes
                  ? bytes.toArray()
                  : ((String) value).getBytes(StandardCharsets.UTF_8));
    }
    return contents;
  }

  private static byte[] joined(List<byte[]> contents) {
    long length = 0;
    for (byte[] content : contents) {
      length += content.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(length));
    contents.forEach(joined::put);
    return joined.array();
  }

  private int header(FlatBufferBuilder builder, int rows) {
    RecordBatch.startBuffersVector(builder, extents.size());
    for (int i = extents.size() - 1; i >= 0; i--) {
      Buffer.createBuffer(builder, extents.get(i).offset(), extents.get(i).length());
    }
    int bufferVector = builder.endVector();
    RecordBatch.startNodesVector(builder, nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(builder, nodes.get(i).length(), nodes.get(i).nulls());
    }
    int nodeVector = builder.endVector();
    int variadicVector = 0;
    if (!variadic.isEmpty()) {
      long[] counts = variadic.stream().mapToLong(Long::longValue).toArray();
      variadicVector = RecordBatch.createVariadicBufferCountsVector(builder, counts);
    }
    RecordBatch.startRecordBatch(builder);
    RecordBatch.addLength(builder, rows);
    RecordBatch.addNodes(builder, nodeVector);
    RecordBatch.addBuffers(builder, bufferVector);
    if (!variadic.isEmpty()) {
      RecordBatch.addVariadicBufferCounts(builder, variadicVector);
    }
    return RecordBatch.endRecordBatch(builder);
  }

  private byte[] message(FlatBufferBuilder builder, byte headerType, int header) {
    Message.startMessage(builder);
    Message.addVersion(builder, MetadataVersion.V5);
    Message.addHeaderType(builder, headerType);
    Message.addBodyLength(builder, size);
    Message.addHeader(builder, header);
    builder.finish(Message.endMessage(builder));
    return builder.sizedByteArray();
  }
}
