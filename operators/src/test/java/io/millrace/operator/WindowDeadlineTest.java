// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.compile.Running;
import io.millrace.expr.Expr;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import io.millrace.types.AccumulatorState;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.windowing.PassThroughWindowFunction;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.example.flights.FlightFunctions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Limit#BATCH_MILLIS} of windows that are aggregated as their rows come. */
@Timeout(120)
class WindowDeadlineTest {
  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE"));
  private static final String[] SQL = {"count(*)", "max(dep_delay)"};

  private static Expressions<Row> within(long millis) {
    return FLIGHTS.withSessions(
        () ->
            SessionContext.create()
                .withLimits(
                    Limits.DEFAULT
                        .with(Limit.BATCH_MILLIS, millis)
                        .with(Limit.CALL_MILLIS, 100_000)));
  }

  private static Expr stuck(String method) {
    return FlightFunctions.stuck(method).call(col("dep_delay"));
  }

  @Test
  void rowsAndResultsThatAreTooLateAreErrors() throws Exception {
    assertThat(byRow(within(60_000).aggregate(SQL))).containsExactly(Row.of(3L, 3.0));
    assertThat(byRow(within(0).aggregate(SQL))).isEmpty();
    assertThatThrownBy(() -> byRow(within(0).onError(OnError.FAIL).aggregate(SQL)))
        .hasMessageContaining("Cannot add a row to a window: it took longer")
        .hasMessageContaining("maxBatchMillis = 0");
    assertThat(bundled(within(60_000), FLIGHTS.parse(SQL))).containsExactly(Row.of(3L, 3.0));
    assertThat(bundled(within(0), FLIGHTS.parse(SQL))).isEmpty();
    assertThatThrownBy(() -> bundled(within(0).onError(OnError.FAIL), FLIGHTS.parse(SQL)))
        .hasMessageContaining("Cannot evaluate a window: it took longer")
        .hasMessageContaining("maxBatchMillis = 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update", "merge", "evaluate"})
  void codeThatDoesNotEndCountsNoRowOrHasNoAnswer(String method) throws Exception {
    assertThat(byRow(FLIGHTS.aggregate(stuck("never")))).containsExactly(Row.of(3L));
    assertThat(byRow(within(200).aggregate(stuck(method)))).isIn(List.of(), counted(method));
    assertThatThrownBy(() -> byRow(within(200).onError(OnError.FAIL).aggregate(stuck(method))))
        .hasMessageContaining("maxBatchMillis = 200");
  }

  /** Rows that were too late do not count, but there was a window. */
  private static List<Row> counted(String method) {
    return List.of(method.equals("update") ? Row.of(0L) : new Row(1));
  }

  /** Rows that were added together have no answer together. */
  @ParameterizedTest
  @ValueSource(strings = {"update", "evaluate"})
  void codeThatDoesNotEndLeavesBundlesWithoutAnAnswer(String method) throws Exception {
    assertThat(bundled(within(60_000), stuck("never"))).containsExactly(Row.of(3L));
    assertThat(bundled(within(200), stuck(method))).isIn(List.of(), List.of(new Row(1)));
    assertThatThrownBy(() -> bundled(within(200).onError(OnError.FAIL), stuck(method)))
        .hasMessageContaining("maxBatchMillis = 200");
  }

  @Test
  void rowsOverAStreamThatAreTooLateAreErrors() throws Exception {
    assertThat(over(within(60_000))).containsExactly(Row.of(1.0), Row.of(3.0), Row.of(6.0));
    assertThat(over(within(0))).isEmpty();
    assertThatThrownBy(() -> over(within(0).onError(OnError.FAIL)))
        .hasMessageContaining("Cannot evaluate a row: it took longer")
        .hasMessageContaining("maxBatchMillis = 0");
  }

  private static List<Row> over(Expressions<Row> expressions) throws Exception {
    RowExpressions<Row> rows =
        expressions.expressions(
            expressions.parse(
                "sum(dep_delay) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"));
    return run(
        new OverRows<Row, String, Row>(
            rows,
            Expressions.output(Row.class, rows, rows.bindOver()),
            Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig()),
            OverOptions.of(Running.Time.PROCESSING)));
  }

  /** Sessions, of which two are merged. */
  private static List<Row> byRow(ExprAggregateFunction<Row, Row> function) throws Exception {
    EventTimeSessionWindows windows = EventTimeSessionWindows.withGap(Duration.ofMillis(10));
    WindowOperatorBuilder<Row, String, TimeWindow> builder =
        new WindowOperatorBuilder<>(
            windows,
            windows.getDefaultTrigger(),
            new ExecutionConfig(),
            Types.ROW(Types.STRING, Types.DOUBLE),
            row -> row.getFieldAs(0),
            Types.STRING);
    return run(
        builder.aggregate(
            Tasks.sent(function),
            new PassThroughWindowFunction<>(),
            TypeInformation.of(AccumulatorState.class)));
  }

  private static List<Row> bundled(Expressions<Row> expressions, Expr... exprs) throws Exception {
    RowExpressions<Row> rows = expressions.expressions(exprs);
    return run(
        new AlignedSpans(100, 100, 0)
            .operator(
                new WindowParts<Row, String, Row>(
                    rows,
                    Expressions.output(Row.class, rows, rows.bindAggregates()),
                    row -> row.getFieldAs(0),
                    Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig()),
                    null,
                    new WindowOptions<>(null, null))));
  }

  private static List<Row> run(OneInputStreamOperator<Row, Row> operator) throws Exception {
    try (var task =
        new KeyedOneInputStreamOperatorTestHarness<String, Row, Row>(
            operator, row -> row.getFieldAs(0), Types.STRING)) {
      task.open();
      task.processElement(Row.of("AA", 1.0), 1);
      task.processElement(Row.of("AA", 2.0), 17);
      task.processElement(Row.of("AA", 3.0), 9);
      task.processWatermark(Long.MAX_VALUE);
      return task.extractOutputValues();
    }
  }
}
