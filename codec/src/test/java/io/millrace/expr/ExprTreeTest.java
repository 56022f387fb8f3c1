// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static io.millrace.expr.Exprs.aggregate;
import static io.millrace.expr.Exprs.call;
import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static io.millrace.expr.Exprs.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExprTreeTest {
  @Test
  void everyNodeHasALine() {
    Expr expr =
        col("a")
            .gt(lit(5))
            .and(call("upper", col("t.s")).like(lit("x\ny")))
            .and(when(col("b").isNull()).then(lit(1.5)).otherwise(col("c").cast(DataType.FLOAT64)));

    assertThat(ExprTree.print(expr))
        .isEqualTo(
            """
            Binary AND (3 operands)
              Binary >
                Column a
                Constant Int64(5)
              Like LIKE
                ScalarCall upper
                  Column t.s
                pattern: Constant Utf8View("x\\ny")
              Case
                when: Is NULL
                  Column b
                then: Constant Float64(1.5)
                else: Cast to Float64
                  Column c
            """);
  }

  @Test
  void theOptionsOfAggregatesAreNamed() {
    Expr expr =
        aggregate("array_agg", col("a"))
            .distinct()
            .filter(col("b"))
            .orderBy(col("c").descending())
            .nullTreatment(NullTreatment.IGNORE_NULLS)
            .build()
            .alias("x");

    assertThat(ExprTree.print(expr))
        .isEqualTo(
            """
            Alias x
              AggregateCall array_agg DISTINCT IGNORE NULLS
                Column a
                filter: Column b
                order by desc nulls last: Column c
            """);
  }

  @Test
  void theFrameOfAWindowIsShown() {
    WindowFrame frame =
        new WindowFrame(
            WindowFrame.Units.ROWS,
            new WindowFrame.Bound(
                WindowFrame.Direction.PRECEDING, new Literal(DataType.UINT64, null)),
            new WindowFrame.Bound(WindowFrame.Direction.CURRENT_ROW, null));
    Expr expr =
        new Expr.WindowCall(
            "sum",
            true,
            List.of(col("a")),
            List.of(col("g")),
            List.of(col("c").ascending()),
            frame,
            null,
            false,
            null,
            Payload.of(new byte[7]));

    assertThat(ExprTree.print(expr))
        .isEqualTo(
            """
            WindowCall sum (aggregate) ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW with a payload of 7 bytes
              Column a
              partition by: Column g
              order by asc nulls last: Column c
            """);
  }
}
