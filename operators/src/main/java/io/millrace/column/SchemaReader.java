// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageResult;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Reads the schema at the start of an IPC stream, because Arrow's library refuses one that has
 * types without vectors anywhere; here they become what {@link ArrowFields} says. Tables of a
 * message may be said to lie in themselves or in one another many times, so what is read is bounded
 * by the message's size.
 */
final class SchemaReader {
  private static final int MOST_LEVELS = 64;

  /** What a field takes of a message at least. */
  private static final int FIELD_BYTES = 16;

  private long free;

  private SchemaReader(long bytes) {
    // Builders may let equal texts share their bytes.
    free = 16 * bytes;
  }

  static Schema read(MessageChannelReader messages) throws IOException {
    MessageResult first = messages.readNext();
    if (first == null) {
      throw missing();
    }
    return read(first.getMessage());
  }

  /** Refuses other messages with MALFORMED_BYTES. */
  static Schema read(Message message) {
    if (message.headerType() != MessageHeader.Schema) {
      throw missing();
    }
    return new SchemaReader(message.getByteBuffer().limit()).schema(message);
  }

  static MillraceException missing() {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot read stream: it has no Arrow schema at its start");
  }

  private Schema schema(Message message) {
    org.apache.arrow.flatbuf.Schema schema = new org.apache.arrow.flatbuf.Schema();
    message.header(schema);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      fields.add(field(schema.fields(i), 1));
    }
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < schema.customMetadataLength(); i++) {
      put(schema.customMetadata(i), metadata);
    }
    return new Schema(fields, metadata);
  }

  private Field field(org.apache.arrow.flatbuf.Field field, int level) {
    take(FIELD_BYTES);
    if (level > MOST_LEVELS) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot read Arrow schema: found types in one another on more levels, expected at most "
              + MOST_LEVELS);
    }
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < field.customMetadataLength(); i++) {
      put(field.customMetadata(i), metadata);
    }
    List<Field> children = new ArrayList<>();
    for (int i = 0; i < field.childrenLength(); i++) {
      children.add(field(field.children(i), level + 1));
    }
    FieldType type =
        new FieldType(field.nullable(), type(field, metadata), dictionary(field), metadata);
    String name = field.name() == null ? "" : field.name();
    take(name.length());
    return new Field(name, type, children);
  }

  private static ArrowType type(
      org.apache.arrow.flatbuf.Field field, Map<String, String> metadata) {
    if (field.typeType() == Type.Decimal) {
      org.apache.arrow.flatbuf.Decimal decimal = new org.apache.arrow.flatbuf.Decimal();
      field.type(decimal);
      if (decimal.bitWidth() < 128) {
        TypeId id = TypeId.valueOf("DECIMAL" + decimal.bitWidth());
        return carried(
            new DataType.Decimal(id, decimal.precision(), decimal.scale()),
            decimal.bitWidth(),
            metadata);
      }
    }
    if (field.typeType() == Type.FixedSizeBinary) {
      org.apache.arrow.flatbuf.FixedSizeBinary binary =
          new org.apache.arrow.flatbuf.FixedSizeBinary();
      field.type(binary);
      if (binary.byteWidth() == 0) {
        return carried(new DataType.FixedSizeBinary(0), 8, metadata);
      }
    }
    if (field.typeType() == Type.Union) {
      org.apache.arrow.flatbuf.Union union = new org.apache.arrow.flatbuf.Union();
      field.type(union);
      if (union.typeIdsLength() > field.childrenLength()) {
        throw new MillraceException(
            ErrorCode.MALFORMED_BYTES,
            "Cannot read Arrow schema: found a union with more ids than members");
      }
    }
    return ArrowType.getTypeForField(field);
  }

  private static ArrowType carried(DataType type, int bits, Map<String, String> metadata) {
    metadata.put(ArrowFields.CARRIED, type.toString());
    return new ArrowType.Int(bits, true);
  }

  private static DictionaryEncoding dictionary(org.apache.arrow.flatbuf.Field field) {
    org.apache.arrow.flatbuf.DictionaryEncoding encoding = field.dictionary();
    if (encoding == null) {
      return null;
    }
    org.apache.arrow.flatbuf.Int key = encoding.indexType();
    return new DictionaryEncoding(
        encoding.id(),
        encoding.isOrdered(),
        key == null ? null : new ArrowType.Int(key.bitWidth(), key.isSigned()));
  }

  /** What says how vectors carry types is ours to write. */
  private void put(KeyValue entry, Map<String, String> metadata) {
    String value = entry.value() == null ? "" : entry.value();
    take(FIELD_BYTES + entry.key().length() + value.length());
    if (!entry.key().equals(ArrowFields.CARRIED)) {
      metadata.put(entry.key(), value);
    }
  }

  private void take(long bytes) {
    free -= bytes;
    if (free < 0) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES,
          "Cannot read Arrow schema: found more in it than its message has bytes for");
    }
  }
}
