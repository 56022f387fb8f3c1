// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.expression;

import io.millrace.connector.expression.ExprFormatOptions.Representation;
import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** What {@code 'format' = 'datafusion-expr'} finds. */
@Internal
public final class ExprFormatFactory
    implements DeserializationFormatFactory, SerializationFormatFactory {
  private static final String NAME = "datafusion-expr";

  @Override
  public String factoryIdentifier() {
    return NAME;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(
        ExprFormatOptions.REPRESENTATION,
        ExprFormatOptions.COLUMNS,
        ExprFormatOptions.IGNORE_PARSE_ERRORS);
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new Decoding(
        options.get(ExprFormatOptions.REPRESENTATION),
        options.get(ExprFormatOptions.COLUMNS),
        options.get(ExprFormatOptions.IGNORE_PARSE_ERRORS));
  }

  @Override
  public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new Encoding(
        options.get(ExprFormatOptions.REPRESENTATION), options.get(ExprFormatOptions.COLUMNS));
  }

  private static Representation column(DataType row) {
    List<LogicalType> types = row.getLogicalType().getChildren();
    if (types.size() == 1 && types.get(0).is(LogicalTypeRoot.VARBINARY)) {
      return Representation.BYTES;
    }
    if (types.size() == 1 && types.get(0).is(LogicalTypeFamily.CHARACTER_STRING)) {
      return Representation.SQL;
    }
    throw new ValidationException(
        "Cannot use format '%s': found columns %s, expected one of type BYTES or STRING"
            .formatted(NAME, types));
  }

  private static Translation translation(Representation from, Representation to, String columns) {
    if (columns == null && (from == Representation.SQL || to == Representation.SQL)) {
      throw new ValidationException(
          "Cannot use format '%s': found SQL text, expected option '%s.%s', the columns that it may name"
              .formatted(NAME, NAME, ExprFormatOptions.COLUMNS.key()));
    }
    return new Translation(from, to, columns);
  }

  private record Decoding(Representation messages, String columns, boolean ignoreErrors)
      implements DecodingFormat<DeserializationSchema<RowData>> {
    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType row) {
      Representation column = column(row);
      return new ExprDeserializationSchema(
          translation(messages, column, columns),
          column,
          ignoreErrors,
          context.createTypeInformation(row));
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }

  private record Encoding(Representation messages, String columns)
      implements EncodingFormat<SerializationSchema<RowData>> {
    @Override
    public SerializationSchema<RowData> createRuntimeEncoder(
        DynamicTableSink.Context context, DataType row) {
      Representation column = column(row);
      return new ExprSerializationSchema(translation(column, messages, columns), column);
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
