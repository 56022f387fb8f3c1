// SPDX-License-Identifier: Apache-2.0
package org.example.travel;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.WindowEvaluator;
import io.millrace.udf.WindowUdf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Window functions of users see what datafusion-python's evaluators see; the calls below are those
 * that it was asked.
 */
class WindowFunctionsTest {
  private static final Schema ROWS = SqlSchema.parse("k VARCHAR, x BIGINT, o BIGINT").as("t");

  private final SessionContext session = SessionContext.create();

  @Test
  void oneIsAskedForAllRowsOfAPartition() {
    session.registerUdwf(Windows.of("w", Windows.Whole::new));
    assertThat(answers("w(x) OVER (PARTITION BY k ORDER BY o)"))
        .containsExactly(
            "all [[1, null, 4]] 3",
            "all [[1, null, 4]] 3",
            "all [[5, 3]] 2",
            "all [[1, null, 4]] 3",
            "all [[5, 3]] 2");
    assertThat(answers("w(x + 1) OVER ()")).containsOnly("all [[2, null, 4, 5, 6]] 5");
    assertThat(answers("w(5) OVER ()")).containsOnly("all [[5, 5, 5, 5, 5]] 5");
    assertThat(answers("w(CAST(x AS INT)) OVER ()")).containsOnly("all [[1, null, 3, 4, 5]] 5");
  }

  @Test
  void orForEachRowWithItsFrameAndWithTheKeysBehindTheArguments() {
    session.registerUdwf(Windows.of("w", Windows.Framed::new));
    assertThat(answers("w(x) OVER (PARTITION BY k ORDER BY o)"))
        .containsExactly(
            "1 [[1, null, 4], [1, 2, 2]] 0..1",
            "2 [[1, null, 4], [1, 2, 2]] 0..3",
            "2 [[5, 3], [1, 3]] 0..2",
            "3 [[1, null, 4], [1, 2, 2]] 0..3",
            "1 [[5, 3], [1, 3]] 0..1");
    assertThat(answers("w(x) OVER (ORDER BY o ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)"))
        .extracting(each -> each.toString().split(" ")[each.toString().split(" ").length - 1])
        .containsExactly("0..2", "1..4", "3..5", "2..5", "0..3");
    assertThat(answers("w(x) OVER (ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING)"))
        .last()
        .isEqualTo("5 [[1, null, 3, 4, 5]] 5..5");
  }

  @Test
  void orWithThePeers() {
    session.registerUdwf(Windows.of("w", Windows.Ranked::new));
    assertThat(answers("w(x) OVER (PARTITION BY k ORDER BY o)"))
        .containsExactly("rank 3 0..1", "rank 3 1..3", "rank 2 1..2", "rank 3 1..3", "rank 2 0..1");
    session.registerUdwf(Windows.of("both", Windows.FramedWithRank::new));
    assertThat(answers("both(x) OVER (ORDER BY x)")).first().asString().startsWith("1 [[1, 3, 4");
  }

  @Test
  void orForEachRowWithTheRangeThatItSays() {
    List<String> log = new ArrayList<>();
    session.registerUdwf(Windows.of("w", () -> new Windows.Ranged(true, log)));
    assertThat(answers("w(x) OVER (PARTITION BY k ORDER BY o)"))
        .containsExactly(
            "[[1, null, 4]] 0..1",
            "[[1, null, 4]] 0..2",
            "[[5, 3]] 0..2",
            "[[1, null, 4]] 1..3",
            "[[5, 3]] 0..1");
    assertThat(log).as("once a partition").containsExactly("memoize", "memoize");
    session.registerUdwf(Windows.of("itself", () -> new Windows.Ranged(false, log)));
    assertThat(answers("itself(x) OVER (ROWS 1 PRECEDING)")).last().asString().endsWith("4..5");
    assertThat(log).as("only where frames start with the partition").hasSize(2);
  }

