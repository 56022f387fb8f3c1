// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {
  private static final Schema SCHEMA =
      Schema.of(
              Field.of("a", DataType.INT64),
              Field.of("b", DataType.BOOLEAN),
              Field.of("s", DataType.UTF8),
              Field.of("amount", DataType.decimal128(12, 2)),
              Field.of("Q x", DataType.FLOAT64),
              Field.of("st", new DataType.Struct(List.of(Field.of("x", DataType.INT64)))))
          .as("t");

  private static Expr parse(String sql) {
    return SqlParser.over(SCHEMA).parse(sql);
  }

  private static String display(String sql) {
    return ExprPrinter.display(parse(sql));
  }

  @Test
  void theExampleOfTheClassWorks() {
    Schema flights =
        Schema.of(Field.of("carrier", DataType.UTF8), Field.of("dep_delay", DataType.FLOAT64));
    Expr late = SqlParser.over(flights).parse("dep_delay > 60 and carrier in ('AA', 'UA')");
    assertThat(ExprPrinter.display(late))
        .isEqualTo("dep_delay > Int64(60) AND carrier IN ([Utf8(\"AA\"), Utf8(\"UA\")])");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "a = 1 or b and not b => (a = 1) or (b and (not b))",
        "not a = 1 and b => (not (a = 1)) and b",
        "a + 2 * 3 = 7 => (a + (2 * 3)) = 7",
        "1 + 2 || 's' => 1 + (2 || 's')",
        "a & 1 | 2 ^ 3 << 4 => (a & 1) | ((2 ^ 3) << 4)",
        "a between 1 and 2 and b => (a between 1 and 2) and b",
        "a between 1 and 2 = b => (a between 1 and 2) = b",
        "s like 'a' = b => s like ('a' = b)",
        "a = 1 is null => (a = 1) is null",
        "b is distinct from b and b => b is distinct from (b and b)",
        "-a * 2 => (-a) * 2",
        "-a::int => -(a::int)",
        "a >> 1 > 2 => (a >> 1) > 2",
        "a is null::int => (a is null)::int",
        "a in (1)::int + 2 => ((a in (1))::int) + 2",
        "a between not b and 3 and b => (a between (not b) and 3) and b",
        "s similar to s like s => (s similar to s) like s",
        "not b in (b) => not (b in (b))",
        "-a is null => (-a) is null",
        "b and b or b and b => (b and b) or (b and b)"
      })
  void bindsAsDataFusionDoes(String sql, String withParentheses) {
    assertThat(parse(sql)).isEqualTo(parse(withParentheses));
  }

  @Test
  void aChainOfOneOperatorIsFlatAndParenthesesOnItsRightNest() {
    assertThat(parse("1 + 2 + 3")).isEqualTo(parse("(1 + 2) + 3"));
    assertThat(((Expr.Binary) parse("1 + 2 + 3")).operands()).hasSize(3);
    assertThat(((Expr.Binary) parse("1 + (2 + 3)")).operands()).hasSize(2);
  }

  @Test
  void numbersAreAsWideAsTheyNeed() {
    assertThat(constant("9223372036854775807")).isEqualTo(Literal.of(Long.MAX_VALUE));
    assertThat(constant("-9223372036854775808")).isEqualTo(Literal.of(Long.MIN_VALUE));
    assertThat(constant("9223372036854775808"))
        .isEqualTo(new Literal(DataType.UINT64, Long.MIN_VALUE));
    assertThat(constant("18446744073709551616")).isEqualTo(Literal.of(18446744073709551616.0));
    assertThat(constant("1.")).isEqualTo(Literal.of(1.0));
    assertThat(constant("-0.0")).isEqualTo(Literal.of(-0.0));
  }

  @Test
  void textsAreReadInEveryQuoting() {
    assertThat(constant("'it''s'")).isEqualTo(Literal.of("it's"));
    assertThat(constant("'a\\n'")).isEqualTo(Literal.of("a\\n"));
    assertThat(constant("E'a\\n\\u0041\\x42\\103'")).isEqualTo(Literal.of("a\nABC"));
    assertThat(constant("$$dol'lar$$")).isEqualTo(Literal.of("dol'lar"));
    assertThat(constant("$tag$a$$b$tag$")).isEqualTo(Literal.of("a$$b"));
  }

  private static Literal constant(String sql) {
    return ((Expr.Constant) parse(sql)).literal();
  }

  @Test
  void namesAreLowerCasedUnlessQuoted() {
    assertThat(parse("A")).isEqualTo(new Expr.Column("t", "a"));
    assertThat(parse("T.A")).isEqualTo(new Expr.Column("t", "a"));
    assertThat(parse("public.t.a")).isEqualTo(new Expr.Column("t", "a"));
    assertThat(parse("\"Q x\"")).isEqualTo(new Expr.Column("t", "Q x"));
    assertThat(display("st.x")).isEqualTo("get_field(t.st, Utf8(\"x\"))");
  }

  @Test
  void anotherNameOfAFunctionNamesItsResult() {
    assertThat(display("pow(a, 2)")).isEqualTo("power(t.a, Int64(2)) AS pow(t.a,Int64(2))");
    assertThat(display("count(*)")).isEqualTo("count(Int64(1)) AS count(*)");
  }

  @Test
  void placeholdersTakeTheTypeOfWhatTheyStandBeside() {
    assertThat(((Expr.Binary) parse("a = $1")).operands().get(1))
        .isEqualTo(new Expr.Placeholder("$1", DataType.INT64, true, Map.of()));
    assertThat(((Expr.InList) parse("s in ($x)")).list().get(0))
        .isEqualTo(new Expr.Placeholder("$x", DataType.UTF8, true, Map.of()));
  }

  @Test
  void lambdasAreDuckDbs() {
    Schema lists = Schema.of(Field.of("l", DataType.parse("List(Int64)"))).as("t");
    Expr doubled =
        SqlParser.over(lists).withDialect(Dialect.DUCKDB).parse("array_transform(l, x -> x * 2)");
    assertThat(ExprPrinter.display(doubled)).isEqualTo("array_transform(t.l, (x) -> x * Int64(2))");
    assertThatThrownBy(() -> SqlParser.over(lists).parse("array_transform(l, x -> x * 2)"))
        .hasMessageStartingWith("Cannot use lambda: found the dialect GENERIC, expected DUCKDB");
  }

  @Test
  void aCommentThatIsOpenIsRefused() {
    assertThatThrownBy(() -> parse("1 /* /* */"))
        .hasMessage(
            """
            Cannot parse SQL: found a comment that is not closed
              1 | 1 /* /* */
                |   ^^^^^^^^\
            """);
  }

  @Test
  void commentsNestWithoutEnd() {
    String comment = "/*".repeat(20_000) + "*/".repeat(20_000);
    assertThat(SqlParser.over(SCHEMA).withLimits(wide()).parse(comment + "1 -- end"))
        .isEqualTo(parse("1"));
  }

  @Test
  void aLongChainTakesNoStack() throws InterruptedException {
    String sql =
        IntStream.range(0, 10_000).mapToObj(i -> "a > " + i).collect(Collectors.joining(" and "));
    Expr[] parsed = new Expr[1];
    Thread thread =
        new Thread(
            null,
            () -> parsed[0] = SqlParser.over(SCHEMA).withLimits(wide()).parse(sql),
            "small stack",
            256 * 1024);
    thread.start();
    thread.join();
    assertThat(parsed[0])
        .asInstanceOf(InstanceOfAssertFactories.type(Expr.Binary.class))
        .satisfies(chain -> assertThat(chain.operator()).isEqualTo(Operator.AND))
        .satisfies(chain -> assertThat(chain.operands()).hasSize(10_000));
  }

  private static Limits wide() {
    return Limits.DEFAULT.with(Limit.SQL_LENGTH, 1 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "abs(", "- ", "not "})
  void nestsAsDeepAsDataFusionAndNoDeeper(String opening) {
    String closing = opening.endsWith("(") ? ")" : opening.equals("[") ? "]" : "";
    String leaf = opening.equals("not ") ? "b" : "a";
    assertThat(parse(opening.repeat(48) + leaf + closing.repeat(48))).isNotNull();
    assertThatThrownBy(() -> parse(opening.repeat(50) + leaf + closing.repeat(50)))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> parse(" ".repeat(70_000)))
        .hasMessageContaining("70000 characters, expected at most maxSqlLength = 65536")
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  @Test
  void anUnknownColumnIsPointedAt() {
    assertThatThrownBy(() -> parse("a = 1\n  and amout > 100"))
        .hasMessage(
            """
            Cannot resolve column: found "amout", expected one of the input
              2 |   and amout > 100
                |       ^^^^^  did you mean "amount" (Decimal128(12, 2))?
              columns: a, b, s, amount, Q x, st\
            """)
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
              assertThat(e.position()).contains(new MillraceException.Position(2, 7));
            });
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void everySpellingOfAnOperatorIsRead(Operator operator) {
    for (String spelling : operator.spellings()) {
      if (!spelling.equals("BIT_XOR")) {
        assertThat(parse("a " + spelling + " a"))
            .as(spelling)
            .isInstanceOfSatisfying(
                Expr.Binary.class, each -> assertThat(each.operator()).isEqualTo(operator));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"coalesce(%s, 1)", "least(1, %s)", "nvl2(b, %s, 1)", "nullif(%s, 1)", "trunc(%s)"})
  void callsThatWidenUnsignedNumbersMayHaveASign(String call) {
    String unsigned = "cast(a as tinyint unsigned)";
    assertThat(parse("- " + call.formatted(unsigned))).isInstanceOf(Expr.Negative.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coalesce(%s, %s)", "nullif(NULL, %s)", "round(%s)", "abs(%s)"})
  void callsThatGiveUnsignedNumbersHaveNoSign(String call) {
    String sql = "- " + call.replace("%s", "cast(a as tinyint unsigned)");
    assertThatThrownBy(() -> parse(sql))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH));
  }

  @Test
  void anUnknownFunctionIsPointedAt() {
    assertThatThrownBy(() -> parse("1 + uper(s)"))
        .hasMessage(
            """
            Cannot resolve function: found "uper", expected one that DataFusion has
              1 | 1 + uper(s)
                |     ^^^^  did you mean "upper"?\
            """);
  }

  @Test
  void aSyntaxErrorIsPointedAt() {
    assertThatThrownBy(() -> parse("a in ()"))
        .hasMessage(
            """
            Cannot parse SQL: found ")", expected an expression
              1 | a in ()
                |       ^\
            """)
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "not 1 => TYPE_MISMATCH",
        "- 'a' => TYPE_MISMATCH",
        "1 + => SYNTAX",
        "1 x => SYNTAX",
        "'open => SYNTAX",
        "a[2:] => SYNTAX",
        "x -> x => SYNTAX",
        "cast(a as uuid) => UNKNOWN_NAME",
        "cast(a as decimal(77, 1)) => TYPE_MISMATCH",
        "interval '1 fortnight' => SYNTAX",
        "sum(a) within group (order by a) => TYPE_MISMATCH",
        "row_number() => UNKNOWN_NAME"
      })
  void whatDataFusionRefusesIsRefused(String sql, ErrorCode code) {
    assertThatThrownBy(() -> parse(sql))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.position()).isPresent();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " = ",
      quoteCharacter = '\0',
      value = {
        "substr(str => s, start_pos => 2) = substr(s, 2)",
        "substr(s, length => 1, START_POS => 2) = substr(s, 2, 1)",
        "substr('str' => s, \"start_pos\" => 2) = substr(s, 2)",
        "corr(x => a, y => amount) = corr(amount, a)",
        "corr(distinct x => a, y => amount) over () = corr(distinct amount, a) over ()",
        "percentile_cont(a, percentile => 0.5) = percentile_cont(a, 0.5)",
        "percentile_cont(percentile => 0.5) within group (order by a)"
            + " = percentile_cont(0.5) within group (order by a)",
        "percentile_cont(percentile => 0.5 order by a) = percentile_cont(0.5 order by a)",
        "lag(offset => 2, expr => a) over (order by a) = lag(a, 2) over (order by a)",
        "lead(a, default => 0, offset => 1) over () = lead(a, 1, 0) over ()",
        "map(k => 'a', v => 1) = map('a', 1)",
        "make_map(k => 'a', v => 1) = make_map('a', 1)",
        "unnest(list => [1]) = unnest([1])",
      })
  void argumentsMayNameTheirParameters(String named, String byPlace) {
    assertThat(parse(named)).isEqualTo(parse(byPlace));
  }

  @Test
  void aCallWithNamesIsNamedAsItIsWritten() {
    assertThat(display("substring(str => s, start_pos => 2)"))
        .isEqualTo("substr(t.s, Int64(2)) AS substring(t.s,Int64(2))");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '\0',
      value = {
        "substr(str => s, 2) -> without a name behind one with a name",
        "substr(s, length => 1) -> found no argument \"start_pos\"",
        "substr(s, str => 'a', start_pos => 2) -> found the argument \"str\" twice",
        "substr(s, length => 1, length => 2) -> found the argument \"length\" twice",
        "substr(string => s) -> found the argument \"string\", expected one of str, start_pos,",
        "substr('STR' => s) -> found the argument \"STR\", expected one of str, start_pos, length",
        "percentile_cont(expr => 0.5) within group (order by a) -> found the argument \"expr\""
            + " twice",
        "upper(str => s) -> found an argument with a name, which it does not take",
        "sum(expr => a) -> found an argument with a name, which it does not take",
        "row_number(a => 1) over () -> found an argument with a name, which it does not take",
        "map(a => [1], b => [2]) -> found an argument with a name, which it does not take",
        "substr(str => t.*, start_pos => 1) -> found all columns of a table behind a name",
        "substr(t.str => s, start_pos => 1) -> found \"=>\"",
      })
  void namesOfArgumentsThatAreWrongAreSaid(String sql, String found) {
    assertThatThrownBy(() -> parse(sql)).hasMessageContaining(found);
  }

  private static final Schema OF_WORDS =
      Schema.of(
              Stream.of(
                      ("id all and any as between case cast distinct else end escape from ilike in"
                           + " is like not or safe_cast similar some struct then try_cast when xor")
                          .split(" "))
                  .map(word -> Field.of(word, DataType.INT64))
                  .toArray(Field[]::new))
          .as("t");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '\0',
      value = {
        "id like all -> t.id LIKE t.all",
        "id is distinct from all -> t.id IS DISTINCT FROM t.all",
        "id is not distinct from any -> t.id IS NOT DISTINCT FROM t.any",
        "id in (all + 1) -> t.id IN ([t.all + Int64(1)])",
        "id between all and any -> t.id BETWEEN t.all AND t.any",
        "case when all then any else some end -> CASE WHEN t.all THEN t.any ELSE t.some END",
        "case all when any then some end -> CASE t.all WHEN t.any THEN t.some END",
        "not any = 1 -> NOT t.any = Int64(1)",
        "-all -> (- t.all)",
        "all[1] -> array_element(t.all, Int64(1))",
        "case when when then then else else end -> CASE WHEN t.when THEN t.then ELSE t.else END",
        "case when case = 1 then 1 end -> CASE WHEN t.case = Int64(1) THEN Int64(1) END",
        "case when case when id = 1 then 1 end = 1 then 1 end -> CASE WHEN CASE WHEN t.id ="
            + " Int64(1) THEN Int64(1) END = Int64(1) THEN Int64(1) END",
        "and and and -> t.and AND t.and",
        "in in (in) -> t.in IN ([t.in])",
        "between between between and between -> t.between BETWEEN t.between AND t.between",
        "is is null -> t.is IS NULL",
        "like like like -> t.like LIKE t.like",
        "as as as -> t.as AS as",
        "not not = 1 -> NOT t.not = Int64(1)",
        "case -> t.case",
        "case + case -> t.case + t.case",
        "cast = 1 -> t.cast = Int64(1)",
        "end + end -> t.end + t.end",
        "abs(distinct + 1) -> abs(Int64(1))",
        "abs(all + 1) -> abs(Int64(1))",
        "sum(distinct id) -> sum(DISTINCT t.id)",
        "greatest(1, distinct) -> greatest(Int64(1), t.distinct)",
        "id is distinct from distinct -> t.id IS DISTINCT FROM t.distinct",
        "cast(cast as int) -> CAST(t.cast AS Int32)",
        "cast as cast -> t.cast AS cast",
        "id = not -> t.id = t.not",
        "id in (not, 1) -> t.id IN ([t.not, Int64(1)])",
        "{'a': not} -> named_struct(Utf8(\"a\"), t.not)",
        "not > 1 -> t.not > Int64(1)",
        "abs(not) -> abs(t.not)",
        "not + 1 = 2 -> NOT Int64(1) = Int64(2)",
        "when -> t.when",
      })
  void reservedWordsAreColumnsWhereNothingElseCanBeMadeOfThem(String sql, String display) {
    Expr expr = SqlParser.over(OF_WORDS).parse(sql);
    assertThat(ExprPrinter.display(expr)).isEqualTo(display);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id || all",
        "id = any",
        "id and all",
        "id = some + 1",
        "abs(all)",
        "sum(distinct)",
        "not in (1)",
        "not like 'a'",
        "not is null",
        "case when not then 1 end",
        "case case when 1 then 1 end",
        "case when id = 1 then 2",
        "id = 1 and or id",
        "id and",
        "and(1)",
        "struct",
        "interval",
        "trim",
      })
  void butWhereDataFusionTakesThemForWordsTheyAre(String sql) {
    assertThatThrownBy(() -> SqlParser.over(OF_WORDS).parse(sql))
        .isInstanceOf(MillraceException.class);
  }
}
