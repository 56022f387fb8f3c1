// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static io.millrace.expr.Exprs.aggregate;
import static io.millrace.expr.Exprs.and;
import static io.millrace.expr.Exprs.avg;
import static io.millrace.expr.Exprs.call;
import static io.millrace.expr.Exprs.caseOf;
import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.count;
import static io.millrace.expr.Exprs.countDistinct;
import static io.millrace.expr.Exprs.firstValue;
import static io.millrace.expr.Exprs.lastValue;
import static io.millrace.expr.Exprs.lit;
import static io.millrace.expr.Exprs.max;
import static io.millrace.expr.Exprs.median;
import static io.millrace.expr.Exprs.min;
import static io.millrace.expr.Exprs.nullLiteral;
import static io.millrace.expr.Exprs.or;
import static io.millrace.expr.Exprs.stddev;
import static io.millrace.expr.Exprs.sum;
import static io.millrace.expr.Exprs.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.wire.ExprCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExprsTest {
  /** Each with the bytes that datafusion-python 55.0.0 wrote for the call in the comment. */
  static Stream<Arguments> writtenByPython() {
    return Stream.of(
        // col("a")
        arguments(col("a"), "CgMKAWE="),
        // col("A")
        arguments(col("A"), "CgMKAWE="),
        // col('"A"')
        arguments(col("\"A\""), "CgMKAUE="),
        // col("T.A")
        arguments(col("T.A"), "CggKAWESAwoBdA=="),
        // col('"t.a"')
        arguments(col("\"t.a\""), "CgUKA3QuYQ=="),
        // col('t."A b"')
        arguments(col("t.\"A b\""), "CgoKA0EgYhIDCgF0"),
        // col("A B")
        arguments(col("A B"), "CgUKA0EgQg=="),
        // col("A . B")
        arguments(col("A . B"), "CggKAWISAwoBYQ=="),
        // col("c.s.t.a")
        arguments(col("c.s.t.a"), "CgwKAWESBwoFYy5zLnQ="),
        // col("X.c.s.t.a")
        arguments(col("X.c.s.t.a"), "CgsKCVguYy5zLnQuYQ=="),
        // col("A.")
        arguments(col("A."), "CgQKAkEu"),
        // col("1A")
        arguments(col("1A"), "CgQKAjFB"),
        // col('"a""b"')
        arguments(col("\"a\"\"b\""), "CgUKA2EiYg=="),
        // col('"A')
        arguments(col("\"A"), "CgQKAiJB"),
        // col('`A``b`')
        arguments(col("`A``b`"), "CgUKA0FgYg=="),
        // col("ÀB")
        arguments(col("ÀB"), "CgUKA8OAYg=="),
        // col("")
        arguments(col(""), "CgA="),
        // col('""')
        arguments(col("\"\""), "CgA="),
        // col("A日$1")
        arguments(col("A日$1"), "CggKBmHml6UkMQ=="),
        // col("A-B")
        arguments(col("A-B"), "CgUKA0EtQg=="),
        // lit(5)
        arguments(lit(5), "GgI4BQ=="),
        // lit(-5)
        arguments(lit(-5L), "Ggs4+///////////AQ=="),
        // lit(True)
        arguments(lit(true), "GgIIAQ=="),
        // lit(1.5)
        arguments(lit(1.5), "GglpAAAAAAAA+D8="),
        // lit(float("nan"))
        arguments(lit(Double.NaN), "GglpAAAAAAAA+H8="),
        // lit("a")
        arguments(lit("a"), "GgS6AQFh"),
        // lit("a")
        arguments(lit('a'), "GgS6AQFh"),
        // lit("")
        arguments(lit(""), "GgO6AQA="),
        // lit(None)
        arguments(nullLiteral(), "GgWKAgIKAA=="),
        // lit(b"ab")
        arguments(lit("ab".getBytes(UTF_8)), "GgXiAQJhYg=="),
        // lit(datetime.date(2024,1,2))
        arguments(lit(LocalDate.of(2024, 1, 2)), "GgRwjJoB"),
        // lit(datetime.date(1969,12,31))
        arguments(lit(LocalDate.of(1969, 12, 31)), "Ggtw////////////AQ=="),
        // lit(datetime.datetime(2024,1,2,3,4,5,6))
        arguments(lit(LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6_000)), "GgzSAQkIxqa3gty9gwM="),
        // lit(datetime.datetime(2024,1,2,3,4,5,6,tzinfo=U))
        arguments(
            lit(Instant.parse("2024-01-02T03:04:05.000006Z")), "GhHSAQ4Ixqa3gty9gwMqA1VUQw=="),
        // lit(datetime.datetime(1969,12,31,23,59,59,999999,tzinfo=U))
        arguments(
            lit(Instant.parse("1969-12-31T23:59:59.999999Z")), "GhPSARAI////////////ASoDVVRD"),
        // lit(datetime.time(1,2,3,4))
        arguments(lit(LocalTime.of(1, 2, 3, 4_000)), "GgnyAQYIxPGh7w0="),
        // lit(datetime.timedelta(days=1,microseconds=5))
        arguments(lit(Duration.ofDays(1).plusNanos(5_000)), "GgioAoXA3e7BAg=="),
        // lit(datetime.timedelta(microseconds=-5))
        arguments(lit(Duration.ofNanos(-5_000)), "GgyoAvv//////////wE="),
        // lit(pa.scalar(5, pa.timestamp("ns", "UTC")))
        arguments(lit(Instant.ofEpochSecond(0, 5)), "GgrSAQcQBSoDVVRD"),
        // lit(decimal.Decimal("1.50"))
        arguments(lit(new BigDecimal("1.50")), "GhmiARYKEAAAAAAAAAAAAAAAAAAAAJYQAxgC"),
        // lit(decimal.Decimal("-0.001"))
        arguments(lit(new BigDecimal("-0.001")), "GhmiARYKEP////////////////////8QAxgD"),
        // lit(decimal.Decimal("1E+3"))
        arguments(lit(new BigDecimal("1E+3")), "GheiARQKEAAAAAAAAAAAAAAAAAAAA+gQBA=="),
        // lit(decimal.Decimal("0"))
        arguments(lit(BigDecimal.ZERO), "GheiARQKEAAAAAAAAAAAAAAAAAAAAAAQAQ=="),
        // lit(decimal.Decimal("0.00"))
        arguments(lit(new BigDecimal("0.00")), "GhmiARYKEAAAAAAAAAAAAAAAAAAAAAAQAhgC"),
        // lit(decimal.Decimal("123456789012345678901234567890123456789"))
        arguments(
            lit(new BigDecimal("123456789012345678901234567890123456789")),
            "Gie6AiQKIAAAAAAAAAAAAAAAAAAAAABc4OmlYBX+xarfoyiuOYEVECc="),
        // lit(pa.scalar(5, pa.int8()))
        arguments(lit(new Literal(DataType.INT8, 5L)), "GgIgBQ=="),
        // (col("a") > 5) & (col("b") < 6) & (col("c") == 7)
        arguments(
            col("a").gt(lit(5)).and(col("b").lt(lit(6))).and(col("c").eq(lit(7))),
            "IkQKEyIRCgUKAwoBYQoEGgI4BRoCR3QKEyIRCgUKAwoBYgoEGgI4BhoCTHQKEyIRCgUKAwoBYwoEGgI4BxoCRXEaA0FuZA=="),
        // (col("a") > 5) & ((col("b") < 6) & (col("c") == 7))
        arguments(
            col("a").gt(lit(5)).and(col("b").lt(lit(6)).and(col("c").eq(lit(7)))),
            "Ik0KEyIRCgUKAwoBYQoEGgI4BRoCR3QKMSIvChMiEQoFCgMKAWIKBBoCOAYaAkx0ChMiEQoFCgMKAWMKBBoCOAcaAkVxGgNBbmQaA0FuZA=="),
        // col("a") & col("b") & col("c")
        arguments(
            and(List.of(col("a"), col("b"), col("c"))), "IhoKBQoDCgFhCgUKAwoBYgoFCgMKAWMaA0FuZA=="),
        // col("a") | col("b") | col("c")
        arguments(
            or(List.of(col("a"), col("b"), col("c"))), "IhkKBQoDCgFhCgUKAwoBYgoFCgMKAWMaAk9y"),
        // (col("a") >= 5) | (col("b") <= 6) | (col("c") != 7)
        arguments(
            col("a").gtEq(lit(5)).or(col("b").ltEq(lit(6))).or(col("c").notEq(lit(7))),
            "IkoKFSITCgUKAwoBYQoEGgI4BRoER3RFcQoVIhMKBQoDCgFiCgQaAjgGGgRMdEVxChYiFAoFCgMKAWMKBBoCOAcaBU5vdEVxGgJPcg=="),
        // col("a") + 1 - 2
        arguments(
            col("a").plus(lit(1)).minus(lit(2)),
            "IiQKFSITCgUKAwoBYQoEGgI4ARoEUGx1cwoEGgI4AhoFTWludXM="),
        // col("a") * 2 / 3 % 4
        arguments(
            col("a").times(lit(2)).dividedBy(lit(3)).modulo(lit(4)),
            "IjsKKyIpChkiFwoFCgMKAWEKBBoCOAIaCE11bHRpcGx5CgQaAjgDGgZEaXZpZGUKBBoCOAQaBk1vZHVsbw=="),
        // ~col("a")
        arguments(col("a").not(), "QgcKBQoDCgFh"),
        // col("a").is_null()
        arguments(col("a").isNull(), "MgcKBQoDCgFh"),
        // col("a").is_not_null()
        arguments(col("a").isNotNull(), "OgcKBQoDCgFh"),
        // col("a").between(1, 2)
        arguments(col("a").between(lit(1), lit(2)), "ShMKBQoDCgFhGgQaAjgBIgQaAjgC"),
        // col("a").between(1, 2, negated=True)
        arguments(col("a").notBetween(lit(1), lit(2)), "ShUKBQoDCgFhEAEaBBoCOAEiBBoCOAI="),
        // f.in_list(col("a"), [lit(1), lit(2)])
        arguments(col("a").in(lit(1), lit(2)), "chMKBQoDCgFhEgQaAjgBEgQaAjgC"),
        // f.in_list(col("a"), [lit(1), lit(2)], negated=True)
        arguments(col("a").notIn(lit(1), lit(2)), "chUKBQoDCgFhEgQaAjgBEgQaAjgCGAE="),
        // f.in_list(col("a"), [])
        arguments(col("a").in(), "cgcKBQoDCgFh"),
        // col("a").cast(pa.int64())
        arguments(col("a").cast(DataType.INT64), "Wg0KBQoDCgFhEgJSACAB"),
        // col("a").try_cast(pa.int64())
        arguments(col("a").tryCast(DataType.INT64), "igENCgUKAwoBYRICUgAgAQ=="),
        // col("a").cast(pa.timestamp("ns", "UTC"))
        arguments(
            col("a").cast(DataType.parse("Timestamp(ns, \"UTC\")")),
            "WhUKBQoDCgFhEgqiAQcIAxIDVVRDIAE="),
        // col("a").alias("x")
        arguments(col("a").alias("x"), "EgoKBQoDCgFhEgF4"),
        // f.upper(col("a"))
        arguments(call("upper", col("a")), "ogEOCgV1cHBlchIFCgMKAWE="),
        // f.pow(col("a"), lit(2))
        arguments(call("pow", col("a"), lit(2)), "ogEUCgVwb3dlchIFCgMKAWESBBoCOAI="),
        // f.char_length(col("a"))
        arguments(call("char_length", col("a")), "ogEZChBjaGFyYWN0ZXJfbGVuZ3RoEgUKAwoBYQ=="),
        // f.date_trunc(lit("month"), col("a"))
        arguments(
            call("date_trunc", lit("month"), col("a")),
            "ogEfCgpkYXRlX3RydW5jEgoaCLoBBW1vbnRoEgUKAwoBYQ=="),
        // f.coalesce(col("a"), lit("b"))
        arguments(call("coalesce", col("a"), lit("b")), "ogEZCghjb2FsZXNjZRIFCgMKAWESBhoEugEBYg=="),
        // f.now()
        arguments(call("now"), "ogEFCgNub3c="),
        // f.when(col("a") > 1, lit("x")).otherwise(lit("y"))
        arguments(
            when(col("a").gt(lit(1))).then(lit("x")).otherwise(lit("y")),
            "UicSHQoTIhEKBQoDCgFhCgQaAjgBGgJHdBIGGgS6AQF4GgYaBLoBAXk="),
        // f.when(col("a") > 1, lit("x")).when(col("a") > 0, lit("z")).end()
        arguments(
            when(col("a").gt(lit(1))).then(lit("x")).when(col("a").gt(lit(0))).then(lit("z")).end(),
            "Uj4SHQoTIhEKBQoDCgFhCgQaAjgBGgJHdBIGGgS6AQF4Eh0KEyIRCgUKAwoBYQoEGgI4ABoCR3QSBhoEugEBeg=="),
        // f.case(col("a")).when(lit(1), lit("x")).otherwise(lit("y"))
        arguments(
            caseOf(col("a")).when(lit(1)).then(lit("x")).otherwise(lit("y")),
            "Uh8KBQoDCgFhEg4KBBoCOAESBhoEugEBeBoGGgS6AQF5"),
        // f.count()
        arguments(count(), "mgENCgVjb3VudBIEGgI4AQ=="),
        // f.count(col("a"))
        arguments(count(col("a")), "mgEOCgVjb3VudBIFCgMKAWE="),
        // f.count(col("a"), distinct=True)
        arguments(countDistinct(col("a")), "mgEQCgVjb3VudBIFCgMKAWEoAQ=="),
        // f.sum(col("a"))
        arguments(sum(col("a")), "mgEMCgNzdW0SBQoDCgFh"),
        // f.sum(col("a"), distinct=True, filter=col("b") > 1)
        arguments(
            aggregate("sum", col("a")).distinct().filter(col("b").gt(lit(1))).build(),
            "mgEjCgNzdW0SBQoDCgFhGhMiEQoFCgMKAWIKBBoCOAEaAkd0KAE="),
        // f.avg(col("a"))
        arguments(avg(col("a")), "mgEMCgNhdmcSBQoDCgFh"),
        // f.mean(col("a"))
        arguments(aggregate("mean", col("a")).build(), "mgEMCgNhdmcSBQoDCgFh"),
        // f.min(col("a"))
        arguments(min(col("a")), "mgEMCgNtaW4SBQoDCgFh"),
        // f.max(col("a"))
        arguments(max(col("a")), "mgEMCgNtYXgSBQoDCgFh"),
        // f.median(col("a"))
        arguments(median(col("a")), "mgEPCgZtZWRpYW4SBQoDCgFh"),
        // f.stddev(col("a"))
        arguments(stddev(col("a")), "mgEPCgZzdGRkZXYSBQoDCgFh"),
        // f.first_value(col("a"))
        arguments(firstValue(col("a")), "mgEWCgtmaXJzdF92YWx1ZRIFCgMKAWE4AA=="),
        // f.first_value(col("a"), order_by=[col("b").sort()])
        arguments(
            firstValue(col("a"), col("b").ascending()),
            "mgEhCgtmaXJzdF92YWx1ZRIFCgMKAWEiCQoFCgMKAWIQATgA"),
        // f.last_value(col("a"), order_by=[col("b").sort(ascending=False)])
        arguments(
            lastValue(col("a"), col("b").descending()),
            "mgEeCgpsYXN0X3ZhbHVlEgUKAwoBYSIHCgUKAwoBYjgA"),
        // f.last_value(col("a"), order_by=[col("b").sort(ascending=False, nulls_first=True)])
        arguments(
            lastValue(col("a"), col("b").descending().withNullsFirst()),
            "mgEgCgpsYXN0X3ZhbHVlEgUKAwoBYSIJCgUKAwoBYhgBOAA="),
        // f.array_agg(col("a")).order_by(col("b").sort()).build()
        arguments(
            aggregate("array_agg", col("a")).orderBy(col("b").ascending()).build(),
            "mgEdCglhcnJheV9hZ2cSBQoDCgFhIgkKBQoDCgFiEAE="),
        // f.array_agg(col("a")).null_treatment(NullTreatment.IGNORE_NULLS).build()
        arguments(
            aggregate("array_agg", col("a")).nullTreatment(NullTreatment.IGNORE_NULLS).build(),
            "mgEUCglhcnJheV9hZ2cSBQoDCgFhOAE="),
        // f.max(col("dep_delay")) > f.avg(col("dep_delay")) * 3 + 60
        arguments(
            max(col("dep_delay")).gt(avg(col("dep_delay")).times(lit(3)).plus(lit(60))),
            "IloKF5oBFAoDbWF4Eg0KCwoJZGVwX2RlbGF5CjsiOQorIikKF5oBFAoDYXZnEg0KCwoJZGVwX2RlbGF5CgQaAjgDGghNdWx0aXBseQoEGgI4PBoEUGx1cxoCR3Q="));
  }

  @ParameterizedTest
  @MethodSource("writtenByPython")
  void whatIsBuiltHereHasTheBytesOfDatafusionPython(Expr expr, String bytes) {
    byte[] encoded = ExprCodec.create().encode(expr);

    assertThat(Base64.getEncoder().encodeToString(encoded)).isEqualTo(bytes);
    assertThat(ExprCodec.create().decode(encoded)).isEqualTo(expr);
  }

  @Test
  void aChainOfOneConditionIsTheCondition() {
    assertThat(and(List.of(col("a")))).isEqualTo(col("a"));
    assertThatThrownBy(() -> or(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void functionsThatTakeLambdasAreCalledLikeOthers() {
    Expr lambda = new Expr.Lambda(List.of("x"), new Expr.LambdaVariable("x", null).times(lit(2)));

    assertThat(ExprPrinter.display(call("list_transform", col("a"), lambda)))
        .isEqualTo("array_transform(a, (x) -> x * Int64(2))");
  }

  @Test
  void anUnknownFunctionIsNamedWithTheOneProbablyMeant() {
    assertThatThrownBy(() -> call("uper", col("a")))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME))
        .hasMessage(
            "Cannot call function 'uper': there is none of that name; did you mean 'upper'?");
    assertThatThrownBy(() -> aggregate("upper", col("a")))
        .hasMessageStartingWith("Cannot call function 'upper': there is none of that name");
  }

  @Test
  void decimalsBeyondTheWidestTypeAreRefused() {
    assertThatThrownBy(() -> lit(new BigDecimal("1".repeat(77))))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("77 digits");
    assertThatThrownBy(() -> lit(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(MillraceException.class);
  }
}
