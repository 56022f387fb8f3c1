// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole jobs of operators over rows. */
class ExprRowsITCase {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final Expressions<Row> expressions =
      Expressions.overRows(
          SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE, distance BIGINT, route VARCHAR"));

  private static StreamExecutionEnvironment environment(boolean reuse) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, reuse);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);
    return env;
  }

  /** One in four has no distance to speak of. */
  private static DataStream<Row> flights(StreamExecutionEnvironment env) {
    List<Row> flights = new ArrayList<>();
    for (long i = 0; i < 2_000; i++) {
      String route = i % 5 == 0 ? null : "AAA-" + i + (i % 3 == 0 ? "-ZZZ" : "");
      flights.add(Row.of(i % 2 == 0 ? "UA" : "AA", i * 0.5, i % 4 * 100, route));
    }
    return env.fromData(
            Types.ROW_NAMED(
                new String[] {"carrier", "dep_delay", "distance", "route"},
                Types.STRING,
                Types.DOUBLE,
                Types.LONG,
                Types.STRING),
            flights.toArray(Row[]::new))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Row>forMonotonousTimestamps()
                .withTimestampAssigner(
                    (row, before) -> (long) (2 * row.<Double>getFieldAs("dep_delay"))));
  }

  @Test
  void theExampleRuns() throws Exception {
    DataStream<Row> rows = flights(environment(true));
    OutputTag<RowError<Row>> failed = RowError.tag("failed", rows.getType());
    ExprRows<Row> flights = expressions.rows().errors(failed).inBatches(Duration.ofMillis(20));

    SingleOutputStreamOperator<Row> late = flights.filter(rows, "1000 / distance > 4");
    DataStream<RowData> hours = flights.mapTo(RowData.class, late, "carrier", "dep_delay / 60");
    DataStream<Row> stops =
        flights.flatMap(late, "carrier", "unnest(string_to_array(route, '-')) AS stop");
    DataStream<RowError<Row>> problems = late.getSideOutput(failed);

    assertThat(all(hours)).hasSize(1_000);
    assertThat(all(stops)).hasSize(800 + 800 + 800 / 3 + 1).contains(Row.of("AA", "ZZZ"));
    assertThat(all(problems))
        .hasSize(500)
        .allMatch(error -> error.row().<Long>getFieldAs("distance") == 0)
        .allMatch(error -> error.message().startsWith("Cannot divide 1000"));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void batchesGiveWhatRecordsGiveChainedOrNot(boolean reuse, boolean chained) throws Exception {
    List<Row> records = answers(reuse, chained, expressions.rows());
    List<Row> batches =
        answers(reuse, chained, expressions.rows().inBatches(64, Duration.ofMillis(5)));
    assertThat(records).hasSizeGreaterThan(1_000);
    assertThat(batches).containsExactlyInAnyOrderElementsOf(records);
  }

  /** Windows behind operators see whether a watermark has overtaken a row. */
  private List<Row> answers(boolean reuse, boolean chained, ExprRows<Row> flights)
      throws Exception {
    StreamExecutionEnvironment env = environment(reuse);
    if (!chained) {
      env.disableOperatorChaining();
    }
    DataStream<Row> late = flights.filter(flights(env), "1000 / distance > 4");
    DataStream<Row> stops =
        flights.flatMap(
            late, "carrier", "unnest(string_to_array(route, '-')) AS stop", "dep_delay");
    Expressions<Row> overStops =
        Expressions.overRows(SqlSchema.parse("carrier VARCHAR, stop VARCHAR, dep_delay DOUBLE"));
    DataStream<Row> named =
        overStops.rows().map(stops, "carrier", "lower(stop) AS stop", "dep_delay");
    DataStream<Row> counted =
        overStops
            .tumbling(Duration.ofMillis(10))
            .aggregate(
                named.keyBy(row -> row.<String>getFieldAs("carrier"), Types.STRING),
                "min(carrier)",
                "count(*)",
                "sum(dep_delay)");
    List<Row> answers = all(named);
    answers.addAll(all(counted));
    return answers;
  }

  @Test
  void everyOperatorHasAUidANameAndADescription() {
    StreamExecutionEnvironment env = environment(false);
    DataStream<Row> rows = flights(env);
    var byCarrier = rows.keyBy(row -> row.<String>getFieldAs("carrier"), Types.STRING);
    ExprRows<Row> flights = expressions.rows();
    List<DataStream<?>> made =
        List.of(
            flights.filter(rows, "distance > 10"),
            flights.filter(rows, "distance > 10"),
            flights.filter(rows, "distance > 11"),
            flights.map(rows, "upper(carrier)", "dep_delay / 60 AS hours"),
            flights.flatMap(rows, "unnest(string_to_array(route, '-'))"),
            expressions
                .sliding(Duration.ofHours(2), Duration.ofHours(1))
                .aggregate(byCarrier, "max(distance)"),
            expressions.tumbling(Duration.ofHours(1)).aggregate(byCarrier, "max(distance)"),
            expressions.sessions(Duration.ofHours(3)).aggregate(byCarrier, "max(distance)"),
            expressions
                .overProcessingTime()
                .map(byCarrier, "max(distance) OVER (ROWS UNBOUNDED PRECEDING)"));
    made.forEach(each -> each.sinkTo(new DiscardingSink<>()));
    Set<Integer> ids = made.stream().map(DataStream::getId).collect(Collectors.toSet());
    Map<String, StreamNode> byUid = new TreeMap<>();
    for (StreamNode node : env.getStreamGraph(false).getStreamNodes()) {
      if (ids.contains(node.getId())) {
        byUid.put(node.getTransformationUID(), node);
      }
    }
    assertThat(byUid).hasSameSizeAs(made);
    assertThat(byUid.keySet()).allMatch(uid -> uid.matches("[a-z-]+-[0-9a-f]{8}(-2)?"));
    assertThat(byUid.values())
        .extracting(node -> node.getOperatorName() + " | " + node.getOperatorDescription())
        .containsExactlyInAnyOrder(
            "filter | filter [distance > Int64(10): Boolean] of [distance: Int64]",
            "filter | filter [distance > Int64(10): Boolean] of [distance: Int64]",
            "filter | filter [distance > Int64(11): Boolean] of [distance: Int64]",
            "map | map [upper(carrier): Utf8View, dep_delay / Int64(60) AS hours: Float64]"
                + " of [carrier: Utf8View, dep_delay: Float64]",
            "flat-map | flat-map [UNNEST(string_to_array(route, Utf8(\"-\"))): Utf8View]"
                + " of [route: Utf8View]",
            "windows | windows of PT1H [max(distance): Int64] of [distance: Int64]",
            "windows | windows with a gap of PT3H [max(distance): Int64] of [distance: Int64]",
            "windows | windows of PT2H every PT1H [max(distance): Int64] of [distance: Int64]",
            "over | over the rows of a key"
                + " [max(distance) ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW: Int64]"
                + " of [distance: Int64]");
  }

  private static <T> List<T> all(DataStream<T> stream) throws Exception {
    List<T> all = new ArrayList<>();
    try (var results = stream.executeAndCollect()) {
      results.forEachRemaining(all::add);
    }
    return all;
  }
}
