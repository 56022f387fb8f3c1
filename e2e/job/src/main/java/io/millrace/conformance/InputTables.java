// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.annotation.Internal;

/** The input tables of a corpus by name, each read when first asked for. */
@Internal
public final class InputTables implements AutoCloseable {
  private final Path directory;
  private final BufferAllocator allocator;
  private final Map<String, InputTable> tables = new HashMap<>();

  public InputTables(Path directory, BufferAllocator allocator) {
    this.directory = directory;
    this.allocator = allocator;
  }

  /** {@code name} is null for the table of one row without columns. */
  public InputTable get(String name) throws IOException {
    InputTable table = tables.get(name);
    if (table == null) {
      table =
          name == null
              ? InputTable.oneRow()
              : InputTable.read(directory.resolve(name + ".arrow"), allocator);
      tables.put(name, table);
    }
    return table;
  }

  @Override
  public void close() throws IOException {
    for (InputTable table : tables.values()) {
      table.close();
    }
  }
}
