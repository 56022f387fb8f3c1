// SPDX-License-Identifier: Apache-2.0
package org.example.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.aggregate.Accumulator;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.AggregateUdf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Aggregates of users see what datafusion-python's accumulators see. */
class UserAggregatesTest {
  private static final Schema ROWS = SqlSchema.parse("x BIGINT, o BIGINT, k VARCHAR").as("t");

  private final SessionContext session = SessionContext.create();

  @BeforeEach
  void register() {
    session.registerUdaf(log("log", () -> new Log(false)));
    session.registerUdaf(log("slides", () -> new Log(true)));
    session.registerUdaf(
        AggregateUdf.of(
            "pairs",
            List.of(DataType.INT64, DataType.INT64),
            DataType.UTF8,
            List.of(DataType.UTF8),
            () -> new Log(false)));
  }

  private static AggregateUdf log(String name, io.millrace.udf.AccumulatorFactory code) {
    return AggregateUdf.of(
        name, List.of(DataType.INT64), DataType.UTF8, List.of(DataType.UTF8), code);
  }

  /** What it was asked, in its order. */
  private static final class Log implements io.millrace.udf.Accumulator {
    private final boolean slides;
    private String asked = "";

    Log(boolean slides) {
      this.slides = slides;
    }

    @Override
    public void update(List<Object> args) {
      asked += args;
    }

    @Override
    public void retract(List<Object> args) {
      asked += "-" + args;
    }

    @Override
    public boolean supportsRetract() {
      return slides;
    }

    @Override
    public void merge(List<Object> state) {
      asked += state.get(0);
    }

    @Override
    public List<Object> state() {
      return List.of(asked);
    }

    @Override
    public Object evaluate() {
      return asked;
    }
  }

  @Test
  void keysOfOrderByAreFurtherArgumentsAndRowsComeAsTheyAre() {
    assertThat(group("log(x)")).isEqualTo("[1][null][3][4]");
    assertThat(group("log(x ORDER BY o DESC)")).isEqualTo("[1, 1][null, 2][3, 3][4, 2]");
    assertThat(group("log(x ORDER BY o DESC, k)"))
        .isEqualTo("[1, 1, a][null, 2, a][3, 3, b][4, 2, a]");
    assertThat(group("log(x ORDER BY o) FILTER (WHERE x > 2)")).isEqualTo("[3, 3][4, 2]");
    assertThat(group("log(x ORDER BY o) || log(x ORDER BY k)"))
        .isEqualTo("[1, 1][null, 2][3, 3][4, 2][1, a][null, a][3, b][4, a]");
  }

  @Test
  void distinctIsOfOneArgument() {
    assertThat(group("log(DISTINCT x % 3)")).isEqualTo("[1][null][0]");
    for (String sql : List.of("pairs(DISTINCT x, o)", "log(DISTINCT x ORDER BY x)")) {
      assertThatThrownBy(() -> group(sql)).as(sql).hasMessageStartingWith("Cannot bind ");
    }
  }

  /** What DataFusion gives where it groups before, and else an error: it was asked. */
  @Test
  void distinctStandsBesideWhatIsTheSameOverGroups() {
    for (String sql :
        List.of(
            "log(DISTINCT x);sum(x)",
            "log(DISTINCT x);max(k);min(o)",
            "log(DISTINCT x);sum(DISTINCT x);count(DISTINCT x)",
            "log(DISTINCT x) || log(DISTINCT x)",
            "stddev(DISTINCT x);max(k);min(k);sum(o + 1)",
            "stddev(DISTINCT x);sum(DISTINCT CAST(x AS DOUBLE));median(DISTINCT x)",
            "stddev(DISTINCT x) / sum(x)")) {
      assertThat(Aggregation.of(bound(sql)).calls()).as(sql).isNotEmpty();
    }
    for (String sql :
        List.of(
            "log(DISTINCT x);count(*)",
            "log(DISTINCT x);log(x)",
            "log(DISTINCT x);log(DISTINCT o)",
            "log(DISTINCT x);count(o)",
            "log(DISTINCT x);sum(DISTINCT o)",
            "log(DISTINCT x);avg(o)",
            "log(DISTINCT x);min(o) FILTER (WHERE o > 1)",
            "log(DISTINCT x) FILTER (WHERE x > 1)",
            "log(DISTINCT x ORDER BY x)",
            "stddev(DISTINCT x);count(DISTINCT x)",
            "stddev(DISTINCT x);stddev(DISTINCT x + 1)",
            "stddev(DISTINCT x) + count(*)")) {
      requireUnsupported(sql, () -> Aggregation.of(bound(sql)));
    }
    requireUnsupported("OVER", () -> over("log(DISTINCT x) OVER ()"));
  }

