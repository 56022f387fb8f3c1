// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.closure.JvmClosure;
import io.millrace.compile.Running;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.SortKey;
import io.millrace.expr.WindowFrame;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.WindowUdf;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.example.flights.FlightFunctions;
import org.junit.jupiter.api.Test;

/** Window functions of users in the tasks of a job. */
class UserWindowsTest {
  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE"));

  /** As it comes from a sender: with its code. */
  private static WindowUdf shipped() {
    SessionContext receiver = SessionContext.create().withTrust(TrustPolicy.unsigned("a test"));
    Expr sent = FlightFunctions.above().call(col("dep_delay"));
    Expr came = receiver.decode(SessionContext.create().encode(sent));
    WindowUdf function = (WindowUdf) ((Expr.WindowCall) came).definition();
    assertThat(JvmClosure.isShipped(function.code())).isTrue();
    return function;
  }

  private static Expr aboveMeanOfTwo() {
    WindowFrame two =
        new WindowFrame(
            WindowFrame.Units.ROWS,
            new WindowFrame.Bound(
                WindowFrame.Direction.PRECEDING, new Literal(DataType.UINT64, 1L)),
            new WindowFrame.Bound(
                WindowFrame.Direction.FOLLOWING, new Literal(DataType.UINT64, 0L)));
    List<SortKey> order = List.of(new SortKey(col("dep_delay"), true, true));
    return shipped().call(List.of(col("dep_delay")), List.of(), order, two);
  }

  @Test
  void aWindowAnswersWithTheCodeThatCameAfterARestoreToo() throws Exception {
    OperatorSubtaskState state;
    try (var task = task(aboveMeanOfTwo())) {
      task.open();
      task.processElement(Row.of("AA", 7.0), 1);
      task.processElement(Row.of("AA", 1.0), 2);
      task.processElement(Row.of("UA", 5.0), 3);
      state = task.snapshot(1, 1);
    }
    try (var task = task(aboveMeanOfTwo())) {
      task.initializeState(state);
      task.open();
      task.processElement(Row.of("AA", 2.0), 4);
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues())
          .containsExactlyInAnyOrder(
              Row.of("AA", 2.5), Row.of("AA", 0.0), Row.of("AA", 0.5), Row.of("UA", 0.0));
    }
  }

  /** There is no end of the partition at which it could be asked. */
  @Test
  void overAStreamWithoutEndTheyAreRefusedByName() {
    List<TypedExpr> bound = FLIGHTS.expressions(aboveMeanOfTwo()).bindOver();
    assertThatThrownBy(() -> Running.of(Windowing.of(bound), Running.Time.PROCESSING, 100))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .hasMessageContaining("above");
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task(Expr expr)
      throws Exception {
    ExprWindowFunction<Row, Row, String, TimeWindow> function =
        Tasks.sent(FLIGHTS.window(col("carrier"), expr));
    TumblingEventTimeWindows hours = TumblingEventTimeWindows.of(Duration.ofHours(1));
    OneInputStreamOperator<Row, Row> operator =
        new WindowOperatorBuilder<Row, String, TimeWindow>(
                hours,
                hours.getDefaultTrigger(),
                new ExecutionConfig(),
                Types.ROW(Types.STRING, Types.DOUBLE),
                row -> row.getFieldAs(0),
                Types.STRING)
            .process(function);
    var task =
        new KeyedOneInputStreamOperatorTestHarness<String, Row, Row>(
            operator, row -> row.getFieldAs(0), Types.STRING);
    task.setup(function.getProducedType().createSerializer(new SerializerConfigImpl()));
    return task;
  }
}
