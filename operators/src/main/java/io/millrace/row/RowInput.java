// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.CellSink;
import io.millrace.column.RowReader;
import io.millrace.column.RowSource;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/** What rows of a user look like. Immutable. */
@Internal
public interface RowInput<T> extends RowSource<T>, Serializable {
  /** By name where a row has the names, else by position. Refuses types that rows can't hold. */
  static RowInput<Row> ofRows(Schema schema) {
    InputColumn.of(schema, all(schema));
    return (columns, to) -> new FlinkRowReader(schema, columns, to);
  }

  /** By position. Refuses types that tables don't have. */
  static RowInput<RowData> ofRowData(Schema schema) {
    RowDataReader.cells(schema, all(schema), column -> null);
    return (columns, to) -> FusedReader.of(RowDataReader.cells(schema, columns, to));
  }

  /** By public fields and getters, or components of a record. Refuses names that are none. */
  static <T> RowInput<T> ofObjects(Class<T> type, Schema schema) {
    PojoReader.cells(type, schema, all(schema), column -> null);
    return (columns, to) -> FusedReader.of(PojoReader.cells(type, schema, columns, to));
  }

  /** Reads the whole struct. */
  @Override
  default RowReader<T> memberReader(int column, List<Integer> path, CellSink to) {
    LiteralSink struct = new LiteralSink(DataType.NULL);
    RowReader<T> reader = reader(new int[] {column}, place -> struct);
    return row -> {
      reader.read(row);
      to.set(RowSource.member(struct.value(), path));
    };
  }

  private static int[] all(Schema schema) {
    return IntStream.range(0, schema.fields().size()).toArray();
  }
}
