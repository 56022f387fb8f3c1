// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.column.ArrowColumn;
import io.millrace.column.ArrowStreams;
import io.millrace.column.Block;
import io.millrace.expr.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** The rows that come out of a case, to be written as an Arrow stream. */
final class ResultTable implements AutoCloseable {
  private final BufferAllocator memory;
  private final List<ArrowColumn> columns = new ArrayList<>();
  private int rows;

  ResultTable(BufferAllocator allocator, Field... fields) {
    memory = allocator.newChildAllocator("result", 0, allocator.getLimit());
    for (Field field : fields) {
      columns.add(new ArrowColumn(field, memory));
    }
  }

  void add(Block[] blocks, int count) {
    for (int i = 0; i < blocks.length; i++) {
      columns.get(i).add(blocks[i], count);
    }
    rows += count;
  }

  byte[] toBytes() throws IOException {
    DictionaryProvider.MapDictionaryProvider dictionaries =
        new DictionaryProvider.MapDictionaryProvider();
    List<FieldVector> vectors = new ArrayList<>();
    columns.forEach(column -> vectors.add(column.finish(dictionaries)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSchemaRoot root =
        new VectorSchemaRoot(
            columns.stream().map(ArrowColumn::arrowField).toList(), vectors, rows)) {
      ArrowStreams.write(root, dictionaries, out);
    } finally {
      dictionaries.close();
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    columns.forEach(ArrowColumn::close);
    memory.close();
  }
}
