// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Expr;
import io.millrace.session.ContextScope;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.sql.SqlSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.example.flights.FlightFunctions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions of users in whole jobs: by value, by name, in windows, and without end. */
class UserFunctionsITCase {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE"));
  private static final SessionFactory BY_NAME =
      () -> {
        SessionContext session = SessionContext.create().withUdfInlining(false);
        session.registerUdf(FlightFunctions.beyond(60));
        session.registerUdaf(FlightFunctions.spread());
        return session;
      };

  private DataStream<Row> rows;

  @BeforeEach
  void start() {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    List<Row> flights = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      flights.add(Row.of(i % 2 == 0 ? "UA" : "AA", i == 5 ? null : i * 10.0));
    }
    TypeInformation<Row> type =
        Types.ROW_NAMED(new String[] {"carrier", "dep_delay"}, Types.STRING, Types.DOUBLE);
    rows =
        env.fromData(type, flights.toArray(Row[]::new))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Row>forMonotonousTimestamps()
                    .withTimestampAssigner((row, before) -> 1_000));
  }

  private KeyedStream<Row, String> byCarrier() {
    return rows.keyBy(row -> row.<String>getFieldAs("carrier"), Types.STRING);
  }

  @Test
  void aLambdaInAnExpressionGoesWithTheJob() throws Exception {
    Expr beyond = FlightFunctions.beyond(150).call(col("dep_delay"));
    List<Row> found = all(rows.map(FLIGHTS.map(beyond)));
    assertThat(found).hasSize(20).contains(Row.of(40.0), Row.of(0.0), Row.of((Object) null));
  }

  @Test
  void textCallsWhatTheSessionsOfTheTasksKnow() throws Exception {
    Expressions<Row> named = FLIGHTS.withSessions(BY_NAME);
    assertThat(all(rows.filter(named.filter("beyond(dep_delay) > 100")))).hasSize(3);
    assertThatThrownBy(() -> FLIGHTS.filter("beyond(dep_delay) > 100"))
        .hasMessageContaining("beyond");
  }

  @Test
  void textCallsWhatTheSenderKnowsAndTheCodeGoesAlong() throws Exception {
    SessionContext sender = SessionContext.create();
    sender.registerUdf(FlightFunctions.beyond(60));
    ExprFilterFunction<Row> late;
    try (ContextScope scope = SenderContext.open(sender)) {
      assertThat(scope.session()).isSameAs(sender);
      late = FLIGHTS.filter("beyond(dep_delay) > 100");
    }
    assertThat(all(rows.filter(late))).hasSize(3);
  }

  @Test
  void windowsOfEveryKindAggregateWithThem() throws Exception {
    Expressions<Row> named = FLIGHTS.withSessions(BY_NAME);
    List<Row> expected = List.of(Row.of("AA", 180.0), Row.of("UA", 180.0));
    TumblingEventTimeWindows hours = TumblingEventTimeWindows.of(Duration.ofHours(1));
    for (String argument : List.of("dep_delay", "distinct dep_delay")) {
      String[] sql = {"max(carrier)", "spread(" + argument + ")"};
      assertThat(all(byCarrier().window(hours).aggregate(named.aggregate(sql))))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(all(byCarrier().window(hours).process(named.window(sql))))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(all(named.tumbling(Duration.ofHours(1)).aggregate(byCarrier(), sql)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void anAccumulatorThatFailsLeavesItsGroupWithoutAnswer() throws Exception {
    Expressions<Row> strict = FLIGHTS.withSessions(BY_NAME).onError(OnError.FAIL);
    assertThatThrownBy(
            () ->
                all(
                    byCarrier()
                        .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
                        .aggregate(strict.aggregate("spread(dep_delay * -1e9)"))))
        .hasStackTraceContaining(
            "function 'spread' failed: java.lang.IllegalArgumentException: no delay");
  }

  @Test
  void aFunctionWithoutEndIsTheErrorOfItsRow() {
    Expressions<Row> strict = FLIGHTS.onError(OnError.FAIL);
    Expr endless = FlightFunctions.endless().call(col("dep_delay"));
    assertThatThrownBy(() -> all(rows.map(strict.map(endless))))
        .hasStackTraceContaining("function 'endless' failed")
        .hasStackTraceContaining("it took longer, expected at most maxCallMillis = 1000");
  }

  /** A function of Flink that has an expression in its closure. */
  private static final class Holding extends RichFilterFunction<Row> {
    private final Expr expr = FlightFunctions.beyond(1).call(col("dep_delay"));

    @Override
    public boolean filter(Row row) {
      return expr.toString().contains("beyond");
    }
  }

  @Test
  void anExpressionInTheClosureOfAFunctionJustWorks() throws Exception {
    assertThat(all(rows.filter(new Holding()))).hasSize(20);
  }

  private static <T> List<T> all(DataStream<T> stream) throws Exception {
    List<T> all = new ArrayList<>();
    try (var results = stream.executeAndCollect()) {
      results.forEachRemaining(all::add);
    }
    return all;
  }
}
