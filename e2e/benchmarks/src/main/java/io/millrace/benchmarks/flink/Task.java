// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import io.millrace.benchmarks.workload.Event;
import java.time.Duration;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/**
 * What jobs are to do.
 *
 * @param judged a query for DataFusion over table {@code t}, whose rows are those of the stream
 * @param isOrdered whether results come in the order of the rows
 * @param jobs the contestants
 */
record Task(String name, String judged, boolean isOrdered, Jobs jobs) {
  /** Makes the contestants. */
  interface Jobs {
    /**
     * @param count rows of a run that is timed
     */
    List<Job> of(Cluster cluster, long count);
  }

  private static final String FORMULA = "(x * 2.5 + y) / (x + 1.0) - y * y";
  private static final String RANGE = "a > 100 AND b < 500 AND x BETWEEN 0.1 AND 0.9";
  private static final Duration WINDOW = Duration.ofMillis(200);

  static final List<Task> ALL =
      List.of(
          new Task("map", "SELECT " + FORMULA + ", a + b FROM t", true, Task::map),
          new Task("filter", "SELECT a FROM t WHERE " + RANGE, true, Task::filter),
          new Task("strings", "SELECT upper(substr(s, 2, 5)) FROM t", true, Task::strings),
          new Task(
              "window",
              "SELECT sum(x), avg(y) FROM (SELECT *, CAST(row_number() OVER () AS BIGINT) - 1 AS n"
                  + " FROM t) GROUP BY a % "
                  + Sources.KEYS
                  + ", n / "
                  + WINDOW.toMillis() * Sources.ROWS_A_MILLISECOND,
              false,
              Task::window));

  private static List<Job> map(Cluster cluster, long count) {
    String[] sql = {FORMULA, "a + b"};
    return List.of(
        new StreamJob<>(cluster, HandJobs.NAME, count, HandJobs.map(), row -> row),
        new StreamJob<>(cluster, Engine.OBJECTS, count, Engine.map(sql), row -> row),
        new StreamJob<>(cluster, Engine.ROW_DATA, count, Engine.mapRowData(sql), Task::mapped),
        new SqlJob(
            cluster, count, "SELECT (x * 2.5e0 + y) / (x + 1.0e0) - y * y, a + b FROM events"));
  }

  private static Row mapped(RowData row) {
    return Row.of(
        row.isNullAt(0) ? null : row.getDouble(0), row.isNullAt(1) ? null : row.getLong(1));
  }

  private static List<Job> filter(Cluster cluster, long count) {
    return List.of(
        new StreamJob<>(cluster, HandJobs.NAME, count, HandJobs.filter(), Task::kept),
        new StreamJob<>(cluster, Engine.OBJECTS, count, Engine.filter(RANGE), Task::kept),
        new StreamJob<>(
            cluster,
            Engine.ROW_DATA,
            count,
            Engine.filterRowData(RANGE),
            row -> Row.of(row.getLong(0))),
        new SqlJob(
            cluster,
            count,
            "SELECT a FROM events WHERE a > 100 AND b < 500 AND x BETWEEN 0.1e0 AND 0.9e0"));
  }

  private static Row kept(Event event) {
    return Row.of(event.a);
  }

  private static List<Job> strings(Cluster cluster, long count) {
    String sql = "upper(substr(s, 2, 5))";
    return List.of(
        new StreamJob<>(cluster, HandJobs.NAME, count, HandJobs.strings(), row -> row),
        new StreamJob<>(cluster, Engine.OBJECTS, count, Engine.map(sql), row -> row),
        new StreamJob<>(
            cluster,
            Engine.ROW_DATA,
            count,
            Engine.mapRowData(sql),
            row -> Row.of(row.isNullAt(0) ? null : row.getString(0).toString())),
        new SqlJob(cluster, count, "SELECT UPPER(SUBSTRING(s, 2, 5)) FROM events"));
  }

  private static List<Job> window(Cluster cluster, long count) {
    String[] sql = {"sum(x)", "avg(y)"};
    return List.of(
        new StreamJob<>(cluster, HandJobs.NAME, count, HandJobs.window(WINDOW), row -> row),
        new StreamJob<>(cluster, Engine.OBJECTS, count, Engine.window(WINDOW, sql), row -> row),
        new StreamJob<>(
            cluster,
            Engine.ROW_DATA,
            count,
            Engine.windowRowData(WINDOW, sql),
            row -> Row.of(number(row, 0), number(row, 1))),
        new SqlJob(
            cluster,
            count,
            "SELECT SUM(x), AVG(y) FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(rowtime), INTERVAL"
                + " '"
                + WINDOW.toMillis() / 1e3
                + "' SECOND)) GROUP BY `key`, window_start, window_end"));
  }

  private static Double number(RowData row, int column) {
    return row.isNullAt(column) ? null : (Double) row.getDouble(column);
  }
}
