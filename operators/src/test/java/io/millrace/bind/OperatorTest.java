// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of DataFusion 55, each with constants and, where it is stated, with columns too. */
class OperatorTest {
  private static final String FAILS = "fails";

  /** {@code left op right}, once folded and once over columns, gives that type and value. */
  private static void fact(
      String leftType,
      Object left,
      String symbol,
      String rightType,
      Object right,
      String type,
      Object value) {
    Operator operator =
        Arrays.stream(Operator.values())
            .filter(each -> each.symbol().equals(symbol))
            .findFirst()
            .orElseThrow();
    DataType a = DataType.parse(leftType);
    DataType b = DataType.parse(rightType);
    Expr folded =
        new Expr.Binary(
            operator,
            List.of(
                new Expr.Constant(new Literal(a, left)), new Expr.Constant(new Literal(b, right))));
    Expr columns =
        new Expr.Binary(operator, List.of(new Expr.Column(null, "a"), new Expr.Column(null, "b")));
    Schema schema = Schema.of(Field.of("a", a), Field.of("b", b));
    String name = left + " " + symbol + " " + right;
    assertThat(Binder.over(schema).bind(columns).type().toString()).as(name).isEqualTo(type);
    if (value == FAILS) {
      assertThat(Evaluation.of(folded, schema, left, right).toString()).startsWith("Cannot ");
      assertThat(Evaluation.of(columns, schema, left, right).toString()).startsWith("Cannot ");
    } else {
      assertThat(Evaluation.of(folded, schema, left, right)).as(name).isEqualTo(value);
      assertThat(Evaluation.of(columns, schema, left, right)).as(name).isEqualTo(value);
    }
  }

  private static BigInteger big(String digits) {
    return new BigInteger(digits);
  }

  @Test
  void integersWrapAndDivisionDoesNot() {
    fact("Int64", Long.MAX_VALUE, "+", "Int64", 1L, "Int64", Long.MIN_VALUE);
    fact("UInt8", 0L, "-", "UInt8", 1L, "UInt8", 255L);
    fact("Int16", 300L, "*", "Int16", 300L, "Int16", 24464L);
    fact("UInt64", -1L, "/", "UInt64", 10L, "UInt64", 1844674407370955161L);
    fact("UInt64", -1L, "%", "UInt64", 10L, "UInt64", 5L);
    fact("Int64", Long.MIN_VALUE, "/", "Int64", -1L, "Int64", FAILS);
    fact("Int8", -128L, "/", "Int8", -1L, "Int8", FAILS);
    fact("Int64", Long.MIN_VALUE, "%", "Int64", -1L, "Int64", 0L);
    fact("Int32", 1L, "%", "Int32", 0L, "Int32", FAILS);
    fact("Int8", 1L, "+", "UInt16", 2L, "Int32", 3L);
    fact("Int64", 1L, "+", "Null", null, "Int64", null);
  }

  @Test
  void floatsKeepTheirWidth() {
    fact("Float32", (double) 0.1f, "+", "Float32", (double) 0.2f, "Float32", (double) 0.3f);
    fact("Float16", 2048.0, "+", "Float16", 1.0, "Float16", 2048.0);
    fact("Float64", 1.0, "%", "Float64", 0.0, "Float64", Double.NaN);
    fact("Float32", 1.5, "+", "Int64", 1L, "Float32", 2.5);
  }

  @Test
  void decimalsHaveDigitsEnough() {
    String ten = "Decimal128(10, 2)";
    fact(ten, big("150"), "+", "Decimal128(5, 4)", big("70000"), "Decimal128(13, 4)", big("85000"));
    fact(ten, big("-150"), "-", ten, big("-250"), "Decimal128(11, 2)", big("100"));
    fact(ten, big("-150"), "*", "Decimal128(5, 4)", big("2"), "Decimal128(16, 6)", big("-300"));
    fact(
        ten,
        big("-150"),
        "/",
        "Decimal128(5, 4)",
        big("70000"),
        "Decimal128(18, 6)",
        big("-214285"));
    fact(ten, big("150"), "%", "Decimal128(3, 0)", big("1"), "Decimal128(5, 2)", big("50"));
    fact(ten, big("150"), "/", ten, big("0"), "Decimal128(16, 6)", FAILS);
    fact(
        "Decimal128(38, 0)",
        big("9".repeat(38)),
        "*",
        "Decimal128(38, 0)",
        big("9".repeat(38)),
        "Decimal128(38, 0)",
        FAILS);
    fact(
        "Decimal128(38, 0)",
        big("9223372036854775808"),
        "+",
        "Decimal128(38, 0)",
        big("-1"),
        "Decimal128(38, 0)",
        big("9223372036854775807"));
    fact(
        "Decimal256(50, 2)",
        big("100"),
        "*",
        "Decimal256(50, 2)",
        big("200"),
        "Decimal256(76, 4)",
        big("20000"));
    fact(ten, big("150"), "+", "Float64", 1.0, "Float64", 2.5);
  }

