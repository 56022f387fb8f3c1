// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.Refusal.malformed;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * The values of an Arrow record batch that nobody vouches for. Reads from arrays on the heap, where
 * every offset is checked, and makes no more values than the bytes could hold.
 */
final class BatchReader {
  /** A column's values by row; null for NULL. */
  interface Column {
    Object at(int row);
  }

  /** A value of fixed width out of a column's data. */
  interface Fixed {
    Object at(ByteBuffer data, int offset);
  }

  /** What is left of the values and bytes that may be made; one for a literal. */
  private static final class Budget {
    private long left;

    Budget(long bytes) {
      left = bytes;
    }

    void spend(long amount) {
      left -= amount;
      if (left < 0) {
        throw malformed("a nested literal that repeats its content", "each value once");
      }
    }
  }

  private final RecordBatch batch;
  private final byte[] body;
  private final Budget budget;
  private final Map<Long, BatchReader> dictionaries;
  private int nextNode;
  private int nextBuffer;
  private int nextVariadic;
  private long nextDictionary;

  private BatchReader(
      RecordBatch batch, byte[] body, Budget budget, Map<Long, BatchReader> dictionaries) {
    if (batch == null) {
      throw malformed("a message of Arrow without a record batch", "one");
    }
    if (batch.compression() != null) {
      throw Refusal.unsupported("a compressed record batch", "an uncompressed one");
    }
    this.batch = batch;
    this.body = body;
    this.budget = budget;
    this.dictionaries = dictionaries;
  }

  /** The one value of a nested literal. */
  static Object read(NestedValue value) {
    try {
      Budget budget = new Budget(8 * value.size() + 1024);
      Map<Long, BatchReader> dictionaries = new HashMap<>();
      for (NestedValue.Part dictionary : value.dictionaries()) {
        Message message = message(dictionary.message());
        if (message.headerType() != MessageHeader.DictionaryBatch) {
          throw malformed("message " + message.headerType() + " of Arrow", "a dictionary batch");
        }
        DictionaryBatch header = (DictionaryBatch) message.header(new DictionaryBatch());
        if (header == null) {
          throw malformed("a message of Arrow without a dictionary batch", "one");
        }
        dictionaries.put(
            header.id(), new BatchReader(header.data(), dictionary.body(), budget, dictionaries));
      }
      Message message = message(value.batch().message());
      if (message.headerType() != MessageHeader.RecordBatch) {
        throw malformed("message " + message.headerType() + " of Arrow", "a record batch");
      }
      RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
      BatchReader in = new BatchReader(batch, value.batch().body(), budget, dictionaries);
      if (batch.length() != 1) {
        throw malformed(batch.length() + " rows of a nested literal", "one");
      }
      return BatchColumns.read(value.type(), in).at(0);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw malformed("a record batch that points outside of its bytes", "one that does not");
    }
  }

