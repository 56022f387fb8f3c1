// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.compile.Running;
import io.millrace.sql.SqlSchema;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;

/** Tasks that answer OVER, and rows for them. */
final class OverTasks {
  static final Expressions<Row> SALES =
      Expressions.overRows(
          SqlSchema.parse(
              "shop VARCHAR, t TIMESTAMP, id BIGINT, n BIGINT, x DOUBLE, e DOUBLE, s VARCHAR,"
                  + " d DECIMAL(10, 2)"));
  static final OutputTag<Row> LATE = new OutputTag<>("late", TypeInformation.of(Row.class));

  private OverTasks() {}

  static long time(Row row) {
    return row.<LocalDateTime>getFieldAs(1).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  static Row sale(long seconds, Object n) {
    return Row.of(
        "P",
        LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC),
        0L,
        n instanceof Integer small ? Long.valueOf(small) : n,
        null,
        0.0,
        "s",
        BigDecimal.ONE.setScale(2));
  }

  static OverOptions<Row> event() {
    return OverOptions.of(Running.Time.EVENT);
  }

  static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task(
      String[] sql, OverOptions<Row> options) throws Exception {
    return task(SALES, sql, options);
  }

  static KeyedOneInputStreamOperatorTestHarness<String, Row, Row> task(
      Expressions<Row> expressions, String[] sql, OverOptions<Row> options) throws Exception {
    RowExpressions<Row> rows = expressions.expressions(expressions.parse(sql));
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new OverRows<Row, String, Row>(
            rows,
            Expressions.output(Row.class, rows, rows.bindOver()),
            Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig()),
            options),
        row -> row.getFieldAs(0),
        Types.STRING);
  }

  /** What {@link OverEvaluation} makes of the same rows. */
  static List<Row> ofOneWindow(String[] sql, List<Row> rows) {
    RowExpressions<Row> expressions = SALES.expressions(SALES.parse(sql));
    List<Row> results = new ArrayList<>();
    try (var window =
        new OverEvaluation<>(
            expressions,
            Expressions.output(Row.class, expressions, expressions.bindOver()),
            new Errors(expressions, new SimpleCounter()))) {
      window.evaluate(rows, new ListCollector<>(results));
    }
    return results;
  }
}
