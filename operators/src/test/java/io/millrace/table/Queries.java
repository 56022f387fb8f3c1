// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Queries of a test, run to their end. */
final class Queries {
  private Queries() {}

  static List<Row> rows(TableEnvironment tables, String sql) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = tables.executeSql(sql).collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }
}
