// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.MillraceException;
import io.millrace.column.Cells;
import io.millrace.column.IpcBatches;
import io.millrace.expr.Field;
import io.millrace.memory.ArrowMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.annotation.Internal;

/**
 * Bytes as an Arrow IPC stream or file: read, value by value, or refused by an exception of our
 * own, and all memory outside of the heap given back.
 */
@Internal
public final class ArrowTarget {
  private static final long LIMIT = 1 << 20;

  /** Rows that are looked at: a type of no bytes may have any number. */
  private static final int MOST_ROWS = 1 << 14;

  private ArrowTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.ARROW);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Allocation.check(input.length, 256 << 20, 1 << 12, () -> read(input));
  }

  private static void read(byte[] input) throws IOException {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("fuzz", LIMIT);
        IpcBatches batches =
            new IpcBatches(new ByteArrayInputStream(input), input.length, allocator)) {
      int rows = 0;
      while (rows < MOST_ROWS && batches.nextBatch()) {
        while (rows < MOST_ROWS && batches.next()) {
          values(batches);
          rows += batches.rows();
        }
      }
    } catch (MillraceException refused) {
      // As it should be.
    }
  }

  private static void values(IpcBatches batches) {
    List<Field> fields = batches.fields();
    for (int i = 0; i < fields.size(); i++) {
      for (int row = 0; row < batches.rows(); row++) {
        Cells.get(batches.column(i), row, fields.get(i).type());
      }
    }
  }
}
