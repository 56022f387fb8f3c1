// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.wire.CommonProto.ScalarNestedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A nested literal as it travels: a record batch of Arrow's IPC format with one row, and the
 * batches of its dictionaries.
 *
 * @param type null where no schema came with it
 */
record NestedValue(DataType type, Part batch, List<Part> dictionaries) {
  /** The two halves of a message of Arrow. */
  record Part(byte[] message, byte[] body) {}

  static NestedValue read(MessageReader in, TypeReader types) {
    byte[] message = {};
    byte[] body = {};
    DataType type = null;
    List<Part> dictionaries = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case ScalarNestedValue.IPC_MESSAGE_FIELD_NUMBER -> message = in.bytes();
        case ScalarNestedValue.ARROW_DATA_FIELD_NUMBER -> body = in.bytes();
        case ScalarNestedValue.SCHEMA_FIELD_NUMBER ->
            type = MessageReader.once(type, column(in, types));
        case ScalarNestedValue.DICTIONARIES_FIELD_NUMBER -> dictionaries.add(dictionary(in));
        default -> in.skip();
      }
    }
    return new NestedValue(type, new Part(message, body), dictionaries);
  }

  /** The type of a schema's one column. */
  private static DataType column(MessageReader in, TypeReader types) {
    int outer = in.enter();
    List<Field> columns = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Schema.COLUMNS_FIELD_NUMBER -> columns.add(types.field());
        case CommonProto.Schema.METADATA_FIELD_NUMBER -> in.entry(new LinkedHashMap<>());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (columns.size() != 1) {
      throw Refusal.malformed(columns.size() + " columns of a nested literal", "one");
    }
    return columns.get(0).type();
  }

  private static Part dictionary(MessageReader in) {
    int outer = in.enter();
    byte[] message = {};
    byte[] body = {};
    while (in.next()) {
      switch (in.field()) {
        case ScalarNestedValue.Dictionary.IPC_MESSAGE_FIELD_NUMBER -> message = in.bytes();
        case ScalarNestedValue.Dictionary.ARROW_DATA_FIELD_NUMBER -> body = in.bytes();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Part(message, body);
  }

  /** The message without its schema, from which {@link #ofSource} makes it again. */
  Bytes source() {
    return Bytes.wrap(write(MessageWriter.MEASURED, null).toByteArray());
  }

  /** Throws {@code MillraceException} where that is no source. */
  static NestedValue ofSource(Bytes source, Limits limits) {
    // The length of bytes that were read before is not measured again.
    Limits anyLength = limits.with(Limit.BYTES, Long.MAX_VALUE);
    MessageReader in = new MessageReader(source.toArray(), anyLength);
    return read(in, new TypeReader(in));
  }

  /** As it is written beside {@code schema}, or alone where that is null. */
  MessageWriter write(Limits limits, MessageWriter schema) {
    return write(limits, schema, Separation.NONE);
  }

  MessageWriter write(Limits limits, MessageWriter schema, Separation separation) {
    MessageWriter content = new MessageWriter(limits);
    content.bytes(ScalarNestedValue.IPC_MESSAGE_FIELD_NUMBER, batch.message);
    separation.add(content, ScalarNestedValue.ARROW_DATA_FIELD_NUMBER, Bytes.wrap(batch.body));
    if (schema != null) {
      content.message(ScalarNestedValue.SCHEMA_FIELD_NUMBER, schema);
    }
    for (Part dictionary : dictionaries) {
      MessageWriter values =
          new MessageWriter(limits)
              .bytes(ScalarNestedValue.Dictionary.IPC_MESSAGE_FIELD_NUMBER, dictionary.message);
      separation.add(
          values,
          ScalarNestedValue.Dictionary.ARROW_DATA_FIELD_NUMBER,
          Bytes.wrap(dictionary.body));
      content.message(ScalarNestedValue.DICTIONARIES_FIELD_NUMBER, values);
    }
    return content;
  }

  /** How many bytes there are to make values from. */
  long size() {
    long size = (long) batch.message.length + batch.body.length;
    for (Part dictionary : dictionaries) {
      size += dictionary.message.length + dictionary.body.length;
    }
    return size;
  }
}
