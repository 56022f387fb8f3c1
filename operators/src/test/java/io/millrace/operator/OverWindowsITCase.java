// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.sql.SqlSchema;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole jobs: parallelism 2, objects reused, Kryo forbidden, a checkpoint whenever one can be. */
class OverWindowsITCase {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final TypeInformation<Row> FLIGHT =
      Types.ROW_NAMED(
          new String[] {"carrier", "dep_delay", "at"},
          Types.STRING,
          Types.DOUBLE,
          Types.LOCAL_DATE_TIME);

  private final Expressions<Row> flights =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE, at TIMESTAMP"));
  private StreamExecutionEnvironment env;
  private DataStream<Row> rows;

  public record Trend(String carrier, Double recent) {}

  @BeforeEach
  void start() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.enableCheckpointing(10);
    rows = flights();
  }

  /** Two carriers, a flight in ten minutes each, which come up to twenty minutes too late. */
  private DataStream<Row> flights() {
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int number = i ^ 1;
      all.add(
          Row.of(
              number / 2 % 2 == 0 ? "UA" : "AA",
              number == 6 ? null : number * 10.0,
              LocalDateTime.parse("2013-01-01T00:00:00").plusMinutes(number * 5L)));
    }
    return env.fromData(FLIGHT, all.toArray(Row[]::new))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Row>forBoundedOutOfOrderness(Duration.ofMinutes(20))
                .withTimestampAssigner(
                    (row, before) ->
                        row.<LocalDateTime>getFieldAs("at")
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()));
  }

  @Test
  void theExampleRuns() throws Exception {
    DataStream<Row> trends =
        flights
            .overEventTime()
            .map(
                rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING),
                "carrier",
                "dep_delay - lag(dep_delay) OVER (ORDER BY at) AS more",
                "avg(dep_delay) OVER (ORDER BY at"
                    + " RANGE BETWEEN INTERVAL '15 minutes' PRECEDING AND CURRENT ROW) AS recent");
    assertThat(of("UA", trends))
        .containsExactly(
            Row.of("UA", null, 0.0),
            Row.of("UA", 10.0, 5.0),
            Row.of("UA", 30.0, 25.0),
            Row.of("UA", 10.0, 45.0),
            Row.of("UA", 30.0, 65.0),
            Row.of("UA", 10.0, 85.0));
    assertThat(of("AA", trends))
        .containsExactly(
            Row.of("AA", null, 20.0),
            Row.of("AA", 10.0, 25.0),
            Row.of("AA", null, 30.0),
            Row.of("AA", null, 70.0),
            Row.of("AA", 30.0, 85.0),
            Row.of("AA", 10.0, 105.0));
  }

  @Test
  void optionsAreSaidInOnePlace() throws Exception {
    KeyedStream<Row, String> byCarrier = rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING);
    OutputTag<Row> late = new OutputTag<>("late", FLIGHT);
    SingleOutputStreamOperator<Trend> recent =
        flights
            .overEventTime()
            .lateRows(late)
            .forgetIdle(Duration.ofDays(7))
            .mostRows(100_000)
            .mapTo(
                Trend.class,
                byCarrier,
                "carrier",
                "avg(dep_delay) OVER (ORDER BY at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)"
                    + " AS recent")
            .uid("recent-delays")
            .name("Recent delays");
    assertThat(all(recent)).hasSize(12).contains(new Trend("UA", 0.0), new Trend("UA", 50.0 / 3));
    assertThat(all(recent.getSideOutput(late))).isEmpty();
  }

  @Test
  void aFrameMayEndAfterARow() throws Exception {
    KeyedStream<Row, String> byCarrier = rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING);
    DataStream<Row> around =
        flights
            .overEventTime()
            .map(
                byCarrier,
                "carrier",
                "count(*) OVER (ORDER BY at RANGE BETWEEN INTERVAL '5 minutes' PRECEDING"
                    + " AND INTERVAL '5 minutes' FOLLOWING)");
    assertThat(of("UA", around)).hasSize(6).containsOnly(Row.of("UA", 2L));
  }

  @Test
  void inProcessingTimeThereIsNoOrderBy() throws Exception {
    KeyedStream<Row, String> byCarrier = rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING);
    DataStream<Row> numbered =
        flights
            .overProcessingTime()
            .map(
                byCarrier,
                "carrier",
                "row_number() OVER ()",
                "max(dep_delay) OVER (ROWS BETWEEN 99 PRECEDING AND CURRENT ROW)");
    assertThat(of("UA", numbered))
        .hasSize(6)
        .extracting(row -> row.getField(1))
        .containsExactly(
            BigInteger.valueOf(1),
            BigInteger.valueOf(2),
            BigInteger.valueOf(3),
            BigInteger.valueOf(4),
            BigInteger.valueOf(5),
            BigInteger.valueOf(6));
  }

  @Test
  void whatWouldWaitForEverIsRefused() {
    KeyedStream<Row, String> byCarrier = rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING);
    assertThatThrownBy(
            () -> flights.overEventTime().map(byCarrier, "lead(dep_delay) OVER (ORDER BY at)"))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .hasMessage(
            "Cannot evaluate lead OVER as rows come: it needs rows that are still to come,"
                + " expected a function of rows before");
  }

  private static List<Row> of(String carrier, DataStream<Row> results) throws Exception {
    return all(results).stream().filter(row -> carrier.equals(row.getField(0))).toList();
  }

  private static <T> List<T> all(DataStream<T> results) throws Exception {
    try (var iterator = results.executeAndCollect()) {
      return CollectionUtil.iteratorToList(iterator);
    }
  }
}
