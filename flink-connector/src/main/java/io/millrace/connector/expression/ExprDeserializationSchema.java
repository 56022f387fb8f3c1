// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.expression;

import io.millrace.MillraceException;
import io.millrace.connector.expression.ExprFormatOptions.Representation;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** A message to a row of one column; no row for no message. */
final class ExprDeserializationSchema extends AbstractDeserializationSchema<RowData> {
  private static final long serialVersionUID = 1L;

  private final Translation translation;
  private final Representation column;
  private final boolean ignoreErrors;

  ExprDeserializationSchema(
      Translation translation,
      Representation column,
      boolean ignoreErrors,
      TypeInformation<RowData> type) {
    super(type);
    this.translation = translation;
    this.column = column;
    this.ignoreErrors = ignoreErrors;
  }

  @Override
  public RowData deserialize(byte[] message) {
    if (message == null) {
      return null;
    }
    try {
      byte[] translated = translation.translate(message);
      return GenericRowData.of(
          switch (column) {
            case BYTES -> translated;
            case SQL -> StringData.fromBytes(translated);
          });
    } catch (MillraceException e) {
      if (ignoreErrors) {
        return null;
      }
      throw e;
    }
  }
}
