// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.compile.Running;
import io.millrace.sql.SqlSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** What passes operators that keep rows: marks, markers, idleness, and rows to the side. */
class StreamElementsTest {
  private static final Expressions<Row> FLIGHTS =
      Expressions.overRows(SqlSchema.parse("carrier VARCHAR, distance BIGINT"));
  private static final TypeInformation<Row> ROW = Types.ROW(Types.STRING, Types.LONG);
  private static final OutputTag<Row> LATE = new OutputTag<>("late", ROW);
  private static final OutputTag<RowError<Row>> FAILED = RowError.tag("failed", ROW);
  private static final WindowOptions<Row> OUTPUTS = new WindowOptions<>(LATE, FAILED);
  private static final SerializerConfig CONFIG = new ExecutionConfig().getSerializerConfig();
  private static final LatencyMarker MARKER = new LatencyMarker(1, new OperatorID(), 0);

  /** By what they are; each with its one result of the rows of {@link #feed}. */
  private static Map<String, OneInputStreamOperator<Row, Row>> operators() {
    Map<String, OneInputStreamOperator<Row, Row>> operators = new TreeMap<>();
    for (WindowForm form : List.of(new AlignedSpans(10, 10, 0), new SessionGap(10))) {
      RowExpressions<Row> rows =
          FLIGHTS.expressions(FLIGHTS.parse(new String[] {"sum(10 / distance)"}));
      operators.put(
          form.toString(),
          form.operator(
              new WindowParts<Row, String, Row>(
                  rows,
                  Expressions.output(Row.class, rows, rows.bindAggregates()),
                  row -> row.getFieldAs(0),
                  Types.STRING.createSerializer(CONFIG),
                  ROW.createSerializer(CONFIG),
                  OUTPUTS)));
    }
    RowExpressions<Row> over =
        FLIGHTS.expressions(FLIGHTS.parse(new String[] {"sum(10 / distance) OVER (ORDER BY 1)"}));
    operators.put(
        "over",
        new OverRows<Row, String, Row>(
            over,
            Expressions.output(Row.class, over, over.bindOver()),
            Types.STRING.createSerializer(CONFIG),
            OverOptions.<Row>of(Running.Time.EVENT).late(LATE).errors(FAILED)));
    return operators;
  }

  @Test
  void marksMarkersAndIdlenessPass() throws Exception {
    for (var each : operators().entrySet()) {
      try (var task = task(each.getValue())) {
        task.open();
        task.processElement(Row.of("AA", 5L), 0);
        task.getOneInputOperator().processLatencyMarker(MARKER);
        task.processWatermarkStatus(WatermarkStatus.IDLE);
        task.processWatermarkStatus(WatermarkStatus.ACTIVE);
        task.processWatermark(30);
        List<Object> passed = new ArrayList<>(task.getOutput());
        assertThat(passed)
            .as(each.getKey())
            .hasSize(5)
            .startsWith(MARKER, WatermarkStatus.IDLE, WatermarkStatus.ACTIVE)
            .endsWith(new Watermark(30));
        assertThat(passed.get(3))
            .isEqualTo(new StreamRecord<>(Row.of(2L), each.getKey().equals("over") ? 0 : 9));
      }
    }
  }

  @Test
  void rowsToTheSideKeepTheirTime() throws Exception {
    for (var each : operators().entrySet()) {
      try (var task = task(each.getValue())) {
        task.getExecutionConfig().enableObjectReuse();
        task.open();
        Row reused = Row.of("AA", 0L);
        task.processElement(reused, 3);
        reused.setField(1, 1L);
        task.processWatermark(30);
        task.processElement(reused, 4);
        assertThat(task.getSideOutput(LATE))
            .as(each.getKey())
            .containsExactly(new StreamRecord<>(Row.of("AA", 1L), 4));
        String message = "Cannot divide 10: the divisor is 0, expected any other number";
        Row row = each.getKey().equals("over") ? null : Row.of("AA", 0L);
        assertThat(task.getSideOutput(FAILED))
            .as(each.getKey())
            .containsExactly(new StreamRecord<>(new RowError<>(row, message), 3));
      }
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task(
      OneInputStreamOperator<Row, Row> operator) throws Exception {
    var task =
        new KeyedOneInputStreamOperatorTestHarness<String, Row, Row>(
            operator, row -> row.getFieldAs(0), Types.STRING);
    task.setup(Types.ROW(Types.LONG).createSerializer(CONFIG));
    return task;
  }
}
