// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Flink SQL on the cluster of the test class, a {@code MiniClusterExtension}. */
public final class Tables {
  private final TableEnvironment environment;

  private Tables(EnvironmentSettings settings) {
    environment = TableEnvironment.create(settings);
    environment.getConfig().set("parallelism.default", "1");
    environment.getConfig().set("restart-strategy.type", "disable");
    environment.getConfig().set("table.local-time-zone", "UTC");
  }

  public static Tables batch() {
    return new Tables(EnvironmentSettings.inBatchMode());
  }

  public static Tables streaming() {
    return new Tables(EnvironmentSettings.inStreamingMode());
  }

  /** A statement that gives no rows; waits until it is done. */
  public void run(String sql) throws ExecutionException, InterruptedException {
    environment.executeSql(sql).await();
  }

  public List<Row> rows(String sql) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = environment.executeSql(sql).collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  public String explain(String sql) {
    return environment.explainSql(sql);
  }
}
