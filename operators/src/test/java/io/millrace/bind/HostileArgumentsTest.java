// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Exprs;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that ask for gigabytes are refused before any memory is taken for them. */
class HostileArgumentsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Some values of as many bytes as one may have are made on the way. */
  private static final long MOST_ALLOCATED = 64L << 20;

  private static final Schema SCHEMA =
      new Schema(
          "t",
          List.of(
              Field.of("s", DataType.UTF8),
              Field.of("n", DataType.INT64),
              Field.of("k", DataType.INT64)));
  private static final Object[] ROW = {"x", 1_000_000_000L, 100_000L};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repeat('x', 1000000000)",
        "repeat(s, n)",
        "lpad('x', 1000000000)",
        "lpad(s, n, 'ab')",
        "rpad(s, n)",
        "rpad('x', 2000000000, 'ab')",
        "concat(repeat(s, 1000000), repeat(s, 1000000))",
        "concat_ws(repeat(s, 900000), s, s, s)",
        "replace(repeat(s, k), 'x', repeat('y', 1000))",
        "replace(replace(repeat(s, 1000), 'x', repeat('y', 1000)), 'y', repeat('z', 1000))",
        "regexp_replace(repeat(s, k), 'x', repeat('y', 1000), 'g')",
        "array_repeat(s, n)",
        "factorial(n)",
        "factorial(1000000000)",
        "array_repeat(array_repeat(s, k), k)",
        "array_resize([1], n)",
        "range(0, 1000000000000)",
        "range(n)",
        "generate_series(1, n)",
        "range(date '0001-01-01', date '9999-01-01', interval '1 day')",
        "array_concat(range(k), range(k))",
        "flatten([range(k), range(k)])",
        "array_replace_all(array_repeat(s, k), s, repeat(s, k))",
        "array_to_string(array_repeat(s, 10000), repeat(s, 1000))",
        "encode(repeat(s, 1000000), 'hex')",
        "encode(encode(encode(repeat(s, k), 'hex'), 'hex'), 'hex') || encode(repeat(s, 800000),"
            + " 'base64')"
      })
  void whatWouldBeTooLargeIsRefusedFirst(String sql) {
    outcome(SqlParser.over(SCHEMA).parse("nullif(s, 'a')"));
    long before = THREADS.getCurrentThreadAllocatedBytes();
    ErrorCode code = outcome(SqlParser.over(SCHEMA).parse(sql));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
    assertThat(code).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void whatHasNoAnswerSaysSoAtOnce() {
    assertThat(outcome(SqlParser.over(SCHEMA).parse("power(n, n)::decimal(38, 0)")))
        .isEqualTo(ErrorCode.EVALUATION);
  }

  @Test
  void aPatternOfMegabytesIsRefused() {
    Expr pattern = new Expr.Constant(Literal.of("(a|b)*".repeat(1_800_000)));
    for (String function : List.of("regexp_like", "regexp_match", "regexp_count")) {
      Expr call = new Expr.ScalarCall(function, List.of(Exprs.col("s"), pattern));
      assertThat(outcome(call)).as(function).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }
  }

  /** Null if there is a value. */
  private static ErrorCode outcome(Expr expr) {
    Block[] columns =
        Stream.iterate(0, i -> i + 1).limit(ROW.length).map(i -> column(i)).toArray(Block[]::new);
    RowErrors[] errors = {new RowErrors()};
    try {
      TypedExpr typed = Binder.over(SCHEMA).bind(expr);
      try (Program program = Program.compile(List.of(typed), 1)) {
        program.evaluate(new OneRow(columns), errors);
        return errors[0].failed(0) ? errors[0].cause(0).code() : null;
      }
    } catch (MillraceException refused) {
      return refused.code();
    }
  }

  private static Block column(int index) {
    DataType type = SCHEMA.fields().get(index).type();
    Block column = Block.of(Lane.of(type), 1);
    Cells.set(column, 0, type, ROW[index]);
    return column;
  }

  private record OneRow(Block[] columns) implements Batch {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public Block column(int index) {
      return columns[index];
    }
  }
}