  @Test
  void distinctAndIgnoreNullsSayNothingToThem() {
    session.registerUdwf(Windows.of("w", Windows.Whole::new));
    assertThat(answers("w(DISTINCT x) OVER ()")).containsOnly("all [[1, null, 3, 4, 5]] 5");
    assertThat(answers("w(x) IGNORE NULLS OVER ()")).containsOnly("all [[1, null, 3, 4, 5]] 5");
    assertThatThrownBy(() -> answers("w(x) FILTER (WHERE x > 1) OVER ()"))
        .hasMessageContaining("FILTER");
    assertThatThrownBy(() -> answers("w('7') OVER ()")).hasMessageContaining("Cannot bind w");
    assertThatThrownBy(() -> answers("w(x, x) OVER ()")).hasMessageContaining("Cannot bind w");
  }

  @Test
  void withoutArgumentsTheNumberOfRowsIsSaid() {
    WindowUdf none = WindowUdf.of("none", List.of(), DataType.UTF8, Windows.Whole::new);
    assertThat(answers(none.call())).containsOnly("all [] 5");
  }

  @Test
  void whatFailsForARowIsItsErrorAndWhatFailsForAllThatOfThePartition() {
    session.registerUdwf(Windows.of("w", () -> new Failing(true)));
    assertThat(answers("w(x) OVER (ORDER BY o, x ROWS 1 PRECEDING)"))
        .containsExactly(
            "1", "! function 'w' failed: java.lang.IllegalStateException: null", "3", "4", "5");
    session.registerUdwf(Windows.of("whole", () -> new Failing(false)));
    assertThat(answers("whole(x) OVER (PARTITION BY k)"))
        .containsExactly(
            "! function 'whole' failed: java.lang.IllegalStateException: null",
            "! function 'whole' failed: java.lang.IllegalStateException: null",
            "v",
            "! function 'whole' failed: java.lang.IllegalStateException: null",
            "v");
  }

  /** Of nulls, unless no row is null. */
  private static final class Failing implements WindowEvaluator {
    private final boolean framed;

    Failing(boolean framed) {
      this.framed = framed;
    }

    @Override
    public boolean usesWindowFrame() {
      return framed;
    }

    @Override
    public Object evaluate(List<List<Object>> columns, Rows range) {
      return present(columns.get(0).get(range.end() - 1)).toString();
    }

    @Override
    public List<Object> evaluateAll(List<List<Object>> columns, int rows) {
      columns.get(0).forEach(Failing::present);
      return Collections.nCopies(rows, "v");
    }

    private static Object present(Object value) {
      if (value == null) {
        throw new IllegalStateException("null");
      }
      return value;
    }
  }

  @Test
  void resultsOfAnotherTypeNumberOrNullabilityAreErrors() {
    assertThat(answers(given(() -> List.of("x")).call(col("x"))))
        .containsOnly(
            "! function 'g' failed: java.lang.IllegalArgumentException: it gave 1 values, expected"
                + " 5");
    assertThat(answers(given(() -> Collections.nCopies(5, 7L)).call(col("x"))))
        .allSatisfy(
            each ->
                assertThat(each)
                    .asString()
                    .contains("it gave a java.lang.Long, expected java.lang.String"));
    assertThat(answers(given(() -> Collections.nCopies(5, null)).call(col("x"))))
        .allSatisfy(each -> assertThat(each).asString().contains("it gave null, expected a value"));
    assertThat(answers(Windows.of("n", () -> null).call(col("x"))))
        .allSatisfy(each -> assertThat(each).asString().contains("it made no evaluator"));
    assertThat(answers(Windows.of("i", NotWritten::new).call(col("x"))))
        .containsOnly(
            "! function 'i' failed: java.lang.UnsupportedOperationException: evaluateAll");
  }

  private static final class NotWritten implements WindowEvaluator {}

