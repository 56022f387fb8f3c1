// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowBatch;
import io.millrace.expr.Schema;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/** Writes one row of a user's type into the next row of a batch. Thread-safe. */
@Internal
public interface RowReader<T> extends Serializable {
  /** {@code batch} has just started a row of nulls. */
  void read(T row, RowBatch batch);

  /** By name where a row has the names, else by position. */
  static RowReader<Row> ofRows(Schema schema) {
    return new FlinkRowReader(schema);
  }

  static RowReader<RowData> ofRowData(Schema schema) {
    return new RowDataReader(schema);
  }

  /** By public fields and getters, or components of a record. */
  static <T> RowReader<T> ofObjects(Class<T> type, Schema schema) {
    return new PojoReader<>(type, schema);
  }
}
