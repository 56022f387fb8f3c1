// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowColumn;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** Arrow vectors from and to values in the Java form of literals. */
final class ArrowVectors {
  private ArrowVectors() {}

  /** One column for each field, of as many values as there are. */
  static VectorSchemaRoot root(
      List<Field> fields,
      List<? extends List<?>> values,
      BufferAllocator allocator,
      DictionaryProvider.MapDictionaryProvider dictionaries) {
    List<org.apache.arrow.vector.types.pojo.Field> arrowFields = new ArrayList<>();
    List<FieldVector> vectors = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      try (ArrowColumn column = new ArrowColumn(fields.get(i), allocator)) {
        fill(column, fields.get(i).type(), values.get(i));
        vectors.add(column.finish(dictionaries));
        arrowFields.add(column.arrowField());
      }
    }
    return new VectorSchemaRoot(arrowFields, vectors, values.isEmpty() ? 0 : values.get(0).size());
  }

  private static void fill(ArrowColumn column, DataType type, List<?> values) {
    Block block = Block.of(Lane.of(type), Block.CAPACITY);
    for (int done = 0; done < values.size(); done += Block.CAPACITY) {
      int count = Math.min(Block.CAPACITY, values.size() - done);
      block.reset();
      for (int i = 0; i < count; i++) {
        Cells.set(block, i, type, values.get(done + i));
      }
      column.add(block, count);
    }
  }

  /** The values of all rows, column by column. */
  static List<List<Object>> values(VectorSchemaRoot root, DictionaryProvider dictionaries) {
    ArrowBatch batch = new ArrowBatch(root, dictionaries);
    List<List<Object>> columns = new ArrayList<>();
    batch.fields().forEach(field -> columns.add(new ArrayList<>()));
    while (batch.next()) {
      for (int i = 0; i < columns.size(); i++) {
        DataType type = batch.fields().get(i).type();
        for (int row = 0; row < batch.rows(); row++) {
          columns.get(i).add(Cells.get(batch.column(i), row, type));
        }
      }
    }
    return columns;
  }
}