  private static WindowUdf given(java.util.function.Supplier<List<Object>> values) {
    return WindowUdf.ofFields(
        "g",
        List.of(Field.of("x", DataType.INT64)),
        Field.of("result", DataType.UTF8, false),
        () ->
            new WindowEvaluator() {
              @Override
              public List<Object> evaluateAll(List<List<Object>> columns, int rows) {
                return values.get();
              }
            });
  }

  @Test
  void oneTravelsAndIsLetInByTrustOnly() {
    long step = 10;
    WindowUdf far = Windows.of("far", () -> new Far(step));
    byte[] bytes = session.encode(far.call(col("x")));
    assertThatThrownBy(() -> SessionContext.create().decode(bytes))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED_FUNCTION));
    assertThat(answers(receiver().decode(bytes))).containsExactly("null", "1", "null", "13", "14");
  }

  private static SessionContext receiver() {
    return SessionContext.create().withTrust(TrustPolicy.unsigned("one team, one process"));
  }

  /** The value of the row before, and what was captured where that is odd. */
  private static final class Far implements WindowEvaluator {
    private final long step;

    Far(long step) {
      this.step = step;
    }

    @Override
    public boolean supportsBoundedExecution() {
      return true;
    }

    @Override
    public Rows range(int index, int rows) {
      return new Rows(index - 1, index);
    }

    @Override
    public Object evaluate(List<List<Object>> columns, Rows range) {
      Long before = range.start() < 0 ? null : (Long) columns.get(0).get(range.start());
      return String.valueOf(before == null || before == 1 ? before : Long.valueOf(before + step));
    }
  }

  @Test
  @Timeout(60)
  void oneThatCameAndDoesNotEndIsStoppedInEachRow() {
    byte[] bytes = session.encode(Windows.of("endless", Endless::new).call(col("x")));
    WindowUdf came = (WindowUdf) ((Expr.WindowCall) receiver().decode(bytes)).definition();
    WindowUdf limited = (WindowUdf) came.within(Limits.DEFAULT.with(Limit.CALL_MILLIS, 50));
    assertThat(answers(limited.call(col("x"))))
        .hasSize(5)
        .allSatisfy(each -> assertThat(each).asString().contains("maxCallMillis = 50"))
        .last()
        .asString()
        .contains("it took longer 3 times");
  }

  private static final class Endless implements WindowEvaluator {
    @Override
    public boolean usesWindowFrame() {
      return true;
    }

    @Override
    public Object evaluate(List<List<Object>> columns, Rows range) {
      long turns = 0;
      while (turns >= 0) {
        turns = (turns + 1) & 0xff;
      }
      return turns;
    }
  }

  private List<Object> answers(String sql) {
    return answers(session.parseSqlExpr(sql, ROWS));
  }

  /** Of each row its value or error, over five rows of two partitions. */
  private static List<Object> answers(Expr expr) {
    Object[][] rows = {{"a", 1L, 1L}, {"a", null, 2L}, {"b", 3L, 3L}, {"a", 4L, 2L}, {"b", 5L, 1L}};
    TypedExpr bound = Binder.over(ROWS).bindWindow(expr);
    RowBatch batch =
        new RowBatch(List.of(DataType.UTF8, DataType.INT64, DataType.INT64), rows.length);
    for (Object[] row : rows) {
      batch.addRow();
      for (int column = 0; column < row.length; column++) {
        batch.set(column, row[column]);
      }
    }
    RowErrors[] errors = {new RowErrors()};
    try (WindowProgram program = WindowProgram.compile(Windowing.of(List.of(bound)), 8)) {
      program.add(batch);
      program.finish();
      Block block = program.results(0, rows.length, errors)[0];
      Object[] values = new Object[rows.length];
      Arrays.setAll(
          values,
          row ->
              errors[0].failed(row)
                  ? "! " + errors[0].message(row)
                  : Cells.get(block, row, bound.type()));
      return Arrays.asList(values);
    }
  }
}
