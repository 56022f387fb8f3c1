// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinderTest {
  private static final Schema SCHEMA =
      Schema.of(
              Field.of("i", DataType.INT64),
              Field.of("small", DataType.INT8),
              Field.of("u", DataType.UINT64),
              Field.of("f", DataType.FLOAT64),
              Field.of("s", DataType.UTF8),
              Field.of("b", DataType.BOOLEAN),
              Field.of("d", DataType.decimal128(10, 2)))
          .as("t");
  private static final Object[] ROW = {
    7L, 127L, -1L, 1.5, "café", true, java.math.BigInteger.valueOf(150)
  };

  private static Expr col(String name) {
    return new Expr.Column("t", name);
  }

  private static Expr lit(Object value) {
    if (value == null) {
      return new Expr.Constant(Literal.NULL);
    }
    if (value instanceof Long number) {
      return new Expr.Constant(Literal.of(number));
    }
    return value instanceof Double number
        ? new Expr.Constant(Literal.of(number))
        : value instanceof Boolean truth
            ? new Expr.Constant(Literal.of(truth))
            : new Expr.Constant(Literal.of((String) value));
  }

  private static Expr op(Expr left, Operator operator, Expr right) {
    return new Expr.Binary(operator, List.of(left, right));
  }

  private static TypedExpr bound(Expr expr) {
    return Binder.over(SCHEMA).bind(expr);
  }

  private static Object value(Expr expr) {
    return Evaluation.of(expr, SCHEMA, ROW);
  }

  private static void fact(Expr expr, String type, Object value) {
    assertThat(bound(expr).type()).hasToString(type);
    assertThat(value(expr)).isEqualTo(value);
  }

  private static void refused(Expr expr, ErrorCode code, String... words) {
    assertThatThrownBy(() -> bound(expr))
        .isInstanceOfSatisfying(MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  @Test
  void arithmeticWrapsAtTheWidthOfItsType() {
    fact(op(col("small"), Operator.PLUS, col("small")), "Int8", -2L);
    fact(op(col("small"), Operator.PLUS, lit(1L)), "Int64", 128L);
    fact(op(col("small"), Operator.MULTIPLY, col("f")), "Float64", 190.5);
  }

  @Test
  void divisionTruncatesAndFailsByZero() {
    fact(op(lit(-7L), Operator.DIVIDE, lit(2L)), "Int64", -3L);
    fact(op(lit(7L), Operator.MODULO, lit(-3L)), "Int64", 1L);
    fact(op(lit(1.0), Operator.DIVIDE, lit(0.0)), "Float64", Double.POSITIVE_INFINITY);
    assertThat(value(op(col("i"), Operator.DIVIDE, lit(0L))))
        .isEqualTo("Cannot divide 7: the divisor is 0, expected any other number");
  }

  @Test
  void signedWithUnsignedIsExact() {
    fact(
        op(col("i"), Operator.PLUS, col("u")),
        "Decimal128(21, 0)",
        new java.math.BigInteger("18446744073709551622"));
    fact(op(col("u"), Operator.GT, col("i")), "Boolean", true);
  }

  @Test
  void decimalsGetTheirPrecision() {
    fact(
        op(col("d"), Operator.DIVIDE, lit(7L)),
        "Decimal128(14, 6)",
        java.math.BigInteger.valueOf(214285));
    fact(
        op(col("d"), Operator.PLUS, lit(1L)),
        "Decimal128(23, 2)",
        java.math.BigInteger.valueOf(250));
  }

  @Test
  void textBesideANumberIsReadAsOne() {
    fact(op(lit("10"), Operator.LT, lit(9L)), "Boolean", false);
    fact(new Expr.InList(lit(1L), List.of(lit("1"), lit(2L)), false), "Boolean", true);
    fact(
        new Expr.Case(null, List.of(new Expr.Case.WhenThen(lit(true), lit(1L))), lit("a")),
        "Utf8",
        "1");
  }

  @Test
  void aDecidingOperandDecidesWhereverItStands() {
    Expr fails = op(op(lit(1L), Operator.DIVIDE, lit(0L)), Operator.EQ, lit(1L));
    fact(op(lit(false), Operator.AND, fails), "Boolean", false);
    fact(op(fails, Operator.AND, lit(false)), "Boolean", false);
    fact(op(lit(true), Operator.OR, fails), "Boolean", true);
    fact(op(col("b"), Operator.AND, lit(null)), "Boolean", null);
  }

  @Test
  void nullsInBetweenAndInAreThreeValued() {
    fact(new Expr.Between(lit(1L), false, lit(null), lit(0L)), "Boolean", false);
    fact(new Expr.InList(col("i"), List.of(lit(1L), lit(null)), false), "Boolean", null);
    fact(new Expr.InList(col("i"), List.of(lit(7L), lit(null)), true), "Boolean", false);
    fact(new Expr.Is(Expr.Is.Test.NOT_TRUE, lit(null)), "Boolean", true);
  }

  @Test
  void likeReadsPercentUnderscoreAndBackslash() {
    for (Map.Entry<String, Boolean> each :
        Map.of(
                "caf_", true, "%f%", true, "ca%", true, "%fé", true, "ca", false, "_%_f\\é", true,
                "CAF%", false, "caf__", false)
            .entrySet()) {
      Expr like = new Expr.Like(Expr.Like.Kind.LIKE, false, col("s"), lit(each.getKey()), null);
      assertThat(value(like)).as(each.getKey()).isEqualTo(each.getValue());
    }
    fact(new Expr.Like(Expr.Like.Kind.ILIKE, false, col("s"), lit("%FÉ"), null), "Boolean", true);
    fact(
        new Expr.Like(Expr.Like.Kind.SIMILAR_TO, true, col("s"), lit("[x-z]"), null),
        "Boolean",
        true);
  }

  @Test
  void chainsOfTenThousandAreBound() {
    Expr sum = new Expr.Binary(Operator.PLUS, Collections.nCopies(10_000, col("i")));
    assertThat(bound(sum).type()).isEqualTo(DataType.INT64);
    Expr all = new Expr.Binary(Operator.AND, Collections.nCopies(10_000, col("b")));
    assertThat(bound(all).children()).hasSize(10_000);
  }

  @Test
  void unknownColumnsAreRefusedWithTheNearestName() {
    refused(col("smal"), ErrorCode.UNKNOWN_NAME, "column 'smal'", "did you mean 'small'?");
    refused(new Expr.Column("r", "i"), ErrorCode.UNKNOWN_NAME, "'r'");
    Expr two = op(new Expr.Column("r", "i"), Operator.EQ, new Expr.Column("q", "i"));
    assertThatThrownBy(() -> Binder.over(SCHEMA).withAnyQualifier().bind(two))
        .hasMessageContainingAll("one table", "another column");
    Expr one = op(new Expr.Column("r", "i"), Operator.EQ, new Expr.Column(null, "i"));
    assertThat(Binder.over(SCHEMA).withAnyQualifier().bind(one).type()).isEqualTo(DataType.BOOLEAN);
  }

  @Test
  void typesThatDoNotGoTogetherAreRefused() {
    refused(op(col("b"), Operator.EQ, lit(1L)), ErrorCode.TYPE_MISMATCH, "(Boolean, Int64)");
    refused(op(col("s"), Operator.AND, lit(true)), ErrorCode.TYPE_MISMATCH, "Utf8", "Boolean");
    refused(new Expr.Not(col("i")), ErrorCode.TYPE_MISMATCH, "NOT", "Int64");
    refused(new Expr.Negative(col("u")), ErrorCode.TYPE_MISMATCH, "UInt64");
  }

  @Test
  void aggregatesBelongToGroups() {
    Expr count =
        new Expr.AggregateCall("count", List.of(col("i")), false, null, List.of(), null, null);
    refused(count, ErrorCode.NOT_ALLOWED_HERE, "aggregate");
    Expr twice = op(count, Operator.PLUS, count);
    Aggregation aggregation = Aggregation.of(List.of(Binder.over(SCHEMA).bindAggregate(twice)));
    assertThat(aggregation.calls()).hasSize(1);
    assertThat(aggregation.results().get(0).children())
        .isEqualTo(
            Arrays.asList(
                new TypedExpr.Input(0, DataType.INT64), new TypedExpr.Input(0, DataType.INT64)));
    assertThatThrownBy(() -> Binder.over(SCHEMA).bindAggregate(op(count, Operator.PLUS, col("i"))))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED_HERE));
  }

  @Test
  void lazyFunctionsEvaluateWhatIsNeeded() {
    Expr fails = op(lit(1L), Operator.DIVIDE, lit(0L));
    fact(new Expr.ScalarCall("coalesce", List.of(col("i"), fails)), "Int64", 7L);
    fact(new Expr.ScalarCall("nvl", List.of(lit(1L), lit("2"))), "Utf8View", "1");
    fact(new Expr.ScalarCall("nvl2", List.of(lit(null), fails, lit(2L))), "Int64", 2L);
    fact(new Expr.ScalarCall("nullif", List.of(lit(0.0), lit(-0.0))), "Float64", 0.0);
    fact(new Expr.ScalarCall("nullif", List.of(col("i"), lit("7"))), "Int64", null);
  }

  @Test
  void typesAreNamedAndAskedFor() {
    fact(new Expr.ScalarCall("arrow_typeof", List.of(col("d"))), "Utf8", "Decimal128(10, 2)");
    fact(new Expr.ScalarCall("arrow_cast", List.of(col("small"), lit("UInt64"))), "UInt64", 127L);
    fact(new Expr.ScalarCall("arrow_try_cast", List.of(col("s"), lit("Int8"))), "Int8", null);
    refused(
        new Expr.ScalarCall("arrow_cast", List.of(col("i"), col("s"))),
        ErrorCode.TYPE_MISMATCH,
        "arrow_cast",
        "constant text");
  }

  @Test
  void nestedValuesAreMadeAndTakenApart() {
    Expr list = new Expr.ScalarCall("make_array", List.of(col("i"), lit(null), lit("2")));
    fact(list, "List(Int64)", Arrays.asList(7L, null, 2L));
    Expr struct = new Expr.ScalarCall("named_struct", List.of(lit("a"), col("i"), lit("b"), list));
    fact(
        new Expr.ScalarCall("get_field", List.of(struct, lit("b"))),
        "List(Int64)",
        Arrays.asList(7L, null, 2L));
    fact(new Expr.ScalarCall("greatest", List.of(col("i"), lit(null), lit(9L))), "Int64", 9L);
    fact(new Expr.ScalarCall("least", List.of(col("f"), lit(Double.NaN))), "Float64", 1.5);
    refused(
        new Expr.ScalarCall("get_field", List.of(struct, lit("c"))),
        ErrorCode.TYPE_MISMATCH,
        "no member 'c'");
  }

  @Test
  void unknownFunctionsAreToldFromThoseNotEvaluated() {
    refused(new Expr.ScalarCall("coalesc", List.of()), ErrorCode.UNKNOWN_NAME, "'coalesce'?");
    refused(
        new Expr.ScalarCall("file_row_index", List.of()),
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "it asks for the file of a row");
  }

  @Test
  void nowIsWhatItIsSaidToBe() {
    TypedExpr instant =
        new TypedExpr.Constant(
            new Literal(DataType.parse("Timestamp(ns, \"+00:00\")"), 86_400_000_000_001L));
    Binder binder = Binder.over(SCHEMA).withNow(instant);
    assertThat(binder.bind(new Expr.ScalarCall("now", List.of())))
        .isEqualTo(
            new TypedExpr.Constant(
                new Literal(DataType.parse("Timestamp(ns)"), 86_400_000_000_001L)));
    assertThat(binder.bind(new Expr.ScalarCall("current_date", List.of())))
        .isEqualTo(new TypedExpr.Constant(new Literal(DataType.DATE32, 1L)));
    assertThat(binder.bind(new Expr.ScalarCall("current_time", List.of())))
        .isEqualTo(new TypedExpr.Constant(new Literal(DataType.parse("Time64(ns)"), 1L)));
  }

  @Test
  void functionsOfTheClockThatAreGivenArgumentsAreNamed() {
    for (String function : List.of("now", "current_date", "current_time")) {
      assertThatThrownBy(
              () -> Binder.over(SCHEMA).bind(new Expr.ScalarCall(function, List.of(lit(1L)))))
          .hasMessage(
              "Cannot bind " + function + ": the arguments are (Int64), expected no argument");
    }
  }

  @Test
  void aDecimalIsComparedInItsOwnDigits() {
    Expr cut = new Expr.Cast(col("d"), DataType.INT64, false, true, Map.of());
    fact(op(cut, Operator.EQ, lit(1L)), "Boolean", false);
    fact(op(col("d"), Operator.EQ, lit(1.5)), "Boolean", true);
    fact(op(col("small"), Operator.LT, lit(300L)), "Boolean", true);
  }

  @Test
  void listsAreCastByTheirElements() {
    Expr list = new Expr.ScalarCall("make_array", List.of(col("i"), lit(null)));
    Expr texts = Expr.Cast.of(list, DataType.parse("LargeList(Utf8)"));
    fact(texts, "LargeList(Utf8)", Arrays.asList("7", null));
    fact(Expr.Cast.of(list, DataType.UTF8), "Utf8", "[7, ]");
    Expr alone =
        new Expr.Case(null, List.of(new Expr.Case.WhenThen(col("b"), lit(null))), col("i"));
    fact(
        Expr.Cast.of(alone, DataType.parse("List(Int32)")),
        "List(Int32)",
        Collections.singletonList(null));
    fact(op(list, Operator.EQ, texts), "Boolean", true);
  }
}
