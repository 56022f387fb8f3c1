// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** A split has the batches that begin in it; see {@link SplitStream}. */
final class ArrowBulkFormat implements BulkFormat<RowData, FileSourceSplit> {
  private static final long serialVersionUID = 1L;

  private final RowType row;
  private final TypeInformation<RowData> type;
  private final long memoryLimit;

  /**
   * @param row the columns that are read
   */
  ArrowBulkFormat(RowType row, TypeInformation<RowData> type, long memoryLimit) {
    this.row = row;
    this.type = type;
    this.memoryLimit = memoryLimit;
  }

  @Override
  public Reader<RowData> createReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return new ArrowFileReader(split, row, memoryLimit);
  }

  @Override
  public Reader<RowData> restoreReader(Configuration config, FileSourceSplit split)
      throws IOException {
    ArrowFileReader reader = new ArrowFileReader(split, row, memoryLimit);
    reader.skip(
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L));
    return reader;
  }

  @Override
  public boolean isSplittable() {
    return true;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }
}
