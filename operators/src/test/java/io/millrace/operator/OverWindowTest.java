// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class OverWindowTest {
  private static final Expressions<Row> SALES =
      Expressions.overRows(SqlSchema.parse("shop VARCHAR, n BIGINT"));

  private static final TypeInformation<Row> ROWS =
      Types.ROW_NAMED(new String[] {"shop", "n"}, Types.STRING, Types.LONG);

  @Test
  void eachRowOfAWindowGivesARowInItsOrder() throws Exception {
    ExprWindowFunction<Row, Row, String, TimeWindow> function =
        SALES.window(
            "n", "sum(n) OVER (ORDER BY n)", "row_number() OVER (ORDER BY n DESC)", "upper(shop)");
    assertThat(run(function, Row.of("a", 3L), Row.of("a", 1L), Row.of("b", 7L), Row.of("a", 2L)))
        .containsExactlyInAnyOrder(
            Row.of(3L, 6L, BigInteger.valueOf(1), "A"),
            Row.of(1L, 1L, BigInteger.valueOf(3), "A"),
            Row.of(2L, 3L, BigInteger.valueOf(2), "A"),
            Row.of(7L, 7L, BigInteger.valueOf(1), "B"))
        .containsSubsequence(
            Row.of(3L, 6L, BigInteger.valueOf(1), "A"),
            Row.of(1L, 1L, BigInteger.valueOf(3), "A"),
            Row.of(2L, 3L, BigInteger.valueOf(2), "A"));
  }

  @Test
  void windowsOfManyBatchesAreOneFrame() throws Exception {
    Row[] rows = LongStream.range(0, 3000).mapToObj(n -> Row.of("a", n)).toArray(Row[]::new);
    List<Row> results = run(SALES.window("sum(n) OVER (ORDER BY n ROWS 1 PRECEDING)"), rows);
    assertThat(results).hasSize(3000).startsWith(Row.of(0L), Row.of(1L)).endsWith(Row.of(5997L));
  }

  @Test
  void aRowWithoutAnArgumentIsNullOrFailsTheJob() throws Exception {
    String sql = "sum(10 / n) OVER (ORDER BY n ROWS 1 PRECEDING)";
    Row[] rows = {Row.of("a", 0L), Row.of("a", 5L)};
    assertThat(run(SALES.window(sql), rows)).containsExactly(Row.of((Object) null), Row.of(2L));
    assertThatThrownBy(() -> run(SALES.onError(OnError.FAIL).window(sql), rows))
        .hasMessageContaining("the divisor is 0");
  }

  @Test
  void aWindowThatTakesTooLongHasNoResults() throws Exception {
    Expressions<Row> late =
        SALES.withSessions(
            () -> SessionContext.create().withLimits(Limits.DEFAULT.with(Limit.BATCH_MILLIS, 0)));
    for (String sql : new String[] {"sum(n) OVER (ORDER BY n)", "sum(n)"}) {
      assertThat(run(SALES.window(sql), Row.of("a", 1L))).hasSize(1);
      assertThat(run(late.window(sql), Row.of("a", 1L), Row.of("b", 1L))).isEmpty();
      assertThatThrownBy(() -> run(late.onError(OnError.FAIL).window(sql), Row.of("a", 1L)))
          .hasMessageContaining("Cannot evaluate a window: it took longer")
          .hasMessageContaining("maxBatchMillis = 0");
    }
  }

  /** As in DataFusion: {@code SELECT … FROM t} with aggregates is one row, which OVER then sees. */
  @Test
  void besideAnAggregateOverIsOverTheRowThatItGives() throws Exception {
    Row[] rows = {Row.of("a", 3L), Row.of("a", 1L), Row.of("b", 7L), Row.of("a", null)};
    assertThat(
            run(
                SALES.window(
                    "sum(n) AS total",
                    "rank() OVER (ORDER BY sum(n) DESC)",
                    "sum(sum(n)) OVER () + count(*)",
                    "max(n) - lag(min(n)) OVER (ORDER BY max(shop))",
                    "count(n) FILTER (WHERE n > 1)"),
                rows))
        .containsExactlyInAnyOrder(
            Row.of(4L, BigInteger.ONE, 7L, null, 1L), Row.of(7L, BigInteger.ONE, 8L, null, 1L));
  }

  @Test
  void aColumnOutsideAggregatesDoesNotStandBesideThem() {
    assertThatThrownBy(() -> SALES.window("rank() OVER (ORDER BY n)", "sum(n)"))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED_HERE))
        .hasMessageContaining("columns only inside aggregates");
  }

  @Test
  void aggregatesRowByRowTakeNoOver() {
    assertThatThrownBy(() -> SALES.aggregate("rank() OVER (ORDER BY sum(n))"))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED_HERE));
  }

  private static List<Row> run(
      ExprWindowFunction<Row, Row, String, TimeWindow> function, Row... rows) throws Exception {
    TumblingEventTimeWindows windows = TumblingEventTimeWindows.of(Duration.ofHours(1));
    ExprWindowFunction<Row, Row, String, TimeWindow> sent = Tasks.sent(function);
    var operator =
        new WindowOperatorBuilder<Row, String, TimeWindow>(
                windows,
                windows.getDefaultTrigger(),
                new ExecutionConfig(),
                ROWS,
                row -> row.getFieldAs("shop"),
                Types.STRING)
            .<Row>process(sent);
    try (var task =
        new KeyedOneInputStreamOperatorTestHarness<String, Row, Row>(
            operator, row -> row.getFieldAs("shop"), Types.STRING)) {
      task.setup(function.getProducedType().createSerializer(new SerializerConfigImpl()));
      task.open();
      for (Row row : rows) {
        task.processElement(named(row), 0);
      }
      task.processWatermark(Long.MAX_VALUE);
      return task.extractOutputValues();
    }
  }

  private static Row named(Row row) {
    Row named = Row.withNames();
    named.setField("shop", row.getField(0));
    named.setField("n", row.getField(1));
    return named;
  }
}
