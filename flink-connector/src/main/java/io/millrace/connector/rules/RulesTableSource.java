// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import io.millrace.connector.RulesSource;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** Rules that are read, by one task as they are in order. */
record RulesTableSource(String path, boolean ignoreErrors, DataType row)
    implements ScanTableSource {
  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    List<RuleColumn> columns = RuleColumn.of((RowType) row.getLogicalType());
    return new Provider(
        path, new RuleRows(columns, ignoreErrors), context.createTypeInformation(row));
  }

  @Override
  public DynamicTableSource copy() {
    return this;
  }

  @Override
  public String asSummaryString() {
    return "rules of " + path;
  }

  private record Provider(String path, RuleRows rows, TypeInformation<RowData> type)
      implements DataStreamScanProvider {
    @Override
    public boolean isBounded() {
      return path.endsWith(".jsonl");
    }

    @Override
    public DataStream<RowData> produceDataStream(
        ProviderContext context, StreamExecutionEnvironment environment) {
      Path at = new Path(path);
      RulesSource source = isBounded() ? RulesSource.file(at) : RulesSource.directory(at);
      var lines =
          environment
              .fromSource(source, WatermarkStrategy.noWatermarks(), "rules of " + path)
              .setParallelism(1);
      context.generateUid("lines").ifPresent(lines::uid);
      SingleOutputStreamOperator<RowData> parsed =
          lines.flatMap(rows).returns(type).setParallelism(1).name("read rules");
      context.generateUid("rows").ifPresent(parsed::uid);
      return parsed;
    }
  }
}
