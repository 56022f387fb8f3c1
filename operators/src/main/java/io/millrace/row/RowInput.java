// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.CellSink;
import io.millrace.column.RowReader;
import io.millrace.column.RowSource;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/**
 * What rows of a user look like. Behind their columns is one more, {@link #now}: when a row is
 * read. Immutable.
 */
@Internal
public interface RowInput<T> extends RowSource<T>, Serializable {
  /** Of a time at which a row is read. */
  DataType INSTANT = DataType.timestamp(TimeUnit.NANOSECOND, "+00:00");

  /** The place of the time at which a row is read. */
  static int now(Schema schema) {
    return schema.fields().size();
  }

  /** By name where a row has the names, else by position. Refuses types that rows can't hold. */
  static RowInput<Row> ofRows(Schema schema) {
    InputColumn.of(schema, all(schema));
    return timed(schema, (columns, to) -> new FlinkRowReader(schema, columns, to));
  }

  /** By position. Refuses types that tables don't have. */
  static RowInput<RowData> ofRowData(Schema schema) {
    RowDataReader.cells(schema, all(schema), column -> null);
    return timed(schema, (columns, to) -> FusedReader.of(RowDataReader.cells(schema, columns, to)));
  }

  /** By public fields and getters, or components of a record. Refuses names that are none. */
  static <T> RowInput<T> ofObjects(Class<T> type, Schema schema) {
    PojoReader.cells(type, schema, all(schema), column -> null);
    return timed(
        schema, (columns, to) -> FusedReader.of(PojoReader.cells(type, schema, columns, to)));
  }

  private static <T> RowInput<T> timed(Schema schema, RowInput<T> rows) {
    int now = now(schema);
    return (columns, to) -> {
      int[] own = IntStream.of(columns).filter(column -> column != now).toArray();
      RowReader<T> reader = rows.reader(own, to);
      if (own.length == columns.length) {
        return reader;
      }
      CellSink time = to.cell(now);
      return row -> {
        reader.read(row);
        Instant instant = Instant.now();
        time.setLong(instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
      };
    };
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
