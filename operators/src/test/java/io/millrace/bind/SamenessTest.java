// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SamenessTest {
  private static final int LONG = 10_000;
  private static final long SMALL_STACK = 512L << 10;
  private static final Schema SCHEMA =
      Schema.of(Field.of("i", DataType.INT64), Field.of("f", DataType.FLOAT64)).as("t");

  @Test
  void longChainsAreComparedHashedAndTakenApartOnASmallStack() throws Exception {
    assertThat(
            onASmallStack(
                () -> {
                  TypedExpr chain = chain(1);
                  assertThat(chain).isEqualTo(chain(1)).hasSameHashCodeAs(chain(1));
                  assertThat(chain.equals(chain(2))).isFalse();
                  return Aggregation.of(List.of(chain, chain(1))).calls().size();
                }))
        .isOne();
  }

  @Test
  void everyPartCountsForEquality() {
    List<String> texts =
        List.of(
            "i",
            "f",
            "i + 1",
            "i + 2",
            "f + 1.0",
            "cast(i as double)",
            "try_cast(i as double)",
            "i is null",
            "i > 0",
            "i > 0 and f > 0",
            "i > 0 or f > 0",
            "case when i > 0 then i else 1 end",
            "case when i > 0 then 1 else i end",
            "i in (1, 2, 3, 4)",
            "i in (1, 2, 3, 5)",
            "i in (1, 2, 3, 4, null)");
    for (String left : texts) {
      for (String right : texts) {
        assertThat(row(left).equals(row(right)))
            .as(left + " = " + right)
            .isEqualTo(left.equals(right));
      }
      assertThat(row(left)).hasSameHashCodeAs(row(left));
    }
  }

  @Test
  void everyPartOfAnAggregateCounts() {
    List<String> texts =
        List.of(
            "sum(i)",
            "sum(f)",
            "avg(i)",
            "sum(distinct i)",
            "sum(i) filter (where f > 0)",
            "sum(i) filter (where f > 1)",
            "first_value(i)",
            "first_value(i order by f)",
            "first_value(i order by f desc)",
            "first_value(i order by i)");
    for (String left : texts) {
      for (String right : texts) {
        assertThat(group(left).equals(group(right)))
            .as(left + " = " + right)
            .isEqualTo(left.equals(right));
      }
    }
  }

  @Test
  void callsAreNumberedInTheOrderOfTheText() {
    Aggregation apart =
        Aggregation.of(List.of(group("sum(i) + avg(i) * sum(i)"), group("max(f) + avg(i)")));
    assertThat(apart.calls())
        .extracting(call -> call.function().name())
        .containsExactly("sum", "avg", "max");
  }

  private static TypedExpr row(String sql) {
    return Binder.over(SCHEMA).bind(SqlParser.over(SCHEMA).parse(sql));
  }

  private static TypedExpr group(String sql) {
    return Binder.over(SCHEMA).bindAggregate(SqlParser.over(SCHEMA).parse(sql));
  }

  /** avg(i) + first + 1.0 + 1.0 ... */
  private static TypedExpr chain(int first) {
    List<Expr> operands = new ArrayList<>();
    operands.add(SqlParser.over(SCHEMA).parse("avg(i)"));
    operands.add(new Expr.Constant(Literal.of((double) first)));
    for (int i = 0; i < LONG; i++) {
      operands.add(new Expr.Constant(Literal.of(1.0)));
    }
    return Binder.over(SCHEMA).bindAggregate(new Expr.Binary(Operator.PLUS, operands));
  }

  private static <T> T onASmallStack(java.util.concurrent.Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(null, task, "small", SMALL_STACK).start();
    return task.get();
  }
}
