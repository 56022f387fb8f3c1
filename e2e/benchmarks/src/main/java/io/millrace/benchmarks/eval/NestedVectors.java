// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.benchmarks.workload.NestedRows;
import io.millrace.column.ArrowColumn;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.expr.Field;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** Lists and maps of the workload as Arrow vectors. */
final class NestedVectors {
  private NestedVectors() {}

  /** The caller closes it. */
  static VectorSchemaRoot of(NestedRows rows, BufferAllocator allocator) {
    List<Field> fields = NestedRows.schema().fields();
    ArrowColumn lists = new ArrowColumn(fields.get(0), allocator);
    ArrowColumn maps = new ArrowColumn(fields.get(1), allocator);
    try (lists;
        maps) {
      FieldVector l = vector(lists, fields.get(0), rows.count(), rows::list);
      FieldVector m = vector(maps, fields.get(1), rows.count(), rows::map);
      return new VectorSchemaRoot(
          List.of(lists.arrowField(), maps.arrowField()), List.of(l, m), rows.count());
    }
  }

  private static FieldVector vector(
      ArrowColumn column, Field field, int rows, IntFunction<Object> value) {
    Block block = Block.of(Lane.of(field.type()), rows);
    for (int i = 0; i < rows; i++) {
      Cells.set(block, i, field.type(), value.apply(i));
    }
    column.begin(rows);
    column.add(block, rows);
    return column.finish(new DictionaryProvider.MapDictionaryProvider());
  }
}
