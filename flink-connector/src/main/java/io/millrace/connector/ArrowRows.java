// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.IpcBatches;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** Rows of an Arrow IPC stream or file, which is not trusted: see {@link IpcBatches}. */
final class ArrowRows implements Rows {
  /** Outside of the heap, for a batch with its dictionaries, unpacked. */
  private static final long MOST_MEMORY = 1L << 30;

  private final BufferAllocator allocator;
  private final IpcBatches batches;
  private final List<Field> fields;
  private final Block[] columns;
  private int next;
  private long number;

  /**
   * @param in which is closed with this
   * @param length how many bytes it has
   */
  ArrowRows(InputStream in, long length) throws IOException {
    allocator = ArrowMemory.newAllocator("events", MOST_MEMORY);
    try {
      batches = new IpcBatches(in, length, allocator);
    } catch (IOException | RuntimeException e) {
      allocator.close();
      throw e;
    }
    fields = batches.fields();
    columns = new Block[fields.size()];
  }

  Schema schema() {
    return new Schema(null, fields);
  }

  @Override
  public Row next() throws IOException {
    if (next == batches.rows() && !fill()) {
      return null;
    }
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Cells.get(columns[i], next, fields.get(i).type());
    }
    next++;
    number++;
    return new Row(number, null, values, null);
  }

  private boolean fill() throws IOException {
    next = 0;
    while (!batches.next()) {
      if (!batches.nextBatch()) {
        return false;
      }
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batches.column(i);
    }
    return true;
  }

  @Override
  public void skip(long count) throws IOException {
    number += count;
    long looked = Math.min(count, batches.rows() - next);
    next += (int) looked;
    long left = count - looked;
    while (left > 0) {
      long passed = Math.min(left, batches.left());
      batches.skip(passed);
      next = 0;
      left -= passed;
      if (left > 0 && !batches.nextBatch()) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    batches.close();
    allocator.close();
  }
}
