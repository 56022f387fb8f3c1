// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.RowBatch;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import org.apache.flink.types.Row;

/** Reads {@code Row}s, by name where they have names, else by position. */
final class FlinkRowReader implements RowReader<Row> {
  private static final long serialVersionUID = 1L;

  private final Schema schema;
  private final JavaValues[] values;

  FlinkRowReader(Schema schema) {
    this.schema = schema;
    values = schema.fields().stream().map(f -> JavaValues.of(f.type())).toArray(JavaValues[]::new);
  }

  @Override
  public void read(Row row, RowBatch batch) {
    boolean named = row.getFieldNames(true) != null;
    for (int i = 0; i < values.length; i++) {
      Field field = schema.fields().get(i);
      Object value = named ? row.getField(field.name()) : row.getField(i);
      if (value != null) {
        batch.set(i, values[i].toLiteral(value, field.type()));
      }
    }
  }
}
