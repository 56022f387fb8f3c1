// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateBindingTest {
  private static final Schema SCHEMA =
      Schema.of(
              Field.of("i", DataType.INT64),
              Field.of("f", DataType.FLOAT64),
              Field.of("s", DataType.UTF8),
              Field.of("d", DataType.DATE32),
              Field.of("m", DataType.decimal128(5, 0)))
          .as("t");

  private static TypedExpr bound(String sql) {
    return Binder.over(SCHEMA).bindAggregate(SqlParser.over(SCHEMA).parse(sql));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "f", "s", "null", "1", "i > 0"})
  void aFilterOfNumbersOrTextIsCast(String filter) {
    TypedExpr.AggregateCall call =
        (TypedExpr.AggregateCall) bound("sum(i) filter (where " + filter + ")");
    assertThat(call.filter().type()).isEqualTo(DataType.BOOLEAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stddev(distinct f) filter (where i > 0)",
        "stddev_pop(distinct f order by f)",
        "approx_median(distinct i) filter (where i > 0)",
        "stddev(distinct f) over ()",
        "approx_median(distinct i) over (order by i)"
      })
  void distinctThatDataFusionHasAloneOnlyIsRefusedElsewhere(String sql) {
    assertThat(bound("stddev(distinct f)").type()).isEqualTo(DataType.FLOAT64);
    assertThatThrownBy(
            () -> {
              Expr call = SqlParser.over(SCHEMA).parse(sql);
              if (call instanceof Expr.WindowCall) {
                Binder.over(SCHEMA).bindWindow(call);
              } else {
                Binder.over(SCHEMA).bindAggregate(call);
              }
            })
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(i) filter (where d)",
        "sum(i) filter (where m)",
        "sum(i) filter (where [i])",
        "count(distinct i, f)"
      })
  void whatDataFusionRefusesIsRefused(String sql) {
    assertThatThrownBy(() -> bound(sql))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH));
  }
}
