// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowStreams;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.flink.annotation.Internal;

/** One input table of a corpus, in one batch; owns its vectors. */
@Internal
public final class InputTable implements AutoCloseable {
  private static final String NAME = "t";

  private final AutoCloseable owner;
  private final VectorSchemaRoot root;
  private final DictionaryProvider dictionaries;
  private final Schema schema;
  private final Map<List<Integer>, Object[]> values = new HashMap<>();

  private InputTable(AutoCloseable owner, VectorSchemaRoot root, DictionaryProvider dictionaries) {
    this.owner = owner;
    this.root = root;
    this.dictionaries = dictionaries;
    schema = new Schema(NAME, batch().fields());
  }

  static InputTable read(Path file, BufferAllocator allocator) throws IOException {
    ArrowStreamReader reader = ArrowStreams.reader(Files.newInputStream(file), allocator);
    reader.loadNextBatch();
    return new InputTable(reader, reader.getVectorSchemaRoot(), reader);
  }

  /** What expressions without a table are evaluated over: one row without columns. */
  static InputTable oneRow() {
    VectorSchemaRoot root = new VectorSchemaRoot(List.of(), List.of(), 1);
    return new InputTable(root, root, new DictionaryProvider.MapDictionaryProvider());
  }

  public Schema schema() {
    return schema;
  }

  public int rows() {
    return root.getRowCount();
  }

  VectorSchemaRoot root() {
    return root;
  }

  DictionaryProvider dictionaries() {
    return dictionaries;
  }

  /** Before the first row. */
  public ArrowBatch batch() {
    return new ArrowBatch(root, dictionaries);
  }

  /**
   * A column's values in {@code Literal}'s Java form.
   *
   * @param path if it is not empty, the values are those of a member of a struct column, which as
   *     in DataFusion are there even where the struct is null
   */
  public Object[] values(int column, List<Integer> path) {
    List<Integer> key = new ArrayList<>(path);
    key.add(0, column);
    return values.computeIfAbsent(key, unknown -> read(column, path));
  }

  private Object[] read(int column, List<Integer> path) {
    DataType type = schema.fields().get(column).type();
    for (int place : path) {
      type = ((DataType.Struct) type).fields().get(place).type();
    }
    Object[] read = new Object[rows()];
    ArrowBatch batch = batch();
    while (batch.next()) {
      Block block = path.isEmpty() ? batch.column(column) : batch.member(column, path, type);
      for (int i = 0; i < batch.rows(); i++) {
        read[batch.start() + i] = Cells.get(block, i, type);
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    try {
      owner.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
