// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowStreams;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/**
 * Rows of an Arrow IPC stream, or of an IPC file, which is a stream between a magic and a footer.
 */
final class ArrowRows implements Rows {
  private static final byte[] MAGIC = "ARROW1\0\0".getBytes(StandardCharsets.US_ASCII);

  private final BufferAllocator allocator;
  private final ArrowStreamReader reader;
  private final List<Field> fields;
  private final Object[][] columns;
  private ArrowBatch batch;
  private int rows;
  private int next;
  private long number;
  private boolean done;

  ArrowRows(InputStream in) throws IOException {
    allocator = ArrowMemory.newAllocator("events", Long.MAX_VALUE);
    reader = ArrowStreams.reader(behindMagic(in), allocator);
    try {
      batch = new ArrowBatch(reader.getVectorSchemaRoot(), reader);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw malformed(malformed);
    }
    fields = batch.fields();
    columns = new Object[fields.size()][];
  }

  private static InputStream behindMagic(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(MAGIC.length);
    if (!Arrays.equals(buffered.readNBytes(MAGIC.length), MAGIC)) {
      buffered.reset();
    }
    return buffered;
  }

  Schema schema() {
    return new Schema(null, fields);
  }

  @Override
  public Row next() throws IOException {
    if (next == rows && !fill()) {
      return null;
    }
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns[i][next];
    }
    next++;
    number++;
    return new Row(number, null, values, null);
  }

  private boolean fill() throws IOException {
    while (!batch.next()) {
      // Behind the end of the stream in a file is its footer.
      done = done || !load();
      if (done) {
        return false;
      }
      batch = new ArrowBatch(reader.getVectorSchemaRoot(), reader);
    }
    rows = batch.rows();
    next = 0;
    for (int i = 0; i < columns.length; i++) {
      Block block = batch.column(i);
      columns[i] = new Object[rows];
      for (int row = 0; row < rows; row++) {
        columns[i][row] = Cells.get(block, row, fields.get(i).type());
      }
    }
    return true;
  }

  private boolean load() throws IOException {
    try {
      return reader.loadNextBatch();
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw malformed(malformed);
    }
  }

  private static IOException malformed(RuntimeException cause) {
    return new IOException(
        "the bytes are no Arrow IPC stream or file: " + cause.getMessage(), cause);
  }

  @Override
  public void skip(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      next();
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    allocator.close();
  }
}
