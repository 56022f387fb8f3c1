// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.apache.flink.annotation.Internal;

/**
 * Arrow's IPC streams in and out, with what Arrow Java has no vectors for carried as {@link
 * ArrowFields} says. Streams are trusted as far as Arrow Java checks them.
 */
@Internal
public final class ArrowStreams {
  private ArrowStreams() {}

  /** The caller closes the reader, which closes the stream. */
  public static ArrowStreamReader reader(InputStream in, BufferAllocator allocator) {
    MessageChannelReader messages =
        new MessageChannelReader(new ReadChannel(Channels.newChannel(in)), allocator);
    return new ArrowStreamReader(messages, allocator) {
      @Override
      protected Schema readSchema() throws IOException {
        return SchemaReader.read(messages);
      }
    };
  }

  /** Writes one batch with its dictionaries; does not close {@code out}. */
  public static void write(VectorSchemaRoot root, DictionaryProvider dictionaries, OutputStream out)
      throws IOException {
    WriteChannel channel = new WriteChannel(Channels.newChannel(out));
    Set<Long> used = new HashSet<>();
    List<Field> fields =
        root.getSchema().getFields().stream()
            .map(field -> DictionaryUtility.toMessageFormat(field, dictionaries, used))
            .toList();
    Schema schema = new Schema(fields, root.getSchema().getCustomMetadata());
    MessageSerializer.serialize(channel, declared(schema));
    for (long id : used) {
      writeDictionary(dictionaries.lookup(id), channel);
    }
    try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
      MessageSerializer.serialize(channel, batch);
    }
    ArrowStreamWriter.writeEndOfStream(channel, IpcOption.DEFAULT);
  }

  private static void writeDictionary(Dictionary dictionary, WriteChannel channel)
      throws IOException {
    FieldVector values = dictionary.getVector();
    VectorSchemaRoot root =
        new VectorSchemaRoot(List.of(values.getField()), List.of(values), values.getValueCount());
    long id = dictionary.getEncoding().getId();
    try (ArrowDictionaryBatch batch =
        new ArrowDictionaryBatch(id, new VectorUnloader(root).getRecordBatch(), false)) {
      MessageSerializer.serialize(channel, batch);
    }
  }

  /** The schema as it is written, all types under their own names. */
  private static Schema declared(Schema schema) {
    return new Schema(
        schema.getFields().stream().map(ArrowStreams::declared).toList(),
        schema.getCustomMetadata());
  }

  private static Field declared(Field field) {
    return new Field(
        field.getName(),
        declared(field.getFieldType()),
        field.getChildren().stream().map(ArrowStreams::declared).toList());
  }

  private static FieldType declared(FieldType type) {
    Map<String, String> metadata = new HashMap<>(type.getMetadata());
    ArrowType declared = ArrowFields.declared(type.getType(), metadata);
    metadata.remove(ArrowFields.CARRIED);
    return new FieldType(type.isNullable(), declared, type.getDictionary(), metadata);
  }
}
