// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import io.millrace.benchmarks.workload.Event;
import io.millrace.benchmarks.workload.Rows;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Streams of rows that were made before, again and again, as objects and as the Table API's own
 * rows. Row {@code i} has the event time {@code i / } {@value #ROWS_A_MILLISECOND} milliseconds.
 */
final class Sources {
  static final int KEYS = 200;

  /** So that a key has sixty rows in a window, and the rows of a check lie in two windows. */
  static final long ROWS_A_MILLISECOND = 60;

  static final int POOL = 1 << 14;

  private static final InternalTypeInfo<RowData> EVENT_TYPE =
      InternalTypeInfo.of(
          RowType.of(
              new LogicalType[] {
                new BigIntType(),
                new BigIntType(),
                new DoubleType(),
                new DoubleType(),
                new VarCharType(VarCharType.MAX_LENGTH)
              },
              new String[] {"a", "b", "x", "y", "s"}));

  private static final InternalTypeInfo<RowData> READING_TYPE =
      InternalTypeInfo.of(
          RowType.of(
              new LogicalType[] {new BigIntType(false), new DoubleType(false), new DoubleType()},
              new String[] {"key", "x", "y"}));

  private Sources() {}

  /** Made when the first job needs them. */
  private static final class Pool {
    static final Event[] EVENTS = Event.of(Rows.generate(POOL));
    static final RowData[] EVENT_ROWS = Stream.of(EVENTS).map(Sources::row).toArray(RowData[]::new);
    static final Reading[] READINGS = Stream.of(EVENTS).map(Reading::of).toArray(Reading[]::new);
    static final RowData[] READING_ROWS =
        Stream.of(READINGS).map(Sources::row).toArray(RowData[]::new);
  }

  private static RowData row(Event event) {
    return GenericRowData.of(
        event.a,
        event.b,
        event.x,
        event.y,
        event.s == null ? null : StringData.fromBytes(StringData.fromString(event.s).toBytes()));
  }

  private static RowData row(Reading reading) {
    return GenericRowData.of(reading.key, reading.x, reading.y);
  }

  static DataStream<Event> events(StreamExecutionEnvironment env, long count) {
    return stream(env, count, i -> Pool.EVENTS[(int) (i % POOL)], Types.POJO(Event.class));
  }

  static DataStream<RowData> eventRows(StreamExecutionEnvironment env, long count) {
    return stream(env, count, i -> Pool.EVENT_ROWS[(int) (i % POOL)], EVENT_TYPE);
  }

  static DataStream<Reading> readings(StreamExecutionEnvironment env, long count) {
    return stream(env, count, i -> Pool.READINGS[(int) (i % POOL)], Types.POJO(Reading.class));
  }

  static DataStream<RowData> readingRows(StreamExecutionEnvironment env, long count) {
    return stream(env, count, i -> Pool.READING_ROWS[(int) (i % POOL)], READING_TYPE);
  }

  private static <T> DataStream<T> stream(
      StreamExecutionEnvironment env,
      long count,
      MapFunction<Long, T> row,
      TypeInformation<T> type) {
    return env.fromSequence(0, count - 1)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Long>forMonotonousTimestamps()
                .withTimestampAssigner((i, before) -> i / ROWS_A_MILLISECOND))
        .map(row)
        .returns(type);
  }
}
