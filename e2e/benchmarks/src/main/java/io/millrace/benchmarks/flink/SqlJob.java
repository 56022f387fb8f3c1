// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A query of Flink SQL over its own kind of rows, which nothing converts. */
final class SqlJob extends Job {
  static final String NAME = "Flink SQL";

  private final String query;

  /** Over tables {@code events} and {@code readings}. */
  SqlJob(Cluster cluster, long count, String query) {
    super(cluster, NAME, count);
    this.query = query;
  }

  @Override
  List<Row> rows(long first) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = table(first).execute().collect()) {
      results.forEachRemaining(rows::add);
    }
    return rows;
  }

  @Override
  long millis(long rows) throws Exception {
    TableResult result =
        table(rows).executeInsert(TableDescriptor.forConnector("blackhole").build());
    return result.getJobClient().orElseThrow().getJobExecutionResult().get().getNetRuntime();
  }

  private Table table(long count) {
    StreamExecutionEnvironment env = environment();
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    Schema timed =
        Schema.newBuilder()
            .columnByMetadata("rowtime", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
            .watermark("rowtime", "SOURCE_WATERMARK()")
            .build();
    tables.createTemporaryView("events", Sources.eventRows(env, count));
    tables.createTemporaryView("readings", Sources.readingRows(env, count), timed);
    return tables.sqlQuery(query);
  }
}
