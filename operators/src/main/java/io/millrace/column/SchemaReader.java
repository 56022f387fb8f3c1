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
 * types without vectors anywhere; here they become what {@link ArrowFields} says.
 */
final class SchemaReader {
  private SchemaReader() {}

  static Schema read(MessageChannelReader messages) throws IOException {
    MessageResult first = messages.readNext();
    if (first == null || first.getMessage().headerType() != MessageHeader.Schema) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES, "Cannot read stream: it has no Arrow schema at its start");
    }
    org.apache.arrow.flatbuf.Schema schema = new org.apache.arrow.flatbuf.Schema();
    first.getMessage().header(schema);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      fields.add(field(schema.fields(i)));
    }
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < schema.customMetadataLength(); i++) {
      put(schema.customMetadata(i), metadata);
    }
    return new Schema(fields, metadata);
  }

  private static Field field(org.apache.arrow.flatbuf.Field field) {
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < field.customMetadataLength(); i++) {
      put(field.customMetadata(i), metadata);
    }
    List<Field> children = new ArrayList<>();
    for (int i = 0; i < field.childrenLength(); i++) {
      children.add(field(field.children(i)));
    }
    FieldType type =
        new FieldType(field.nullable(), type(field, metadata), dictionary(field), metadata);
    return new Field(field.name() == null ? "" : field.name(), type, children);
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

  private static void put(KeyValue entry, Map<String, String> metadata) {
    metadata.put(entry.key(), entry.value() == null ? "" : entry.value());
  }
}
