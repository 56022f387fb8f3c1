// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.connector.file.table.factories.BulkWriterFormatFactory;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** What {@code 'format' = 'arrow'} finds. */
@Internal
public final class ArrowFormatFactory implements BulkReaderFormatFactory, BulkWriterFormatFactory {
  @Override
  public String factoryIdentifier() {
    return "arrow";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(
        ArrowFormatOptions.FORM, ArrowFormatOptions.BATCH_ROWS, ArrowFormatOptions.MEMORY_LIMIT);
  }

  @Override
  public BulkDecodingFormat<RowData> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new ArrowDecodingFormat(memoryLimit(options));
  }

  @Override
  public EncodingFormat<BulkWriter.Factory<RowData>> createEncodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    int rows = options.get(ArrowFormatOptions.BATCH_ROWS);
    if (rows < 1) {
      throw new ValidationException(
          "Cannot write Arrow batches: found '%s' = '%d', expected at least 1"
              .formatted("arrow." + ArrowFormatOptions.BATCH_ROWS.key(), rows));
    }
    return new Encoding(options.get(ArrowFormatOptions.FORM), rows, memoryLimit(options));
  }

  private static long memoryLimit(ReadableConfig options) {
    return options.get(ArrowFormatOptions.MEMORY_LIMIT).getBytes();
  }

  private record Encoding(ArrowFormatOptions.Form form, int rows, long memoryLimit)
      implements EncodingFormat<BulkWriter.Factory<RowData>> {
    @Override
    public BulkWriter.Factory<RowData> createRuntimeEncoder(
        DynamicTableSink.Context context, DataType type) {
      return new ArrowWriterFactory((RowType) type.getLogicalType(), form, rows, memoryLimit);
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
