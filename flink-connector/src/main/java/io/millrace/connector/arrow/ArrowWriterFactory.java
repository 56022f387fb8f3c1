// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import io.millrace.expr.Schema;
import io.millrace.row.RowInput;
import io.millrace.row.TableTypes;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Writers of rows of a table; refuses types that Arrow does not have with TYPE_MISMATCH. */
final class ArrowWriterFactory implements BulkWriter.Factory<RowData> {
  private static final long serialVersionUID = 1L;

  /** Instants are written as such. */
  private static final String ZONE = "UTC";

  private final RowType row;
  private final ArrowFormatOptions.Form form;
  private final int rows;
  private final long memoryLimit;

  /**
   * @param rows of a batch at most
   */
  ArrowWriterFactory(RowType row, ArrowFormatOptions.Form form, int rows, long memoryLimit) {
    this.row = row;
    this.form = form;
    this.rows = rows;
    this.memoryLimit = memoryLimit;
    RowInput.ofRowData(schema());
  }

  private Schema schema() {
    return TableTypes.in(ZONE).schema(null, row);
  }

  @Override
  public BulkWriter<RowData> create(FSDataOutputStream out) {
    return new ArrowFileWriter(schema(), form, rows, memoryLimit, out);
  }
}
