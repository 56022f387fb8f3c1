// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.expr.Exprs.avg;
import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.count;
import static io.millrace.expr.Exprs.lit;
import static io.millrace.expr.Exprs.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import io.millrace.types.EncodedExpr;
import io.millrace.wire.ExprCodec;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole jobs: parallelism 2, objects reused, Kryo forbidden. */
class DataStreamITCase {
  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  private static final String[] WORST = {
    "max(dep_delay) > 3 * avg(dep_delay) + 60", "count(*)", "sum(dep_delay)", "max(carrier)"
  };

  public record Delay(String carrier, Double hours) {}

  public static class Worst {
    public String carrier;
    public double delay;
    private long flights;

    public long getFlights() {
      return flights;
    }

    public void setFlights(long flights) {
      this.flights = flights;
    }
  }

  private StreamExecutionEnvironment env;
  private DataStream<Row> rows;

  @BeforeEach
  void start() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    rows = flights();
  }

  /** Two carriers, a flight in ten minutes each, with a gap of two hours after the first hour. */
  private DataStream<Row> flights() {
    List<Row> flights = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      LocalDateTime at =
          LocalDateTime.parse("2013-01-01T00:00:00").plusMinutes(i < 12 ? i * 5 : 120 + i * 5);
      Double delay = i == 7 ? null : i == 3 ? 900.5 : i * 10.25;
      flights.add(Row.of(i % 2 == 0 ? "UA" : "AA", delay, at));
    }
    TypeInformation<Row> type =
        Types.ROW_NAMED(
            new String[] {"carrier", "dep_delay", "at"},
            Types.STRING,
            Types.DOUBLE,
            Types.LOCAL_DATE_TIME);
    return env.fromData(type, flights.toArray(Row[]::new))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Row>forMonotonousTimestamps()
                .withTimestampAssigner(
                    (row, before) ->
                        row.<LocalDateTime>getFieldAs("at")
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()));
  }

  @Test
  void theExampleOfExpressionsRuns() throws Exception {
    // example
    Schema schema = SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE");
    Expressions<Row> flights = Expressions.overRows(schema);

    DataStream<Row> late = rows.filter(flights.filter("dep_delay > 60 and carrier <> 'UA'"));
    DataStream<Row> hours = late.map(flights.map("upper(carrier)", "dep_delay / 60"));
    DataStream<Delay> delays =
        late.map(flights.mapTo(Delay.class, "carrier", "dep_delay / 60 AS hours"));
    DataStream<Row> worst =
        rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING)
            .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
            .aggregate(flights.aggregate("max(dep_delay) > 3 * avg(dep_delay) + 60"));
    // end
    assertThat(hours.getType().toString()).contains("upper(carrier): String");
    assertThat(all(hours))
        .hasSize(9)
        .contains(Row.of("AA", 900.5 / 60), Row.of("AA", 9 * 10.25 / 60))
        .allMatch(row -> row.<Double>getFieldAs("dep_delay / Int64(60)") > 1);
    assertThat(all(delays)).hasSize(9).contains(new Delay("AA", 900.5 / 60));
    assertThat(all(worst))
        .containsExactlyInAnyOrder(Row.of(true), Row.of(false), Row.of(false), Row.of(false));
  }

  @Test
  void theExampleOfExpressionsIsTheOneThatRuns() throws Exception {
    List<String> documented =
        between(source("main", "Expressions"), " * <pre>{@code", " * }</pre>").stream()
            .map(line -> line.replaceFirst("^ \\*", "").trim())
            .toList();
    List<String> run =
        between(source("test", "DataStreamITCase"), "    // example", "    // end").stream()
            .map(String::trim)
            .toList();
    assertThat(run).isEqualTo(documented).hasSizeGreaterThan(5);
  }

  private static List<String> source(String root, String name) throws Exception {
    return Files.readAllLines(Path.of("src", root, "java/io/millrace/operator", name + ".java"));
  }

  private static List<String> between(List<String> lines, String first, String last) {
    List<String> rest = lines.subList(lines.indexOf(first) + 1, lines.size());
    return rest.subList(0, rest.indexOf(last));
  }

  @Test
  void windowsAggregateRowByRowAndAtOnceToTheSameRows() throws Exception {
    Expressions<Row> flights = flightExpressions();
    List<Row> byRow = all(hourly().aggregate(flights.aggregate(WORST)));
    List<Row> atOnce = all(hourly().process(flights.window(WORST)));
    assertThat(byRow)
        .hasSize(4)
        .contains(Row.of(true, 6L, 10.25 + 900.5 + 51.25 + 92.25 + 112.75, "AA"));
    assertThat(atOnce).containsExactlyInAnyOrderElementsOf(byRow);
    DataStream<Row> bundled = flights.tumbling(Duration.ofHours(1)).aggregate(byCarrier(), WORST);
    assertThat(all(bundled)).containsExactlyInAnyOrderElementsOf(byRow);
  }

  @Test
  void resultsOfWindowsAreObjectsOrRowDataWhereOneAsksForThem() throws Exception {
    Expressions<Row> flights = flightExpressions();
    String[] worst = {"max(carrier) AS carrier", "max(dep_delay) AS delay", "count(*) AS flights"};
    List<Worst> objects = all(hourly().aggregate(flights.aggregateTo(Worst.class, worst)));
    assertThat(objects)
        .filteredOn(each -> each.delay == 900.5)
        .singleElement()
        .satisfies(each -> assertThat(each.carrier).isEqualTo("AA"))
        .satisfies(each -> assertThat(each.flights).isEqualTo(6));
    List<RowData> rowData = all(hourly().process(flights.windowTo(RowData.class, worst)));
    DataStream<Worst> bundled =
        flights.tumbling(Duration.ofHours(1)).aggregateTo(Worst.class, byCarrier(), worst);
    assertThat(all(bundled)).usingRecursiveFieldByFieldElementComparator().containsAll(objects);
    assertThat(rowData)
        .extracting(row -> row.getString(0) + " " + row.getDouble(1) + " " + row.getLong(2))
        .containsExactlyInAnyOrderElementsOf(
            objects.stream().map(e -> e.carrier + " " + e.delay + " " + e.flights).toList());
  }

  @Test
  void sessionsMergeTheirAccumulators() throws Exception {
    Expressions<Row> flights = flightExpressions();
    List<Row> byRow = all(sessions().aggregate(flights.aggregate(WORST)));
    List<Row> atOnce = all(sessions().process(flights.window(WORST)));
    assertThat(byRow).hasSize(4).extracting(row -> row.getField(1)).containsOnly(6L);
    assertThat(atOnce).containsExactlyInAnyOrderElementsOf(byRow);
    DataStream<Row> trips = flights.sessions(Duration.ofMinutes(11)).aggregate(byCarrier(), WORST);
    assertThat(all(trips)).containsExactlyInAnyOrderElementsOf(byRow);
  }

  @Test
  void overGivesARowForEachRowOfAWindow() throws Exception {
    Expressions<Row> flights = flightExpressions();
    DataStream<Row> ranked =
        hourly()
            .process(
                flights.window(
                    "carrier",
                    "dep_delay - lag(dep_delay) OVER (ORDER BY at)",
                    "CAST(rank() OVER (ORDER BY dep_delay DESC NULLS LAST) AS BIGINT)"));
    assertThat(all(ranked))
        .hasSize(24)
        .contains(
            Row.of("AA", null, 5L),
            Row.of("AA", 900.5 - 10.25, 1L),
            Row.of("AA", 51.25 - 900.5, 4L),
            Row.of("AA", null, 6L),
            Row.of("AA", 20.5, 2L));
  }

  @Test
  void expressionsBuiltInJavaAndFromBytesRun() throws Exception {
    Expr built = max(col("dep_delay")).gt(lit(3).times(avg(col("dep_delay"))).plus(lit(60)));
    Expr decoded = ExprCodec.create().decode(EncodedExpr.of(built).bytes());
    Expressions<Row> flights = flightExpressions();
    assertThat(all(hourly().aggregate(flights.aggregate(decoded, count()))))
        .containsExactlyInAnyOrderElementsOf(
            all(hourly().process(flights.window(WORST[0], "count(*)"))));
  }

  @Test
  void rowsWithoutAnswerAreCounted() throws Exception {
    Expressions<Row> flights = flightExpressions();
    DataStream<Row> results =
        rows.filter(flights.filter("1 / (case carrier when 'UA' then 0 else 1 end) = 1"))
            .name("answered");
    results.sinkTo(new org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink<>());
    JobClient job = env.executeAsync();
    job.getJobExecutionResult().get();
    long errors = 0;
    for (var metric : METRICS.getMetricsByIdentifiers(job.getJobID()).entrySet()) {
      if (metric.getKey().matches(".*\\.answered\\.\\d+\\.numErrors")) {
        errors += ((Counter) metric.getValue()).getCount();
      }
    }
    assertThat(errors).isEqualTo(12);
  }

  @Test
  void aRowWithoutAnswerFailsTheJobWhereTheUserSaysSo() {
    Expressions<Row> strict = flightExpressions().onError(OnError.FAIL);
    DataStream<Row> results =
        hourly().aggregate(strict.aggregate("sum(1 / (case carrier when 'UA' then 0 else 1 end))"));
    assertThatThrownBy(() -> all(results))
        .hasStackTraceContaining("Cannot evaluate sum(")
        .hasStackTraceContaining("the divisor is 0");
  }

  @Test
  void expressionsFlowWithTheirBytes() throws Exception {
    EncodedExpr late = EncodedExpr.of(col("dep_delay").gt(lit(60)));
    EncodedExpr broken = EncodedExpr.of(new byte[] {1, 2, 3});
    DataStream<EncodedExpr> exprs =
        env.fromData(late, broken, late)
            .keyBy(expr -> expr.bytes().length)
            .filter(expr -> true)
            .rebalance();
    assertThat(all(exprs)).containsExactlyInAnyOrder(late, late, broken);
    DataStream<String> shown = exprs.map(EncodedExpr::toString).returns(Types.STRING);
    assertThat(all(shown)).contains("dep_delay > Int64(60)").anyMatch(s -> s.startsWith("Cannot"));
  }

  private Expressions<Row> flightExpressions() {
    return Expressions.overRows(
        SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE, at TIMESTAMP(3)"));
  }

  private WindowedStream<Row, String, TimeWindow> hourly() {
    return byCarrier().window(TumblingEventTimeWindows.of(Duration.ofHours(1)));
  }

  private KeyedStream<Row, String> byCarrier() {
    return rows.keyBy(row -> row.<String>getFieldAs("carrier"), Types.STRING);
  }

  private WindowedStream<Row, String, TimeWindow> sessions() {
    return byCarrier().window(EventTimeSessionWindows.withGap(Duration.ofMinutes(11)));
  }

  private static <T> List<T> all(DataStream<T> stream) throws Exception {
    List<T> all = new ArrayList<>();
    try (var results = stream.executeAndCollect()) {
      results.forEachRemaining(all::add);
    }
    return all;
  }
}
