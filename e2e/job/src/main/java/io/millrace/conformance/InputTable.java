// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowStreams;
import io.millrace.expr.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** One input table of a corpus, in one batch; owns its vectors. */
final class InputTable implements AutoCloseable {
  private static final String NAME = "t";

  private final AutoCloseable owner;
  private final VectorSchemaRoot root;
  private final DictionaryProvider dictionaries;
  private final Schema schema;

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

  Schema schema() {
    return schema;
  }

  int rows() {
    return root.getRowCount();
  }

  VectorSchemaRoot root() {
    return root;
  }

  DictionaryProvider dictionaries() {
    return dictionaries;
  }

  /** Before the first row. */
  ArrowBatch batch() {
    return new ArrowBatch(root, dictionaries);
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
