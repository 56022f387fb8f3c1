// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPrinterTest {
  static final Schema SCHEMA =
      Schema.of(
              Field.of("a", DataType.INT64),
              Field.of("b", DataType.BOOLEAN),
              Field.of("s", DataType.UTF8),
              Field.of("f", DataType.FLOAT64),
              Field.of("ts", DataType.timestamp(TimeUnit.NANOSECOND)),
              Field.of("Q x", DataType.FLOAT64),
              Field.of("select", DataType.INT64),
              Field.of("case", DataType.INT64),
              Field.of("l", new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64))),
              Field.of("st", new DataType.Struct(List.of(Field.of("x", DataType.INT64)))),
              Field.of("m", map()))
          .as("t");

  private static DataType map() {
    List<Field> entry =
        List.of(Field.of("key", DataType.UTF8, false), Field.of("value", DataType.INT64));
    return new DataType.MapOf(Field.of("entries", new DataType.Struct(entry), false), false);
  }

  private static String print(Expr expr) {
    return SqlPrinter.over(SCHEMA).print(expr);
  }

  private static Expr parse(String sql) {
    return SqlParser.over(SCHEMA).parse(sql);
  }

  @Test
  void theExampleOfTheClassWorks() {
    Schema flights =
        Schema.of(Field.of("carrier", DataType.UTF8), Field.of("dep_delay", DataType.FLOAT64));
    Expr late = col("dep_delay").plus(lit(5)).gt(lit(60)).and(col("carrier").isNotNull());
    String sql = SqlPrinter.over(flights).print(late);
    assertThat(sql).isEqualTo("dep_delay + 5 > 60 AND carrier IS NOT NULL");
    assertThat(SqlParser.over(flights).parse(sql)).isEqualTo(late);
  }

  /** Each as it is to be printed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a + 1 * 2 - 3",
        "(a + 1) * 2",
        "a - (1 - 2) - 3",
        "a / (1 * 2) % 3",
        "a & 1 | 2 ^ 3 << 4",
        "(a | 1) & 2",
        "a >> (1 >> 2)",
        "a ^ 1 ^ 2",
        "-a * 2",
        "-(a * 2)",
        "-(-a)",
        "-(5)",
        "-(-5)",
        "-5 - -5",
        "-(INTERVAL '1 days')",
        "b AND b OR b AND NOT b",
        "b AND (b OR b)",
        "NOT (b AND b)",
        "NOT NOT b",
        "NOT a = 1",
        "(NOT b) = b",
        "a = 1 AND a != 2 AND a < 3 AND a >= 4",
        "(a = 1) != b",
        "a = 1 = b",
        "(a = 1) IS NULL",
        "a IS NOT NULL",
        "b IS UNKNOWN OR b IS NOT FALSE",
        "a IS DISTINCT FROM 1",
        "(a IS DISTINCT FROM 1) AND b",
        "(a IS DISTINCT FROM a) IS DISTINCT FROM b",
        "a IS NOT DISTINCT FROM (b AND b)",
        "a BETWEEN 1 + 1 AND 2 AND b",
        "a NOT BETWEEN 1 AND (b AND b)",
        "a IN (1, NULL, b OR b)",
        "a NOT IN (1)",
        "s LIKE 'a%' ESCAPE '!'",
        "s NOT ILIKE s || '_'",
        "s SIMILAR TO '(a|b)*'",
        "s ~ 'x' AND s !~* 'y'",
        "s ~~ 'x'",
        "CASE WHEN b THEN 1 END",
        "CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE 'z' END",
        "CAST(a AS INT UNSIGNED)",
        "TRY_CAST(s AS DECIMAL(10, -2))",
        "CAST(s AS DECIMAL(50, 3))",
        "CAST(s AS VARCHAR[])",
        "CAST(l AS BIGINT[3])",
        "CAST(st AS STRUCT<\"x\" TINYINT, \"Y z\" REAL[]>)",
        "DATE '2024-02-29'",
        "TIME '12:00:00'",
        "TIMESTAMP '2024-02-29 12:00:00'",
        "CAST(s AS TIMESTAMP(3))",
        "ts AT TIME ZONE 'Europe/Berlin'",
        "-ts AT TIME ZONE 'UTC'",
        "s || s AT TIME ZONE 'UTC'",
        "l[1]",
        "l[a & 1]",
        "l[(a | 1)]",
        "l[1:2]",
        "l[1:-1:2]",
        "[1, 2, a][1]",
        "[]",
        "st['x']",
        "{'a': 1, 'b c': {'x': s}}",
        "MAP {'k': 1, 'm': a}",
        "map_extract(m, 'k')",
        "make_list(1)[1]",
        "struct(1, 2)",
        "EXTRACT(YEAR FROM ts)",
        "date_part('year', ts)",
        "strpos(s, 'x')",
        "btrim(s, 'x')",
        "substr(s, 1, 2)",
        "overlay(s PLACING 'x' FROM 1 FOR 2)",
        "char_length(s)",
        "mean(a)",
        "current_date()",
        "current_timestamp()",
        "count(*)",
        "count(1)",
        "count(DISTINCT a) FILTER (WHERE b)",
        "count(*) FILTER (WHERE b)",
        "array_agg(a ORDER BY f DESC, s NULLS FIRST) IGNORE NULLS",
        "array_agg(a ORDER BY (1))",
        "percentile_cont(0.5) WITHIN GROUP (ORDER BY f DESC)",
        "approx_percentile_cont(0.5, 100) WITHIN GROUP (ORDER BY f)",
        "row_number() OVER ()",
        "sum(a) OVER (PARTITION BY s, (1) ORDER BY ts)",
        "sum(a) OVER (ORDER BY ts DESC NULLS LAST ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
        "sum(a) OVER (ORDER BY ts RANGE BETWEEN INTERVAL '1 DAY' PRECEDING AND 1 FOLLOWING)",
        "sum(a) OVER (RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
        "lag(a, 1) IGNORE NULLS OVER (ORDER BY ts)",
        "count(*) OVER (PARTITION BY s)",
        "a < ALL(l)",
        "a + 1 >= ANY(l)",
        "a != ANY(l) AND b",
        "unnest(l)",
        "$1",
        "a = $1",
        ":name",
        "1e999",
        "-1e999",
        "1.5",
        "-0.0",
        "1e16",
        "18446744073709551615",
        "-9223372036854775808",
        "'it''s'",
        "X'00ff'",
        "TRUE AND NULL",
        "INTERVAL '14 mons 3 days -1 hours -0.5 secs'",
        "INTERVAL '0 secs'",
        "\"Q x\"",
        "a AS \"Sum of a\"",
        "char_length(s) AS n",
        "a AS \"case\"",
        "\"case\" + 1",
      })
  void printsWhatIsNeededAndNoMore(String sql) {
    assertThat(print(parse(sql))).isEqualTo(sql);
  }

  @Test
  void lambdasAreSaidInDuckDbsDialect() {
    SqlParser parser = SqlParser.over(SCHEMA).withDialect(Dialect.DUCKDB);
    SqlPrinter printer = SqlPrinter.over(SCHEMA).withDialect(Dialect.DUCKDB);
    for (String sql :
        List.of(
            "array_transform(l, x -> x + a)",
            "list_filter(l, a -> a > t.a)",
            "array_transform([[1]], x -> array_transform(x, y -> make_array(y, x[1])))")) {
      assertThat(printer.print(parser.parse(sql))).isEqualTo(sql);
    }
    assertUnsaid(
        () -> print(parser.parse("array_transform(l, x -> x + a)")),
        "(x) -> x + t.a",
        "a lambda is no part of the dialect GENERIC");
  }

  @Test
  void aChainOfThousandsIsPrintedWithoutParentheses() {
    Expr chain =
        new Expr.Binary(
            Operator.OR,
            IntStream.range(0, 5_000).mapToObj(i -> (Expr) new Expr.Column("t", "b")).toList());
    assertThat(print(chain)).hasSize(5_000 * 5 - 4);
  }

  @Test
  void namesTheSmallestPartThatCanNotBeSaid() {
    assertUnsaid(
        () -> print(new Expr.Not(new Expr.Column("t", "b")).and(lit("x").eq(lit("y")))),
        "Utf8View(\"x\")",
        "SQL has no literals of Utf8View");
    assertUnsaid(
        () -> print(new Expr.Column("t", "a").plus(new Expr.Column("u", "a"))),
        "u.a",
        "its text, a, is another expression");
    assertUnsaid(
        () -> print(new Expr.Not(new Expr.Column("t", "a"))), "NOT t.a", "NOT a, is refused");
    assertUnsaid(
        () -> print(new Expr.Constant(new Literal(DataType.INT64, null))),
        "Int64(NULL)",
        "SQL's NULL has no type");
    assertUnsaid(
        () -> print(Expr.Cast.of(new Expr.Column("t", "a"), DataType.UTF8)),
        "CAST(t.a AS Utf8)",
        "no name for the type Utf8");
    assertUnsaid(
        () -> print(new Expr.Column("t", "a").alias("x").plus(lit(1))),
        "t.a AS x",
        "a name inside");
    assertUnsaid(
        () -> print(new Expr.InList(new Expr.Column("t", "a"), List.of(), false)),
        "t.a IN ([])",
        "is refused");
    assertUnsaid(() -> print(lit(Double.NaN)), "Float64(NaN)", "no literals of Float64");
    assertUnsaid(
        () -> print(new Expr.ScalarSubquery(Bytes.wrap(new byte[0]), List.of())),
        "(<subquery>)",
        "it is a query");
  }

  private static void assertUnsaid(Runnable printing, String part, String reason) {
    assertThatThrownBy(printing::run)
        .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .satisfies(e -> assertThat(e).hasMessageStartingWith("Cannot print " + part + " as SQL:"))
        .satisfies(e -> assertThat(e).hasMessageContaining(reason));
  }

  @Test
  void equivalentsSayTheSameValuesInOtherExpressions() {
    SqlPrinter printer = SqlPrinter.over(SCHEMA).withEquivalents();
    Expr carrier = new Expr.Column("t", "s").eq(lit("UA")).alias("x").and(lit(true));
    assertThat(printer.print(carrier)).isEqualTo("s = arrow_cast('UA', 'Utf8View') AND TRUE");
    assertThat(printer.print(Expr.Cast.of(new Expr.Column("t", "a"), DataType.UTF8)))
        .isEqualTo("arrow_cast(a, 'Utf8')");
    assertThat(printer.print(lit(new Literal(DataType.decimal128(5, 2), BigInteger.TEN))))
        .isEqualTo("arrow_cast('0.10', 'Decimal128(5, 2)')");
    assertThat(printer.print(parse("char_length(s) AS n"))).isEqualTo("char_length(s) AS n");
  }

  @Test
  void aTextThatTheParserWouldNotTakeIsOverItsLimit() {
    SqlPrinter printer =
        SqlPrinter.over(SCHEMA).withLimits(Limits.DEFAULT.with(Limit.SQL_LENGTH, 10));
    assertThatThrownBy(() -> printer.print(parse("a + a + a + a")))
        .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  /** A function of somebody else. */
  private record Own() implements Definition {
    @Override
    public Optional<Bytes> payload() {
      return Optional.empty();
    }
  }

  @Test
  void functionsOfOnesOwnAreSaidToAParserThatKnowsThem() {
    Expr call = new Expr.ScalarCall("My substr", List.of(lit(1)), new Own());
    assertThat(SqlPrinter.over(SCHEMA).withFunctions((name, kind) -> new Own()).print(call))
        .isEqualTo("\"My substr\"(1)");
    assertUnsaid(() -> print(call), "My substr(Int64(1))", "is refused");
  }

  /** A column of each word; whether in quotes or not, it is read as that column. */
  @ParameterizedTest
  @MethodSource("words")
  void everyWordOfTheGrammarCanNameAColumn(String word) {
    Schema schema = Schema.of(Field.of(word, DataType.INT64), Field.of("z", DataType.INT64));
    Expr column = new Expr.Column(null, word);
    SqlPrinter printer = SqlPrinter.over(schema);
    assertThat(printer.print(column)).isIn(word, '"' + word + '"');
    printer.print(new Expr.Negative(column).plus(column).in(column, lit(1)));
    printer.print(new Expr.Case(column, List.of(new Expr.Case.WhenThen(column, column)), column));
    printer.print(new Expr.Column(null, "z").alias(word));
  }

  static List<String> words() {
    return IntStream.rangeClosed(1, SqlExpressionLexer.VOCABULARY.getMaxTokenType())
        .mapToObj(SqlExpressionLexer.VOCABULARY::getSymbolicName)
        .filter(name -> name != null)
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  @Test
  void randomExpressionsArePrintedAndReadBack() {
    long seed = new Random().nextLong();
    RandomExprs random = new RandomExprs(new Random(seed), SCHEMA.table());
    for (int i = 0; i < 2_000; i++) {
      Expr expr = random.next();
      assertThat(parse(print(expr))).as("seed %d, number %d", seed, i).isEqualTo(expr);
    }
  }
}
