// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** What {@code 'connector' = 'millrace-rules'} finds. */
@Internal
public final class RulesTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
  @Override
  public String factoryIdentifier() {
    return "millrace-rules";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(RulesTableOptions.PATH);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(RulesTableOptions.IGNORE_PARSE_ERRORS);
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    helper.validate();
    return new RulesTableSource(
        helper.getOptions().get(RulesTableOptions.PATH),
        helper.getOptions().get(RulesTableOptions.IGNORE_PARSE_ERRORS),
        row(context));
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    helper.validate();
    String path = helper.getOptions().get(RulesTableOptions.PATH);
    if (path.endsWith(".jsonl")) {
      throw new ValidationException(
          "Cannot write rules: found '%s' = '%s', expected a directory"
              .formatted(RulesTableOptions.PATH.key(), path));
    }
    return new RulesTableSink(path, row(context));
  }

  private static DataType row(Context context) {
    DataType row = context.getPhysicalRowDataType();
    RuleColumn.of((RowType) row.getLogicalType());
    return row;
  }
}
