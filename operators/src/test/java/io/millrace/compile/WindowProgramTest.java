// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are DataFusion's to the same calls over the same rows. */
class WindowProgramTest {
  private static final Schema SCHEMA =
      new Schema(
          "t",
          List.of(
              Field.of("id", DataType.INT64),
              Field.of("x", DataType.INT64),
              Field.of("f", DataType.FLOAT64),
              Field.of("s", DataType.UTF8),
              Field.of("r", DataType.INT64),
              Field.of("i8", DataType.INT8),
              Field.of("u8", DataType.UINT8)));

  private static final Object[][] COLUMNS = {
    longs(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    {5L, null, 3L, 8L, null, 1L, 9L, 2L, 2L, 7L, null, 4L},
    {1.5, null, 0.1, 0.2, -0.3, 1e10, null, 2.5, 3.25, 0.7, 1e-3, 4.0},
    {"a", null, "b", "c", "d", "e", "f", null, "g", "h", "i", "j"},
    longs(0, 0, 1, 5, 5, 6, 10, 11, 20, 21, 22, 30),
    {-128L, -127L, null, -100L, 0L, 1L, 2L, 3L, null, 126L, 127L, 127L},
    longs(0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255)
  };

  private static Object[] longs(long... values) {
    return LongStream.of(values).boxed().toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lag(x, 2, -1) ignore nulls over (order by id) | -1 -1 -1 5 3 3 8 1 9 2 2 2",
        "lead(x, 2) ignore nulls over (order by id) | 8 8 1 9 9 2 2 7 null null null null",
        "lag(x, 0) ignore nulls over (order by id) | 5 null 3 8 null 1 9 2 2 7 null 4",
        "lag(x, null) over (order by id) | 5 null 3 8 null 1 9 2 2 7 null 4",
        "lag(x, 1, 1.7) over (order by id) | 1 5 null 3 8 null 1 9 2 2 7 null",
        "nth_value(x, -2) ignore nulls over (order by id rows between 2 preceding and 2 following)"
            + " | 5 3 3 8 1 9 2 2 2 7 7 7",
        "nth_value(x, 0) over (order by id) |"
            + " null null null null null null null null null null null null",
        "ntile(5) over (order by id) | 1 1 1 2 2 2 3 3 4 4 5 5",
        "dense_rank() over (order by r) | 1 1 2 3 3 4 5 6 7 8 9 10",
        "rank() over (partition by r > 5 order by x nulls first)" + " | 4 1 3 5 1 2 7 3 3 6 1 5",
        "sum(x) over (order by r range between 2 following and 4 following)"
            + " | null null 8 null null 9 null null null null null null",
        "count(x) over (order by id rows between unbounded preceding and 1 preceding)"
            + " | 0 1 1 2 3 3 4 5 6 7 8 8",
        "sum(x) over (order by id groups between 1 preceding and current row)"
            + " | 5 5 3 11 8 1 10 11 4 9 7 4",
        "sum(x) filter (where x > 2) over (order by id rows between 2 preceding and current row)"
            + " | 5 5 8 11 11 8 9 9 9 7 7 11",
        "sum(distinct x) over (order by id rows between 2 preceding and current row)"
            + " | 5 5 8 11 11 9 10 12 11 9 9 11",
        "lead(x, 1) ignore nulls over (order by id) | 3 3 8 1 1 9 2 2 7 4 4 null",
        "median(x) over (order by id rows between 2 preceding and current row)"
            + " | 5.0 5.0 4.0 5.5 5.5 4.5 5.0 2.0 2.0 2.0 4.5 5.5",
        "min(x) over (order by id rows between 2 preceding and current row)"
            + " | 5 5 3 3 3 1 1 1 2 2 2 4",
        "percentile_cont(distinct x, 0.5) over (order by id rows between 2 preceding and current"
            + " row) | 5.0 5.0 4.0 5.5 5.5 4.5 5.0 2.0 5.5 4.5 4.5 5.5",
        "array_length(array_agg(distinct x)"
            + " over (order by id rows between 4 preceding and 1 following))"
            + " | 2 3 4 4 5 5 6 5 5 5 5 4",
        "sum(x) over (order by s range between current row and 1 following)"
            + " | 41 2 36 33 25 25 24 2 15 13 6 6",
        "sum(x) over (order by s range between 1 following and unbounded following)"
            + " | null null null null null null null null null null null null",
      })
  void callsGiveWhatDataFusionGives(String sql, String expected) {
    assertThat(texts(sql)).isEqualTo(expected);
  }

