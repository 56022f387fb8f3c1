// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import io.millrace.benchmarks.workload.Event;
import io.millrace.operator.Expressions;
import io.millrace.sql.SqlSchema;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/** Our jobs: the one place of this suite that calls Millrace. */
final class Engine {
  /** Java objects in. */
  static final String OBJECTS = "millrace";

  /** The Table API's rows in and out. */
  static final String ROW_DATA = "millrace, RowData";

  private static final Expressions<Event> EVENTS =
      Expressions.over(
          Event.class, SqlSchema.parse("a BIGINT, b BIGINT, x DOUBLE, y DOUBLE, s VARCHAR"));
  private static final Expressions<RowData> EVENT_ROWS = Expressions.overRowData(EVENTS.schema());
  private static final Expressions<Reading> READINGS =
      Expressions.over(Reading.class, SqlSchema.parse("key BIGINT, x DOUBLE, y DOUBLE"));
  private static final Expressions<RowData> READING_ROWS =
      Expressions.overRowData(READINGS.schema());

  private Engine() {}

  static StreamJob.Pipeline<Row> map(String... sql) {
    return (env, count) -> Sources.events(env, count).map(EVENTS.map(sql));
  }

  static StreamJob.Pipeline<RowData> mapRowData(String... sql) {
    return (env, count) -> Sources.eventRows(env, count).map(EVENT_ROWS.mapTo(RowData.class, sql));
  }

  static StreamJob.Pipeline<Event> filter(String sql) {
    return (env, count) -> Sources.events(env, count).filter(EVENTS.filter(sql));
  }

  static StreamJob.Pipeline<RowData> filterRowData(String sql) {
    return (env, count) -> Sources.eventRows(env, count).filter(EVENT_ROWS.filter(sql));
  }

  static StreamJob.Pipeline<Row> window(Duration size, String... sql) {
    return (env, count) ->
        READINGS
            .tumbling(size)
            .aggregate(Sources.readings(env, count).keyBy(reading -> reading.key, Types.LONG), sql);
  }

  static StreamJob.Pipeline<RowData> windowRowData(Duration size, String... sql) {
    return (env, count) ->
        READING_ROWS
            .tumbling(size)
            .aggregateTo(
                RowData.class,
                Sources.readingRows(env, count).keyBy(row -> row.getLong(0), Types.LONG),
                sql);
  }
}