  private static Message message(byte[] bytes) {
    Message message = Message.getRootAsMessage(ByteBuffer.wrap(bytes));
    if (message.version() != MetadataVersion.V5 && message.version() != MetadataVersion.V4) {
      throw malformed("version " + message.version() + " of Arrow's format", "V4 or V5");
    }
    return message;
  }

  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("text that is not UTF-8", "UTF-8");
    }
  }

  Column nulls() {
    node();
    return row -> {
      budget.spend(1);
      return null;
    };
  }

  Column bits() {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    ByteBuffer data = buffer();
    return valid(node, validity, row -> bit(data, row));
  }

  Column fixed(int width, Fixed fixed) {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    ByteBuffer data = buffer();
    return valid(node, validity, row -> fixed.at(data, Math.multiplyExact(row, width)));
  }

  Column decimals(int width) {
    return fixed(
        width,
        (data, at) -> {
          byte[] bigEndian = new byte[width];
          for (int i = 0; i < width; i++) {
            bigEndian[width - 1 - i] = data.get(at + i);
          }
          return new BigInteger(bigEndian);
        });
  }

  Column fixedSizeBinary(int size) {
    if (size < 0) {
      throw malformed("binary of " + size + " bytes", "none or more");
    }
    return fixed(size, (data, at) -> Bytes.wrap(slice(data, at, size)));
  }

  Column variable(int offsetWidth, Function<byte[], Object> make) {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    ByteBuffer offsets = buffer();
    ByteBuffer data = buffer();
    return valid(
        node,
        validity,
        row -> {
          int start = offset(offsets, row, offsetWidth);
          return make.apply(slice(data, start, offset(offsets, row + 1, offsetWidth) - start));
        });
  }

  Column views(Function<byte[], Object> make) {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    ByteBuffer views = buffer();
    long count = batch.variadicBufferCounts(nextVariadic++);
    List<ByteBuffer> data = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      data.add(buffer());
    }
    return valid(
        node,
        validity,
        row -> {
          int at = Math.multiplyExact(row, 16);
          int length = views.getInt(at);
          return make.apply(
              length <= 12
                  ? slice(views, at + 4, length)
                  : slice(data.get(views.getInt(at + 8)), views.getInt(at + 12), length));
        });
  }

  Column list(int offsetWidth, DataType itemType) {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    ByteBuffer offsets = buffer();
    Column items = BatchColumns.read(itemType, this);
    return valid(
        node,
        validity,
        row -> {
          int start = offset(offsets, row, offsetWidth);
          return items(items, start, offset(offsets, row + 1, offsetWidth) - start);
        });
  }

  Column listView(int offsetWidth, DataType itemType) {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    ByteBuffer offsets = buffer();
    ByteBuffer sizes = buffer();
    Column items = BatchColumns.read(itemType, this);
    return valid(
        node,
        validity,
        row -> items(items, offset(offsets, row, offsetWidth), offset(sizes, row, offsetWidth)));
  }

  Column fixedSizeList(DataType.FixedSizeList type) {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    Column items = BatchColumns.read(type.item().type(), this);
    return valid(
        node, validity, row -> items(items, Math.multiplyExact(row, type.size()), type.size()));
  }

  Column struct(DataType.Struct type) {
    FieldNode node = node();
    ByteBuffer validity = validity(node);
    List<Column> members = new ArrayList<>();
    for (Field field : type.fields()) {
      members.add(BatchColumns.read(field.type(), this));
    }
    return valid(
        node,
        validity,
        row -> {
          List<Object> values = new ArrayList<>(members.size());
          for (Column member : members) {
            values.add(member.at(row));
          }
          return Collections.unmodifiableList(values);
        });
  }

  Column union(DataType.Union type) {
    FieldNode node = node();
    ByteBuffer ids = buffer();
    ByteBuffer offsets = type.mode() == DataType.Union.Mode.DENSE ? buffer() : null;
    Map<Integer, Column> members = new HashMap<>();
    for (int i = 0; i < type.members().size(); i++) {
      members.put(type.ids().get(i), BatchColumns.read(type.members().get(i).type(), this));
    }
    return valid(
        node,
        null,
        row -> {
          int id = ids.get(row);
          Column member = members.get(id);
          if (member == null) {
            throw malformed("member " + id + " of " + type, "one of its ids");
          }
          Object value = member.at(offsets == null ? row : offset(offsets, row, 4));
          return Collections.unmodifiableList(Arrays.asList((long) id, value));
        });
  }

  Column dictionary(DataType.Dictionary type) {
    BatchReader batch = dictionaries.remove(nextDictionary++);
    if (batch == null) {
      throw malformed("no dictionary of a " + type, "its batch");
    }
    Column values = BatchColumns.read(type.value(), batch);
    Column keys = BatchColumns.read(type.key(), this);
    return row -> keys.at(row) instanceof Long key ? values.at(Math.toIntExact(key)) : null;
  }

  /** Has no buffers; the value of a row is that of the first run that ends behind it. */
  Column runEnds(DataType.RunEndEncoded type) {
    FieldNode node = node();
    Column ends = BatchColumns.read(type.runEnds().type(), this);
    Column values = BatchColumns.read(type.values().type(), this);
    return valid(
        node,
        null,
        row -> {
          int run = 0;
          while (ends.at(run) instanceof Long end && end <= row) {
            run++;
          }
          return values.at(run);
        });
  }

  private List<Object> items(Column items, int start, int count) {
    if (start < 0 || count < 0) {
      throw malformed("a list of " + count + " items from " + start, "no less than 0");
    }
    budget.spend(count);
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(items.at(Math.addExact(start, i)));
    }
    return Collections.unmodifiableList(values);
  }

  private Column valid(FieldNode node, ByteBuffer validity, Column column) {
    long length = node.length();
    return row -> {
      if (row < 0 || row >= length) {
        throw malformed("row " + row + " of a column of " + length, "one of them");
      }
      budget.spend(1);
      return validity == null || bit(validity, row) ? column.at(row) : null;
    };
  }

  private FieldNode node() {
    if (nextNode >= batch.nodesLength()) {
      throw malformed("a record batch with " + nextNode + " nodes", "one for each column");
    }
    return batch.nodes(nextNode++);
  }

  /** Null where every value is valid. */
  private ByteBuffer validity(FieldNode node) {
    ByteBuffer bits = buffer();
    return node.nullCount() == 0 ? null : bits;
  }

  private ByteBuffer buffer() {
    if (nextBuffer >= batch.buffersLength()) {
      throw malformed("a record batch with " + nextBuffer + " buffers", "all of its columns'");
    }
    org.apache.arrow.flatbuf.Buffer buffer = batch.buffers(nextBuffer++);
    long offset = buffer.offset();
    long length = buffer.length();
    if (offset < 0 || length < 0 || length > body.length || offset > body.length - length) {
      throw malformed(
          "a buffer at " + offset + " of " + length + " bytes", "within " + body.length);
    }
    return ByteBuffer.wrap(body, (int) offset, (int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int offset(ByteBuffer offsets, int index, int width) {
    return width == 4
        ? offsets.getInt(Math.multiplyExact(index, 4))
        : Math.toIntExact(offsets.getLong(Math.multiplyExact(index, 8)));
  }

  private static boolean bit(ByteBuffer bits, int index) {
    return (bits.get(index >> 3) >> (index & 7) & 1) != 0;
  }

  private byte[] slice(ByteBuffer data, int start, int length) {
    if (start < 0 || length < 0 || length > data.limit() - start) {
      throw malformed(length + " bytes from " + start, "bytes within " + data.limit());
    }
    budget.spend(length);
    byte[] bytes = new byte[length];
    data.get(start, bytes);
    return bytes;
  }
}
