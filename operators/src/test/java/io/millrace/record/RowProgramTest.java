// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowReader;
import io.millrace.column.RowSink;
import io.millrace.column.RowSource;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowProgramTest {
  private static final Schema SCHEMA = SqlSchema.parse("a BIGINT, b BIGINT, s VARCHAR, t VARCHAR");

  @ParameterizedTest
  @EnumSource
  void aTextIsReadOnlyWhereItIsNeededAndThenOnce(RowProgram.Classes classes) {
    Texts rows = new Texts();
    Compiled compiled =
        compile(
            classes, rows, "a > 1 and (length(s) > 2 or s = 'x')", "b > 1 and upper(s) = 'ABC'");
    assertThat(compiled.answers(1L, 1L, "abc", "")).containsExactly(false, false);
    assertThat(rows.read).isEmpty();
    assertThat(compiled.answers(2L, 2L, "abc", "")).containsExactly(true, true);
    assertThat(rows.read).containsExactly("abc");
    assertThat(compiled.answers(2L, 2L, null, "")).containsExactly(null, null);
  }

  @ParameterizedTest
  @EnumSource
  void aColumnThatCannotBeReadFailsThoseWhoNeedIt(RowProgram.Classes classes) {
    Compiled compiled =
        compile(
            classes, new Texts(), "a + 1", "b", "a > 1 or b > 1", "a > 1 and s = 'x'", "length(t)");
    assertThat(compiled.answers(2L, Texts.BAD, Texts.BAD, "abc"))
        .containsExactly(3L, "! bad b", true, "! bad s", 3L);
    assertThat(compiled.answers(1L, 5L, "x", null)).containsExactly(2L, 5L, true, false, null);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSharedFailsForAllWhoShareIt(RowProgram.Classes classes) {
    Compiled compiled =
        compile(classes, new Texts(), "10 / a + 1", "a = 0 or 10 / a > 1", "10 / a");
    assertThat(compiled.answers(0L, 0L, "", ""))
        .satisfies(all -> assertThat((String) all.get(0)).startsWith("! Cannot divide 10"))
        .satisfies(all -> assertThat(all.get(1)).isEqualTo(true))
        .satisfies(all -> assertThat(all.get(2)).isEqualTo(all.get(0)));
    assertThat(compiled.answers(5L, 0L, "", "")).containsExactly(3L, true, 2L);
  }

  @ParameterizedTest
  @EnumSource
  void truthIsNeitherFalseNorNull(RowProgram.Classes classes) {
    Compiled compiled = compile(classes, new Texts(), "a > b");
    assertThat(compiled.program.move(new Object[] {2L, 1L, "", ""}).isTrue(0)).isTrue();
    assertThat(compiled.program.move(new Object[] {1L, 1L, "", ""}).isTrue(0)).isFalse();
    assertThat(compiled.program.move(new Object[] {null, 1L, "", ""}).isTrue(0)).isFalse();
    RowProgram<Object[]> unread = compiled.program.move(new Object[] {Texts.BAD, 1L, "", ""});
    assertThatThrownBy(() -> unread.isTrue(0)).isInstanceOf(EvaluationError.class);
  }

  @Test
  void noExpressionIsTooDeep() {
    TypedExpr b = bind("b");
    TypedExpr.Call plus = (TypedExpr.Call) bind("a + b");
    for (int depth : new int[] {1, RowProgram.MAX_DEPTH, RowProgram.MAX_DEPTH + 1, 9000}) {
      TypedExpr sum = bind("a");
      for (int i = 0; i < depth; i++) {
        sum = new TypedExpr.Call(plus.function(), plus.kernel(), List.of(sum, b), sum.type());
      }
      Compiled compiled = compile(RowProgram.Classes.SHARED, new Texts(), List.of(sum));
      assertThat(compiled.program instanceof DeepProgram).isEqualTo(depth > RowProgram.MAX_DEPTH);
      assertThat(compiled.answers(1L, 2L, "", "")).containsExactly(1L + 2L * depth);
      assertThat(compiled.answers(1L, null, "", "")).containsExactly((Object) null);
      assertThat(compiled.answers(1L, Texts.BAD, "", "")).containsExactly("! bad b");
    }
  }

  @Test
  void theDeepestProgramFitsAStackOfAQuarterOfAMebibyte() throws InterruptedException {
    TypedExpr test = bind("a > 0");
    TypedExpr one = bind("a");
    TypedExpr choice = one;
    for (int i = 0; i < RowProgram.MAX_DEPTH / 3; i++) {
      TypedExpr.Call minus = (TypedExpr.Call) bind("b - a");
      TypedExpr left = new TypedExpr.IfElse(test, choice, one);
      choice = new TypedExpr.Call(minus.function(), minus.kernel(), List.of(left, one), one.type());
    }
    List<TypedExpr> outputs = List.of(choice);
    List<List<Object>> found = new ArrayList<>();
    for (RowProgram.Classes classes : RowProgram.Classes.values()) {
      Thread thread =
          new Thread(
              null,
              () -> found.add(compile(classes, new Texts(), outputs).answers(1L, 0L, "", "")),
              "small stack",
              256 << 10);
      thread.start();
      thread.join();
    }
    assertThat(found).containsExactly(List.of(-165L), List.of(-165L));
  }

  /** A program with the types of its outputs. */
  private record Compiled(RowProgram<Object[]> program, List<DataType> types) {
    List<Object> answers(Object... row) {
      List<RowValue> results = program.move(row).results();
      List<Object> answers = new ArrayList<>();
      for (int output = 0; output < types.size(); output++) {
        try {
          answers.add(Cells.get(results.get(output), types.get(output)));
        } catch (EvaluationError e) {
          answers.add("! " + e.getMessage());
        }
      }
      return answers;
    }
  }

  private static TypedExpr bind(String sql) {
    return Binder.over(SCHEMA).bind(SqlParser.over(SCHEMA).parse(sql));
  }

  private static Compiled compile(RowProgram.Classes classes, Texts rows, String... sql) {
    return compile(classes, rows, Arrays.stream(sql).map(RowProgramTest::bind).toList());
  }

  private static Compiled compile(RowProgram.Classes classes, Texts rows, List<TypedExpr> outputs) {
    return new Compiled(
        RowProgram.compile(outputs, rows, classes), outputs.stream().map(TypedExpr::type).toList());
  }

  /** Rows of objects that tell which texts are read, and of which some cannot be. */
  private static final class Texts implements RowSource<Object[]> {
    static final Object BAD = new Object();

    private final List<Object> read = new ArrayList<>();

    @Override
    public RowReader<Object[]> reader(int[] columns, RowSink to) {
      return row -> {
        for (int column : columns) {
          if (row[column] == BAD) {
            throw new EvaluationError("bad " + SCHEMA.fields().get(column).name());
          }
          if (column >= 2) {
            read.add(row[column]);
          }
          to.cell(column).set(row[column]);
        }
      };
    }
  }
}
