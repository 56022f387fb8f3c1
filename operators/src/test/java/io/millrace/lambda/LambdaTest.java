// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.Program;
import io.millrace.compile.Scratch;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TypeId;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lambdas over many lists at once; that single values are DataFusion's is in lambdas.cases. */
class LambdaTest {
  private static final DataType LONGS =
      new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64));
  private static final DataType TEXTS =
      new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.UTF8));

  private static final Schema SCHEMA =
      Schema.of(
              Field.of("li", LONGS),
              Field.of("e", DataType.INT64),
              Field.of("ls", TEXTS),
              Field.of("s", DataType.UTF8))
          .as("t");

  private static TypedExpr bind(String sql) {
    return Binder.over(SCHEMA).bind(parse(sql));
  }

  private static Expr parse(String sql) {
    return SqlParser.over(SCHEMA).withDialect(Dialect.DUCKDB).parse(sql);
  }

  /** The value of each row, or its error. */
  private static List<Object> answers(String sql, Object[]... rows) {
    return answers(bind(sql), rows);
  }

  private static List<Object> answers(TypedExpr expr, Object[]... rows) {
    try (Program program = Program.compile(List.of(expr), Block.CAPACITY)) {
      return answers(program, expr, rows);
    }
  }

  private static List<Object> answers(Program program, TypedExpr expr, Object[]... rows) {
    RowErrors[] errors = {new RowErrors()};
    Block block = program.evaluate(batch(rows), errors)[0];
    List<Object> answers = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      answers.add(
          errors[0].failed(row) ? errors[0].cause(row) : Cells.get(block, row, expr.type()));
    }
    return answers;
  }

  private static RowBatch batch(Object[]... rows) {
    RowBatch batch =
        new RowBatch(SCHEMA.fields().stream().map(Field::type).toList(), Block.CAPACITY);
    for (Object[] row : rows) {
      batch.addRow();
      for (int i = 0; i < row.length; i++) {
        batch.set(i, row[i]);
      }
    }
    return batch;
  }

  private static Object[] row(Object... values) {
    return values;
  }

  private static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @Test
  void whatIsCapturedIsThatOfTheListsRow() {
    assertThat(
            answers(
                "array_transform(li, v -> v + e)",
                row(List.of(1L, 2L), 10L),
                row(null, 20L),
                row(List.of(), 30L),
                row(Arrays.asList(3L, null), 40L),
                row(List.of(4L), null)))
        .isEqualTo(
            Arrays.asList(
                List.of(11L, 12L),
                null,
                List.of(),
                Arrays.asList(43L, null),
                Arrays.asList((Long) null)));
  }

  @Test
  void aParameterHidesColumnsAndParametersAround() {
    assertThat(answers("array_transform(li, e -> e + 1)", row(List.of(1L), 10L)))
        .containsExactly(List.of(2L));
    assertThat(
            answers(
                "array_transform(li, v -> array_transform(li, v -> v * e))",
                row(List.of(1L, 2L), 3L)))
        .containsExactly(List.of(List.of(3L, 6L), List.of(3L, 6L)));
    assertThat(
            answers(
                "array_transform(li, v -> array_transform(ls, s -> concat(s, v, e)))",
                row(List.of(1L, 2L), 3L, List.of("a", "b"))))
        .containsExactly(List.of(List.of("a13", "b13"), List.of("a23", "b23")));
  }

  @Test
  void listsMayBeLongerThanABlockAndManyInOne() {
    List<Object[]> rows = new ArrayList<>();
    List<Object> doubled = new ArrayList<>();
    List<Object> odd = new ArrayList<>();
    List<Object> first = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long size = i % 7 == 0 ? 3_000 : i % 5;
      rows.add(row(upTo(size), (long) i));
      doubled.add(LongStream.range(0, size).mapToObj(v -> v * 2 + 1).toList());
      odd.add(LongStream.range(0, size).filter(v -> v % 2 == 1).boxed().toList());
      first.add(size > 2_000 ? 2_000L : null);
    }
    Object[][] all = rows.toArray(Object[][]::new);
    assertThat(answers("array_transform(li, v -> v * 2 + 1)", all)).isEqualTo(doubled);
    assertThat(answers("array_filter(li, v -> v % 2 = 1)", all)).isEqualTo(odd);
    assertThat(answers("array_first(li, v -> v >= 2000)", all)).isEqualTo(first);
  }

  @Test
  void anErrorIsThatOfTheRowWhoseElementFailed() {
    List<Object> answers =
        answers(
            "array_transform(li, v -> 10 / v)",
            row(List.of(1L, 2L)),
            row(List.of(5L, 0L)),
            row(List.of(10L)));
    assertThat(answers.get(0)).isEqualTo(List.of(10L, 5L));
    assertThat(answers.get(1))
        .hasToString(
            "io.millrace.column.EvaluationError: Cannot divide 10: the divisor is 0, expected any"
                + " other number");
    assertThat(answers.get(2)).isEqualTo(List.of(1L));
  }

  @Test
  void eachElementIsAskedThoughOneMatchesBefore() {
    List<Object> answers =
        answers("array_any_match(li, v -> 10 / v > 1)", row(List.of(2L, 0L)), row(List.of(2L)));
    assertThat(answers.get(0)).isInstanceOf(RuntimeException.class);
    assertThat(answers.get(1)).isEqualTo(true);
  }

  @Test
  void aPredicateOfAnotherTypeFailsWhereThereIsAList() {
    List<Object> answers =
        answers("array_filter(li, v -> v)", row((Object) null), row(List.of()), row(List.of(1L)));
    assertThat(answers.get(0)).isNull();
    assertThat(answers.subList(1, 3))
        .allSatisfy(
            error ->
                assertThat((RuntimeException) error)
                    .hasMessage("array_filter lambda must return boolean, got Int64"));
  }

  @Test
  void textsOfElementsAreKept() {
    assertThat(
            answers(
                "array_transform(ls, x -> upper(x) || s)",
                row(null, null, List.of("a", "b"), "!"),
                row(null, null, Arrays.asList("c", null), "?")))
        .containsExactly(List.of("A!", "B!"), Arrays.asList("C?", null));
    assertThat(answers("array_first(ls, x -> x > s)", row(null, null, List.of("a", "c"), "b")))
        .containsExactly("c");
    assertThat(answers("array_filter(ls, x -> x > s)", row(null, null, List.of("a", "c"), "b")))
        .containsExactly(List.of("c"));
  }

  @Test
  void valuesOfManyRowsAreCaptured() {
    Aggregation aggregation =
        Aggregation.of(
            List.of(
                Binder.over(SCHEMA)
                    .bindAggregate(parse("array_transform(array_agg(e), v -> v + sum(e))"))));
    RowErrors[] errors = {new RowErrors()};
    try (GroupProgram program = GroupProgram.compile(aggregation, Block.CAPACITY)) {
      program.resize(1);
      program.update(batch(row(null, 1L), row(null, 2L), row(null, null)), 0, new RowErrors());
      Block block = program.results(1, errors)[0];
      assertThat(Cells.get(block, 0, LONGS)).isEqualTo(Arrays.asList(4L, 5L, null));
    }
    Windowing windowing =
        Windowing.of(
            List.of(
                Binder.over(SCHEMA)
                    .bindWindow(
                        parse("array_transform(li, v -> v + e + sum(e) over (order by e))"))));
    try (WindowProgram program = WindowProgram.compile(windowing, Block.CAPACITY)) {
      program.add(batch(row(List.of(1L), 10L), row(List.of(2L, 3L), 20L)));
      program.finish();
      Block block = program.results(0, 2, errors)[0];
      assertThat(Cells.get(block, 0, LONGS)).isEqualTo(List.of(21L));
      assertThat(Cells.get(block, 1, LONGS)).isEqualTo(List.of(52L, 53L));
    }
  }

  @Test
  void aParameterIsNoneOfAnAggregates() {
    assertThatThrownBy(
            () ->
                Binder.over(SCHEMA)
                    .bindAggregate(parse("array_transform(first_value(li), v -> v + sum(e + v))")))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME));
  }

  @Test
  void aBodyThatIsNotTheSameEachTimeIsAskedForEachElement() {
    TypedExpr random = bind("array_transform(li, v -> random())");
    assertThat(random.isVolatile()).isTrue();
    List<?> values = (List<?>) answers(random, row(upTo(100))).get(0);
    assertThat(values).doesNotHaveDuplicates();
    assertThat(
            answers(
                "array_transform(li, v -> random()) = array_transform(li, v -> random())",
                row(upTo(3))))
        .containsExactly(false);
  }

  @Test
  void programsOfOneShapeHaveBodiesOfTheirOwn() {
    Scratch scratch = new Scratch(Block.CAPACITY);
    TypedExpr one = bind("array_transform(li, v -> v + 1)");
    TypedExpr two = bind("array_transform(li, v -> v * 2)");
    assertThat(one).isNotEqualTo(two).isEqualTo(bind("array_transform(li, w -> w + 1)"));
    Program first = Program.compile(List.of(one), scratch);
    Program second = Program.compile(List.of(two), scratch);
    assertThat(answers(first, one, row(List.of(5L)))).containsExactly(List.of(6L));
    assertThat(answers(second, two, row(List.of(5L)))).containsExactly(List.of(10L));
    assertThat(answers(first, one, row(List.of(7L)))).containsExactly(List.of(8L));
  }

  @Test
  void stepsOfTheBodyAreListed() {
    try (Program program =
        Program.compile(List.of(bind("array_filter(li, v -> v % 2 = e)")), Block.CAPACITY)) {
      assertThat(program.steps(List.of("li", "e", "ls", "s")))
          .anyMatch(line -> line.contains("array_filter(li, e)"))
          .anyMatch(line -> line.contains("for the elements of all lists:"))
          .anyMatch(line -> line.contains("%(element, Int64(2))"));
    }
  }

  @Test
  void resultsThatGrowTooLargeAreRefusedForTheirRow() {
    List<Object> answers =
        answers(
            "array_transform(li, v -> array_transform(li, w -> array_transform(li, x -> x + v)))",
            row(upTo(2_000)),
            row(List.of(1L, 2L)));
    assertThat(answers.get(0))
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    assertThat(answers.get(1))
        .isEqualTo(
            List.of(
                List.of(List.of(2L, 3L), List.of(2L, 3L)),
                List.of(List.of(3L, 4L), List.of(3L, 4L))));
    assertThat(
            answers(
                "array_transform(li, v -> repeat(s, 100000))", row(upTo(100), null, null, "ab")))
        .allSatisfy(
            error ->
                assertThat((RuntimeException) error)
                    .hasMessageContaining("Cannot compute array_transform"));
  }

  @Test
  void whatIsBetweenMayBeLargeWhereResultsAreNot() {
    long size = 3_000;
    assertThat(
            answers(
                "array_length(array_filter(li, v ->"
                    + " array_length(array_transform(li, w -> v + w)) > 1))",
                row(upTo(size)),
                row(upTo(1))))
        .containsExactly(size, 0L);
  }

  @Test
  void ofAConstantListItIsAConstant() {
    assertThat(bind("array_transform([1, 2, null], v -> v * 2)"))
        .isInstanceOfSatisfying(
            TypedExpr.Constant.class,
            constant ->
                assertThat(constant.literal().value()).isEqualTo(Arrays.asList(2L, 4L, null)));
    assertThat(bind("array_has(array_filter(['a', 'b'], v -> v is null), s)"))
        .isEqualTo(bind("false"));
    List<String> others =
        List.of(
            "array_transform([1, 0], v -> 10 / v)",
            "array_transform([1, 2], v -> v + e)",
            "array_transform([1, 2], v -> random())",
            "array_filter([1, 2], v -> v)",
            "array_transform(['1', 'a'], v -> cast(v as bigint))",
            "array_transform([1, 2], v -> array_transform(make_array(v), w -> w))");
    assertThat(others)
        .allSatisfy(sql -> assertThat(bind(sql)).isInstanceOf(TypedExpr.LambdaCall.class));
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> answers("array_any_match(li, v -> v > 1)", row(upTo(3))))
          .isInstanceOfSatisfying(
              MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void lambdasElsewhereAreRefused() {
    Expr.Lambda lambda = new Expr.Lambda(List.of("v"), new Expr.LambdaVariable("v", null));
    Expr.Column list = new Expr.Column(null, "li");
    List<Expr> refused =
        List.of(
            lambda,
            lambda.body(),
            new Expr.HigherOrderCall("array_transform", List.of(list), null),
            new Expr.HigherOrderCall("array_transform", List.of(lambda, list), null),
            new Expr.HigherOrderCall("array_transform", List.of(list, list), null),
            new Expr.HigherOrderCall(
                "array_transform",
                List.of(list, new Expr.Lambda(List.of("v", "i"), lambda.body())),
                null),
            new Expr.HigherOrderCall("array_transfer", List.of(list, lambda), null),
            new Expr.HigherOrderCall(
                "array_transform", List.of(new Expr.Column(null, "e"), lambda), null));
    assertThat(refused)
        .allSatisfy(
            expr ->
                assertThatThrownBy(() -> Binder.over(SCHEMA).bind(expr))
                    .isInstanceOf(MillraceException.class));
  }
}
