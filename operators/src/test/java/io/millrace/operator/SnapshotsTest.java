// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSchema;
import io.millrace.types.AccumulatorState;
import io.millrace.types.EncodedExpr;
import io.millrace.types.ExprTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE"));
  private static final TypeInformation<Row> ROW = Types.ROW(Types.STRING, Types.DOUBLE);

  @Test
  void accumulatorsOfSessionsOutliveTheirTask() throws Exception {
    OperatorSubtaskState snapshot;
    try (var task = sessions()) {
      task.open();
      task.processElement(Row.of("AA", 10.0), 0);
      task.processElement(Row.of("UA", 1.0), 0);
      task.processElement(Row.of("AA", 40.0), 20);
      snapshot = task.snapshot(1, 1);
    }
    try (var task = sessions()) {
      task.initializeState(snapshot);
      task.open();
      task.processElement(Row.of("AA", 25.0), 10);
      task.processWatermark(1_000);
      assertThat(task.extractOutputValues())
          .containsExactlyInAnyOrder(
              Row.of(40.0, 25.0, 3L, 25.0, 15.0, true), Row.of(1.0, 1.0, 1L, 1.0, null, null));
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> sessions()
      throws Exception {
    WindowOperatorBuilder<Row, String, ?> builder =
        new WindowOperatorBuilder<>(
            EventTimeSessionWindows.withGap(Duration.ofMillis(12)),
            EventTimeSessionWindows.withGap(Duration.ofMillis(12)).getDefaultTrigger(),
            new org.apache.flink.api.common.ExecutionConfig(),
            ROW,
            row -> row.getFieldAs(0),
            Types.STRING);
    OneInputStreamOperator<Row, Row> operator =
        builder.aggregate(
            Tasks.sent(
                FLIGHTS.aggregate(
                    "max(dep_delay)",
                    "avg(dep_delay)",
                    "count(*)",
                    "median(dep_delay)",
                    "stddev(dep_delay)",
                    "max(dep_delay) - min(dep_delay) > stddev(dep_delay)")),
            new org.apache.flink.streaming.api.functions.windowing.PassThroughWindowFunction<>(),
            TypeInformation.of(AccumulatorState.class));
    return new KeyedOneInputStreamOperatorTestHarness<>(
        operator, row -> row.getFieldAs(0), Types.STRING);
  }

  @Test
  void expressionsInKeyedStateOutliveTheirTask() throws Exception {
    EncodedExpr late = EncodedExpr.of(col("dep_delay").gt(lit(60)));
    EncodedExpr broken = EncodedExpr.of(new byte[] {1, 2, 3});
    OperatorSubtaskState snapshot;
    try (var task = latest()) {
      task.open();
      task.processElement(late, 0);
      task.processElement(broken, 0);
      assertThat(task.extractOutputValues()).isEmpty();
      snapshot = task.snapshot(1, 1);
    }
    try (var task = latest()) {
      task.initializeState(snapshot);
      task.open();
      task.processElement(late, 1);
      task.processElement(broken, 1);
      List<EncodedExpr> kept = task.extractOutputValues();
      assertThat(kept).containsExactly(late, broken);
      assertThat(kept.get(0).expr()).isEqualTo(late.expr());
      assertThat(kept.get(1).problem()).isPresent();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, EncodedExpr, EncodedExpr> latest()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new Latest()), expr -> expr.bytes().length, Types.INT);
  }

  /** Gives out what was there before. */
  private static final class Latest
      extends KeyedProcessFunction<Integer, EncodedExpr, EncodedExpr> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(EncodedExpr next, Context context, Collector<EncodedExpr> out)
        throws Exception {
      ValueState<EncodedExpr> state =
          getRuntimeContext().getState(new ValueStateDescriptor<>("latest", ExprTypeInfo.INSTANCE));
      if (state.value() != null) {
        out.collect(state.value());
      }
      state.update(next);
    }
  }
}
