// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bind.Binder;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.udf.ScalarUdf;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What several programs have is evaluated once a row, when it is needed, and no longer kept then.
 */
class MutualTermsTest {
  private static final Schema SCHEMA =
      Schema.of(Field.of("a", DataType.INT64), Field.of("s", DataType.UTF8));

  private static final AtomicInteger CALLS = new AtomicInteger();

  private static final ScalarUdf COUNTED =
      ScalarUdf.ofRow(
          "counted",
          List.of(Field.of("a", DataType.INT64)),
          Field.of("value", DataType.INT64),
          args -> {
            CALLS.incrementAndGet();
            return 100 / (long) args.get(0);
          });

  private final RowPrograms<Object[]> programs = new RowPrograms<>(new ObjectRows());

  private RowProgram<Object[]> compile(Expr expr) {
    return programs.compile(List.of(Binder.over(SCHEMA).bind(expr)));
  }

  private RowProgram<Object[]> sql(String sql) {
    return compile(SqlParser.over(SCHEMA).parse(sql));
  }

  private void move(long a) {
    programs.move(new Object[] {a, "text"});
    CALLS.set(0);
  }

  private static long value(RowProgram<?> program) {
    assertThat(program.results().get(0).compute()).isTrue();
    return program.results().get(0).getLong();
  }

  @Test
  void isEvaluatedOnceARowByTheFirstThatNeedsIt() {
    Expr counted = COUNTED.call(col("a"));
    RowProgram<Object[]> first = compile(counted.plus(lit(1L)));
    RowProgram<Object[]> second = compile(counted.plus(lit(2L)));
    RowProgram<Object[]> third = compile(counted);
    for (long a : new long[] {5, 10}) {
      move(a);
      assertThat(CALLS).as("nobody asked").hasValue(0);
      assertThat(value(second)).isEqualTo(100 / a + 2);
      assertThat(value(first)).isEqualTo(100 / a + 1);
      assertThat(value(third)).isEqualTo(100 / a);
      assertThat(CALLS).hasValue(1);
    }
  }

  @Test
  void whatFailsFailsForEach() {
    Expr counted = COUNTED.call(col("a"));
    List<RowProgram<Object[]>> all =
        List.of(compile(counted.plus(lit(1L))), compile(counted.plus(lit(2L))), compile(counted));
    move(0);
    for (RowProgram<Object[]> each : all) {
      assertThatThrownBy(() -> each.results().get(0).compute())
          .isInstanceOf(EvaluationError.class)
          .hasMessageContaining("/ by zero");
    }
    assertThat(CALLS).hasValue(1);
    move(4);
    assertThat(value(all.get(0))).isEqualTo(26);
  }

  @Test
  void nothingIsLeftOfProgramsThatAreClosed() {
    RowProgram<Object[]> first = sql("upper(s) like '%A%' and a = 1");
    RowProgram<Object[]> second = sql("upper(s) like '%A%' and a = 2");
    RowProgram<Object[]> cheap = sql("a + 1 > 2");
    assertThat(programs.common().size()).as("upper, like, two ANDs").isEqualTo(4);
    first.close();
    assertThat(programs.common().size()).isEqualTo(3);
    move(2);
    assertThat(second.isTrue(0)).isFalse();
    second.close();
    cheap.close();
    assertThat(programs.common().size()).isZero();
  }
}