  /** DataFusion has an internal error for them. */
  @Test
  void withoutArgumentsTheyAreRefused() {
    AggregateUdf none =
        AggregateUdf.of(
            "none", List.of(), DataType.UTF8, List.of(DataType.UTF8), () -> new Log(false));
    session.registerUdaf(none);
    requireUnsupported("none()", () -> group("none()"));
    requireUnsupported("none() OVER ()", () -> over("none() OVER ()"));
  }

  private static void requireUnsupported(String sql, ThrowingCallable binding) {
    assertThatThrownBy(binding)
        .as(sql)
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION));
  }

  private List<TypedExpr> bound(String sql) {
    Binder binder = Binder.over(ROWS);
    return Stream.of(sql.split(";"))
        .map(each -> binder.bindAggregate(session.parseSqlExpr(each, ROWS)))
        .toList();
  }

  @Test
  void framesThatSlideTakeRowsBackWhereItCan() {
    assertThat(over("slides(x) OVER (ORDER BY o, x ROWS 1 PRECEDING)"))
        .containsExactly("[1]", "[1][4][null]-[1]", "[1][4][null]-[1][3]-[4]", "[1][4]");
    assertThat(over("log(x) IGNORE NULLS OVER ()")).containsOnly("[1][null][3][4]");
    assertThatThrownBy(() -> over("log(x) OVER (ORDER BY o ROWS 1 PRECEDING)"))
        .hasMessageContaining("it can not take rows back");
  }

  @Test
  void whatALimitEndsKeepsItsCodeAlsoInState() {
    SessionContext receiver =
        SessionContext.create().withTrust(TrustPolicy.unsigned("one team, one process"));
    Expr came =
        receiver.decode(
            session.encode(log("endless", Endless::new).call(io.millrace.expr.Exprs.col("x"))));
    Limits limits = Limits.DEFAULT.with(Limit.CALL_MILLIS, 20);
    AggregateUdf limited =
        (AggregateUdf) ((AggregateUdf) ((Expr.AggregateCall) came).definition()).within(limits);
    Expr endless = limited.call(io.millrace.expr.Exprs.col("x"));
    TypedExpr.AggregateCall call =
        (TypedExpr.AggregateCall) Binder.over(ROWS).bindAggregate(endless);
    Accumulator first = call.function().accumulator().apply(call.request());
    first.resize(1);
    Block column = Block.of(Lane.LONG, 1);
    Cells.set(column, 0, DataType.INT64, 1L);
    first.update(new Block[] {column}, new int[1], 1);
    requireDeadline(first);
    List<Object> state = first.state(0);
    assertThat(state).hasSameSizeAs(call.function().state().apply(call.request()));
    Accumulator second = call.function().accumulator().apply(call.request());
    second.resize(1);
    second.load(0, state);
    requireDeadline(second);
  }

  private static void requireDeadline(Accumulator accumulator) {
    assertThatThrownBy(() -> accumulator.result(0, Block.of(Lane.BYTES, 1), 0))
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED))
        .hasMessageContaining("maxCallMillis = 20");
  }

  private static final class Endless implements io.millrace.udf.Accumulator {
    private long turns;

    @Override
    public void update(List<Object> args) {
      while (turns >= 0) {
        turns = (turns + 1) & 0xff;
      }
    }

    @Override
    public void merge(List<Object> state) {}

    @Override
    public List<Object> state() {
      return new ArrayList<>(List.of(""));
    }

    @Override
    public Object evaluate() {
      return "";
    }
  }

  private static RowBatch rows() {
    Object[][] rows = {{1L, 1L, "a"}, {null, 2L, "a"}, {3L, 3L, "b"}, {4L, 2L, "a"}};
    RowBatch batch =
        new RowBatch(List.of(DataType.INT64, DataType.INT64, DataType.UTF8), rows.length);
    for (Object[] row : rows) {
      batch.addRow();
      for (int column = 0; column < row.length; column++) {
        batch.set(column, row[column]);
      }
    }
    return batch;
  }

  private Object group(String sql) {
    TypedExpr bound = Binder.over(ROWS).bindAggregate(session.parseSqlExpr(sql, ROWS));
    RowErrors[] errors = {new RowErrors()};
    try (GroupProgram program = GroupProgram.compile(Aggregation.of(List.of(bound)), 8)) {
      program.resize(1);
      program.update(rows(), 0, new RowErrors());
      Block block = program.results(1, errors)[0];
      assertThat(errors[0].isEmpty()).isTrue();
      return Cells.get(block, 0, bound.type());
    }
  }

  private List<Object> over(String sql) {
    TypedExpr bound = Binder.over(ROWS).bindWindow(session.parseSqlExpr(sql, ROWS));
    RowErrors[] errors = {new RowErrors()};
    try (WindowProgram program = WindowProgram.compile(Windowing.of(List.of(bound)), 8)) {
      program.add(rows());
      program.finish();
      Object[] values = new Object[program.rows()];
      Block block = program.results(0, values.length, errors)[0];
      Arrays.setAll(values, row -> Cells.get(block, row, bound.type()));
      return Arrays.asList(values);
    }
  }
}
