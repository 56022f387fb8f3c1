// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResultJsonTest {
  private static final Schema SCHEMA =
      Schema.of(Field.of("carrier", DataType.UTF8), Field.of("delay", DataType.INT64));

  static Stream<Arguments> values() {
    DataType struct =
        new DataType.Struct(List.of(Field.of("a", DataType.INT64), Field.of("b", DataType.DATE32)));
    DataType list = new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.FLOAT64));
    return Stream.of(
        Arguments.of(DataType.INT64, null, "null"),
        Arguments.of(DataType.INT64, Long.MIN_VALUE, "-9223372036854775808"),
        Arguments.of(DataType.UINT64, -1L, "18446744073709551615"),
        Arguments.of(DataType.UINT8, 255L, "255"),
        Arguments.of(DataType.FLOAT64, 41.5, "41.5"),
        Arguments.of(DataType.FLOAT64, 2.0E-3, "0.002"),
        Arguments.of(DataType.FLOAT64, 2.2250738585072014E-308, "2.2250738585072014E-308"),
        Arguments.of(DataType.FLOAT64, 2e23, "2.0E23"),
        Arguments.of(DataType.FLOAT32, (double) 0.1f, "0.1"),
        Arguments.of(DataType.FLOAT64, Double.NaN, "\"NaN\""),
        Arguments.of(DataType.FLOAT64, Double.NEGATIVE_INFINITY, "\"-Infinity\""),
        Arguments.of(DataType.decimal128(10, 2), BigInteger.valueOf(-150), "\"-1.50\""),
        Arguments.of(DataType.decimal128(10, -2), BigInteger.valueOf(3), "\"300\""),
        Arguments.of(DataType.UTF8_VIEW, "a\"é", "\"a\\\"é\""),
        Arguments.of(DataType.BOOLEAN, true, "true"),
        Arguments.of(DataType.DATE32, 15_706L, "\"2013-01-01\""),
        Arguments.of(DataType.DATE64, 15_706L * 86_400_000, "\"2013-01-01\""),
        Arguments.of(
            new DataType.Time(TypeId.TIME64, TimeUnit.MICROSECOND),
            36_000_250_000L,
            "\"10:00:00.25\""),
        Arguments.of(
            DataType.timestamp(TimeUnit.NANOSECOND),
            1_357_034_400_500_000_000L,
            "\"2013-01-01T10:00:00.5\""),
        Arguments.of(
            DataType.timestamp(TimeUnit.SECOND, "UTC"), 1_357_034_400L, "\"2013-01-01T10:00:00Z\""),
        Arguments.of(
            DataType.timestamp(TimeUnit.SECOND, "+05:30"),
            1_357_034_400L,
            "\"2013-01-01T15:30:00+05:30\""),
        Arguments.of(
            DataType.timestamp(TimeUnit.MILLISECOND, "America/New_York"),
            -1L,
            "\"1969-12-31T18:59:59.999-05:00\""),
        Arguments.of(
            DataType.INTERVAL_MONTH_DAY_NANO,
            new Interval(14, 2, -3_500_000_000L),
            "\"P14M2DT-3.5S\""),
        Arguments.of(DataType.INTERVAL_MONTH_DAY_NANO, new Interval(0, 0, 0), "\"PT0S\""),
        Arguments.of(DataType.INTERVAL_YEAR_MONTH, -14L, "\"P-14M\""),
        Arguments.of(DataType.INTERVAL_DAY_TIME, 3L << 32 | 1_500L, "\"P3DT1.5S\""),
        Arguments.of(new DataType.Duration(TimeUnit.MILLISECOND), 90_000L, "\"PT90S\""),
        Arguments.of(DataType.BINARY, Bytes.copyOf(new byte[] {1, 2, -1}), "\"AQL/\""),
        Arguments.of(list, Arrays.asList(1.0, null), "[1.0,null]"),
        Arguments.of(struct, List.of(1L, 0L), "{\"a\":1,\"b\":\"1970-01-01\"}"),
        Arguments.of(map(DataType.UTF8), List.of(List.of("k", 1L)), "{\"k\":1}"),
        Arguments.of(map(DataType.INT64), List.of(List.of(5L, 1L)), "[[5,1]]"),
        Arguments.of(map(DataType.INT64), List.of(), "[]"),
        Arguments.of(map(DataType.UTF8_VIEW), List.of(), "{}"),
        Arguments.of(DataType.timestamp(TimeUnit.SECOND), Long.MAX_VALUE, "9223372036854775807"),
        Arguments.of(DataType.DATE32, (long) Integer.MAX_VALUE, "\"+5881580-07-11\""),
        Arguments.of(new DataType.Time(TypeId.TIME32, TimeUnit.SECOND), 90_000L, "90000"),
        Arguments.of(new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND), -5L, "-5"),
        Arguments.of(
            new DataType.Time(TypeId.TIME64, TimeUnit.MICROSECOND),
            Long.MAX_VALUE,
            "9223372036854775807"),
        Arguments.of(new DataType.Dictionary(DataType.INT8, DataType.UTF8), "x", "\"x\""));
  }

  private static DataType map(DataType key) {
    DataType entries =
        new DataType.Struct(
            List.of(Field.of("key", key, false), Field.of("value", DataType.INT64)));
    return new DataType.MapOf(Field.of("entries", entries, false), false);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsWrittenAsItsTypeSays(DataType type, Object value, String json) {
    RuleResult result = new RuleResult("r", 1, List.of(), null, new Literal(type, value), null);

    assertThat(ResultJson.line(result, SCHEMA))
        .isEqualTo("{\"rule\":\"r\",\"revision\":1,\"value\":" + json + "}");
  }

  @Test
  void anErrorHasThePartsThatApply() {
    Event event = new Event(1, new Object[] {"UA", null}, 0, 0);
    RuleError late = RuleError.ofEvent("r7", 4, ErrorCode.LATE_EVENT, "Cannot", event);
    RuleError syntax =
        RuleError.ofRule(
            "r7",
            4,
            new MillraceException(
                ErrorCode.UNKNOWN_NAME, "Cannot", new MillraceException.Position(1, 2)),
            null);

    assertThat(ErrorJson.line(late, SCHEMA))
        .isEqualTo(
            "{\"rule\":\"r7\",\"revision\":4,\"stage\":\"late\",\"code\":\"LATE_EVENT\","
                + "\"message\":\"Cannot\",\"event\":{\"carrier\":\"UA\",\"delay\":null}}");
    assertThat(ErrorJson.line(syntax, SCHEMA))
        .isEqualTo(
            "{\"rule\":\"r7\",\"revision\":4,\"stage\":\"bind\",\"code\":\"UNKNOWN_NAME\","
                + "\"message\":\"Cannot\",\"at\":{\"line\":1,\"column\":2}}");
    assertThat(ErrorJson.line(RuleError.ofLine(9, "a,b", "Cannot"), SCHEMA))
        .isEqualTo(
            "{\"stage\":\"event\",\"code\":\"BAD_EVENT\",\"message\":\"Cannot\",\"line\":9,"
                + "\"text\":\"a,b\"}");
  }
}