  @Test
  void sumsOfDoublesKeepTheErrorOfWhatHasGone() {
    assertThat(values("sum(f) over (order by id rows between 2 preceding and current row)"))
        .containsExactly(
            1.5,
            1.5,
            1.6,
            0.30000000000000004,
            5.551115123125783e-17,
            9999999999.9,
            9999999999.699999,
            10000000002.499998,
            5.749998092651367,
            6.449998092651367,
            3.9509980926513677,
            4.700998092651368);
    assertThat(values("sum(f) over (order by r range between 2 following and 4 following)"))
        .startsWith(null, null, -0.09999999999999998, null)
        .endsWith(0.0009999999999994458, null, null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i8 nulls first range between 10 preceding and 10 following | 4 4 2 1 4 4 4 4 2 3 3 3",
        "i8 nulls last range between 10 preceding and 10 following | 2 2 2 1 4 4 4 4 2 5 5 5",
        "i8 nulls first range between 20 preceding and 10 preceding | 2 2 2 0 0 0 0 0 2 0 0 0",
        "i8 nulls last range between 20 preceding and 10 preceding | 0 0 2 0 0 0 0 0 2 0 0 0",
        "i8 nulls last range between 10 following and 20 following | 0 0 0 0 0 0 0 0 0 0 0 0",
        "u8 range between 10 preceding and 5 preceding | 1 1 1 1 1 1 0 0 0 0 0 1",
        "u8 desc range between 5 following and 10 following | 1 1 1 1 1 1 0 0 0 0 0 1",
        "i8 range between 1000 preceding and current row | 1 2 12 3 4 5 6 7 12 8 10 10",
      })
  void rangesReachBeyondTheirType(String order, String expected) {
    assertThat(texts("count(*) over (order by " + order + ")")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(x) over (order by id rows between 1 preceding and 3 preceding)",
        "sum(x) over (order by id range between 9 preceding and 10 preceding)",
        "sum(x) over (order by s range between 3 preceding and 1 preceding)",
        "sum(x) over (order by id range between 1.5 preceding and current row)",
        "rank(1) over (order by id)",
        "ntile(id) over (order by id)",
        "ntile(0) over (order by id)",
        "lag(x, 1.5) over (order by id)",
        "lag(x, 1, f) over (order by id)",
        "nth_value(x, '2') over (order by id)",
        "row_number() filter (where x > 1) over (order by id)",
        "avg(distinct x) over (order by id rows between 2 preceding and current row)",
        "bit_or(x) over (order by id rows between 2 preceding and current row)",
        "approx_distinct(x) over (order by id rows between 2 preceding and current row)",
        "sum(sum(x) over ()) over ()",
        "sum(x) + x"
      })
  void whatDataFusionRefusesIsRefused(String sql) {
    assertThatThrownBy(() -> values(sql)).isInstanceOf(MillraceException.class);
  }

  @Test
  void aRowWithoutAnArgumentHasNoAnswerAndCountsAsNull() {
    assertThat(values("sum(10 / (id - 3)) over (order by id rows 1 preceding)").subList(0, 6))
        .containsExactly(
            -3L,
            -8L,
            -15L,
            "! Cannot divide 10: the divisor is 0, expected any other number",
            10L,
            15L);
  }

  @Test
  void callsAreMixedWithColumnsInTheOrderOfRows() {
    assertThat(texts("case when row_number() over (order by id desc) > 9 then x else 0 - r end"))
        .isEqualTo("5 null 3 -5 -5 -6 -10 -11 -20 -21 -22 -30");
  }

  @Test
  void aCallOfAUsersWindowFunctionIsUnsupported() {
    Expr.WindowCall known =
        (Expr.WindowCall) SqlParser.over(SCHEMA).parse("rank() over (order by id)");
    Expr.WindowCall unknown =
        new Expr.WindowCall(
            "nobody",
            false,
            known.args(),
            known.partitionBy(),
            known.orderBy(),
            known.frame(),
            null,
            false,
            null,
            null);
    assertThatThrownBy(() -> Binder.over(SCHEMA).bindWindow(unknown))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME));
  }

  private static String texts(String sql) {
    return String.join(" ", values(sql).stream().map(String::valueOf).toList());
  }

  /** The rows come in batches of five. */
  private static List<Object> values(String sql) {
    TypedExpr bound = Binder.over(SCHEMA).bindWindow(SqlParser.over(SCHEMA).parse(sql));
    List<Object> values = new ArrayList<>();
    try (WindowProgram program = WindowProgram.compile(Windowing.of(List.of(bound)), 5)) {
      RowBatch batch =
          new RowBatch(SCHEMA.fields().stream().map(Field::type).toList(), Block.CAPACITY);
      for (int row = 0; row < COLUMNS[0].length; row++) {
        batch.addRow();
        for (int column = 0; column < COLUMNS.length; column++) {
          batch.set(column, COLUMNS[column][row]);
        }
        if (row % 5 == 4 || row == COLUMNS[0].length - 1) {
          program.add(batch);
          batch.clear();
        }
      }
      program.finish();
      RowErrors[] errors = {new RowErrors()};
      for (int first = 0; first < program.rows(); first += 5) {
        int count = Math.min(5, program.rows() - first);
        Block block = program.results(first, count, errors)[0];
        for (int i = 0; i < count; i++) {
          values.add(
              errors[0].failed(i)
                  ? "! " + errors[0].message(i)
                  : Cells.get(block, i, bound.type()));
        }
      }
    }
    return values;
  }
}
