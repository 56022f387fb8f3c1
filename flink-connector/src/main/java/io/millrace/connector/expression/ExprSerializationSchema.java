// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.expression;

import io.millrace.connector.expression.ExprFormatOptions.Representation;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;

/** A row of one column to a message; none for NULL. */
final class ExprSerializationSchema implements SerializationSchema<RowData> {
  private static final long serialVersionUID = 1L;

  private final Translation translation;
  private final Representation column;

  ExprSerializationSchema(Translation translation, Representation column) {
    this.translation = translation;
    this.column = column;
  }

  @Override
  public byte[] serialize(RowData row) {
    if (row.isNullAt(0)) {
      return null;
    }
    return translation.translate(
        switch (column) {
          case BYTES -> row.getBinary(0);
          case SQL -> row.getString(0).toBytes();
        });
  }
}
