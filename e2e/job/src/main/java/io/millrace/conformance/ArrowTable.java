// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowStreams;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.flink.annotation.Internal;

/** The rows of an Arrow stream, values in {@code Literal}'s Java form. */
@Internal
public record ArrowTable(List<Field> fields, List<List<Object>> rows) {
  public List<DataType> types() {
    return fields.stream().map(Field::type).toList();
  }

  public static ArrowTable read(byte[] stream, BufferAllocator allocator) throws IOException {
    try (ArrowStreamReader reader =
        ArrowStreams.reader(new ByteArrayInputStream(stream), allocator)) {
      List<Field> fields = new ArrowBatch(reader.getVectorSchemaRoot(), reader).fields();
      List<List<Object>> rows = new ArrayList<>();
      while (reader.loadNextBatch()) {
        add(new ArrowBatch(reader.getVectorSchemaRoot(), reader), fields, rows);
      }
      return new ArrowTable(fields, rows);
    }
  }

  private static void add(ArrowBatch batch, List<Field> fields, List<List<Object>> rows) {
    while (batch.next()) {
      for (int i = 0; i < batch.rows(); i++) {
        List<Object> row = new ArrayList<>();
        for (int column = 0; column < fields.size(); column++) {
          row.add(Cells.get(batch.column(column), i, fields.get(column).type()));
        }
        rows.add(row);
      }
    }
  }

  public boolean equals(ArrowTable that, Likeness likeness) {
    if (!types().equals(that.types()) || rows.size() != that.rows.size()) {
      return false;
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < fields.size(); column++) {
        if (!likeness.holds(rows.get(i).get(column), that.rows.get(i).get(column))) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public String toString() {
    String values = types() + " " + rows;
    return values.length() <= 200 ? values : values.substring(0, 200) + "...";
  }
}
