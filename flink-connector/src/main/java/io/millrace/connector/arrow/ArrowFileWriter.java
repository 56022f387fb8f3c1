// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import io.millrace.MillraceException;
import io.millrace.column.ArrowColumn;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowReader;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.row.RowInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.table.data.RowData;

/**
 * Gathers rows on the heap and writes them a batch at a time. Flink does not say when a writer is
 * given up, so memory outside of the heap is held only while a batch is written.
 */
final class ArrowFileWriter implements BulkWriter<RowData> {
  private final List<Field> fields;
  private final RowBatch batch;
  private final RowReader<RowData> reader;
  private final BufferAllocator allocator;
  private final VectorSchemaRoot root;
  private final ArrowWriter writer;

  /**
   * @param out stays the caller's
   */
  ArrowFileWriter(
      Schema schema, ArrowFormatOptions.Form form, int rows, long memoryLimit, OutputStream out) {
    fields = schema.fields();
    batch = new RowBatch(fields.stream().map(Field::type).toList(), rows);
    int[] all = IntStream.range(0, fields.size()).toArray();
    reader = RowInput.ofRowData(schema).reader(all, batch);
    allocator = ArrowMemory.newAllocator("arrow format", memoryLimit);
    root = VectorSchemaRoot.create(arrowSchema(), allocator);
    WritableByteChannel channel = Channels.newChannel(out);
    writer =
        switch (form) {
          case STREAM -> new ArrowStreamWriter(root, null, channel);
          case FILE -> new org.apache.arrow.vector.ipc.ArrowFileWriter(root, null, channel);
        };
  }

  private org.apache.arrow.vector.types.pojo.Schema arrowSchema() {
    List<org.apache.arrow.vector.types.pojo.Field> of = new ArrayList<>();
    for (Field field : fields) {
      try (ArrowColumn column = new ArrowColumn(field, allocator)) {
        of.add(column.arrowField());
      }
    }
    return new org.apache.arrow.vector.types.pojo.Schema(of);
  }

  @Override
  public void addElement(RowData row) throws IOException {
    batch.beginRow();
    try {
      reader.read(row);
    } catch (EvaluationError e) {
      throw new MillraceException(e.code(), "Cannot write Arrow batch: " + e.getMessage(), e);
    }
    if (batch.isFull()) {
      write();
    }
  }

  private void write() throws IOException {
    try (VectorSchemaRoot made = vectors();
        ArrowRecordBatch record = new VectorUnloader(made).getRecordBatch()) {
      new VectorLoader(root).load(record);
    }
    try {
      writer.writeBatch();
    } finally {
      root.clear();
    }
    batch.clear();
  }

  private VectorSchemaRoot vectors() {
    List<FieldVector> vectors = new ArrayList<>();
    try {
      for (int i = 0; i < fields.size(); i++) {
        try (ArrowColumn column = new ArrowColumn(fields.get(i), allocator)) {
          column.begin(batch.rows());
          column.add(batch.column(i), batch.rows());
          vectors.add(column.finish(new DictionaryProvider.MapDictionaryProvider()));
        }
      }
    } catch (RuntimeException e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
    return new VectorSchemaRoot(root.getSchema(), vectors, batch.rows());
  }

  /** Batches are of whole rows anyway; one that is not full waits for more. */
  @Override
  public void flush() {}

  @Override
  public void finish() throws IOException {
    if (batch.rows() > 0) {
      write();
    } else {
      writer.start();
    }
    writer.end();
    root.close();
    allocator.close();
  }
}