  @Test
  void momentsAndSpans() {
    String month = "Interval(MonthDayNano)";
    fact("Date32", 30L, "+", month, new Interval(1, 0, 0), "Date32", 58L);
    fact("Date32", 0L, "+", month, new Interval(0, 0, 3_600_000_000_000L), "Date32", 0L);
    fact("Date32", 10L, "-", "Date32", 3L, "Int64", 7L);
    fact("Date32", 10L, "+", "Int64", 3L, "Date32", 13L);
    fact("Timestamp(ms)", 5_000L, "-", "Timestamp(s)", 3L, "Duration(ms)", 2_000L);
    fact("Timestamp(s)", Long.MAX_VALUE, "+", "Duration(s)", 1L, "Timestamp(s)", FAILS);
    fact("Duration(s)", 1L, "-", "Duration(ms)", 1L, month, new Interval(0, 0, 999_000_000L));
    fact(
        "Time64(ns)",
        82_800_000_000_000L,
        "+",
        month,
        new Interval(0, 0, 7_200_000_000_000L),
        "Time64(ns)",
        3_600_000_000_000L);
    fact("Time32(s)", 10L, "-", "Time32(s)", 4L, month, new Interval(0, 0, 6_000_000_000L));
    // 2024-03-09T02:30 in New York: a day later that local time does not exist, a month later it is
    // an hour nearer to UTC.
    String newYork = "Timestamp(s, \"America/New_York\")";
    fact(newYork, 1_709_969_400L, "+", month, new Interval(0, 1, 0), newYork, FAILS);
    fact(newYork, 1_709_969_400L, "+", month, new Interval(1, 0, 0), newYork, 1_712_644_200L);
  }

  @Test
  void comparisonsOfEveryLane() {
    fact("Float64", Double.NaN, "=", "Float64", Double.NaN, "Boolean", true);
    fact("Float64", Double.NaN, ">", "Float64", Double.POSITIVE_INFINITY, "Boolean", true);
    fact("Float64", 0.0, "=", "Float64", -0.0, "Boolean", true);
    fact("Int64", -1L, "<", "UInt64", -1L, "Boolean", true);
    fact("Int64", Long.MIN_VALUE, "<", "Int64", Long.MAX_VALUE, "Boolean", true);
    fact("Int64", Long.MIN_VALUE, ">=", "Int64", Long.MAX_VALUE, "Boolean", false);
    fact("Int64", 3L, "!=", "Int64", 3L, "Boolean", false);
    fact("Utf8", "é", ">", "Utf8View", "z", "Boolean", true);
    fact("Utf8", "10", "<", "Int64", 9L, "Boolean", false);
    fact("Binary", Bytes.copyOf(new byte[] {97}), "=", "Utf8", "a", "Boolean", true);
    fact("Boolean", false, "<", "Boolean", true, "Boolean", true);
    fact("Decimal128(10, 2)", big("150"), "=", "Float64", 1.5, "Boolean", true);
    fact(
        "Interval(MonthDayNano)",
        new Interval(0, 1, 0),
        "<",
        "Interval(MonthDayNano)",
        new Interval(0, 0, 90_000_000_000_000L),
        "Boolean",
        false);
    fact("Int64", null, "IS DISTINCT FROM", "Int64", 1L, "Boolean", true);
    fact("Int64", null, "IS NOT DISTINCT FROM", "Int64", null, "Boolean", true);
    fact("Int64", null, "=", "Int64", null, "Boolean", null);
    fact("List(Int64)", List.of(1L, 2L), "<", "List(Int64)", List.of(1L, 3L), "Boolean", true);
  }

  @Test
  void bitsAndTexts() {
    fact("Int64", 1L, "<<", "Int64", 64L, "Int64", 1L);
    fact("Int64", 1L, "<<", "Int64", -1L, "Int64", Long.MIN_VALUE);
    fact("Int8", -128L, ">>", "Int8", 1L, "Int8", -64L);
    fact("UInt8", 255L, "<<", "UInt8", 1L, "UInt8", 254L);
    fact("Int8", -1L, "&", "UInt8", 255L, "Int16", 255L);
    fact("Int64", 5L, "BIT_XOR", "Int64", 3L, "Int64", 6L);
    fact("Utf8", "a", "||", "Int64", 1L, "Utf8", "a1");
    fact("LargeUtf8", "a", "||", "Utf8View", "b", "Utf8View", "ab");
    fact("Utf8", "a", "||", "Null", null, "Utf8", null);
    fact("Utf8", "٣", "~", "Utf8", "^\\d$", "Boolean", true);
    fact("Utf8", "ſ", "~~*", "Utf8", "S", "Boolean", true);
    fact("Utf8", "a\nb", "~~", "Utf8", "a%b", "Boolean", true);
    fact("Utf8", "a\\", "~~", "Utf8", "_\\", "Boolean", true);
  }
}
