// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JavaValuesTest {
  private static final LocalDateTime AT = LocalDateTime.parse("1969-12-31T23:59:58.123456789");
  private static final String WIDE = "123456789012345678901234567890.12345678";

  /** Type, what goes in, what comes out. */
  static Stream<Arguments> values() {
    return Stream.of(
        arguments("Boolean", true, true),
        arguments("Boolean", false, false),
        arguments("Int8", (byte) -128, (byte) -128),
        arguments("Int8", 7L, (byte) 7),
        arguments("Int16", (short) -300, (short) -300),
        arguments("Int32", Integer.MIN_VALUE, Integer.MIN_VALUE),
        arguments("Int32", (byte) 3, 3),
        arguments("Int64", Long.MIN_VALUE, Long.MIN_VALUE),
        arguments("Int64", 3, 3L),
        arguments("Int64", BigInteger.TEN, 10L),
        arguments("UInt8", 255, 255L),
        arguments("UInt16", 65_535, 65_535L),
        arguments("UInt32", 4_294_967_295L, 4_294_967_295L),
        arguments(
            "UInt64",
            new BigInteger("18446744073709551615"),
            new BigInteger("18446744073709551615")),
        arguments("UInt64", 5, BigInteger.valueOf(5)),
        arguments("Float16", 0.1f, 0.099975586f),
        arguments("Float32", 0.1f, 0.1f),
        arguments("Float32", 0.1, 0.1f),
        arguments("Float64", 0.1, 0.1),
        arguments("Float64", Double.NaN, Double.NaN),
        arguments("Float64", -0.0, -0.0),
        arguments("Float64", 3, 3.0),
        arguments("Decimal32(9, 2)", new BigDecimal("-1234567.89"), new BigDecimal("-1234567.89")),
        arguments("Decimal64(18, 2)", new BigDecimal("1.5"), new BigDecimal("1.50")),
        arguments("Decimal128(5, 2)", new BigDecimal("1.005"), new BigDecimal("1.01")),
        arguments("Decimal128(38, 8)", new BigDecimal(WIDE), new BigDecimal(WIDE)),
        arguments("Decimal128(38, 8)", new BigDecimal(WIDE).negate(), new BigDecimal("-" + WIDE)),
        arguments("Decimal128(5, 2)", 12, new BigDecimal("12.00")),
        arguments("Decimal128(5, 2)", 1.25, new BigDecimal("1.25")),
        arguments("Decimal256(50, 8)", new BigDecimal(WIDE), new BigDecimal(WIDE)),
        arguments("Utf8", "", ""),
        arguments("Utf8", "naïve \uD83D\uDE00", "naïve \uD83D\uDE00"),
        arguments("Utf8", new StringBuilder("built"), "built"),
        arguments("Utf8", 'x', "x"),
        arguments("LargeUtf8", "large", "large"),
        arguments("Utf8View", "view", "view"),
        arguments("Binary", bytes("\0\1"), bytes("\0\1")),
        arguments("LargeBinary", bytes(""), bytes("")),
        arguments("BinaryView", bytes("abc"), bytes("abc")),
        arguments("FixedSizeBinary(2)", bytes("ab"), bytes("ab")),
        arguments("Date32", LocalDate.parse("1969-12-31"), LocalDate.parse("1969-12-31")),
        arguments("Date32", java.sql.Date.valueOf("2024-02-29"), LocalDate.parse("2024-02-29")),
        arguments("Date64", LocalDate.parse("2024-02-29"), LocalDate.parse("2024-02-29")),
        arguments("Time32(s)", LocalTime.parse("23:59:59.9"), LocalTime.parse("23:59:59")),
        arguments("Time32(ms)", LocalTime.parse("01:02:03.004"), LocalTime.parse("01:02:03.004")),
        arguments("Time64(µs)", LocalTime.parse("00:00:00.000001"), LocalTime.ofNanoOfDay(1000)),
        arguments("Time64(ns)", LocalTime.MAX, LocalTime.MAX),
        arguments("Time32(s)", java.sql.Time.valueOf("01:02:03"), LocalTime.of(1, 2, 3)),
        arguments("Timestamp(s)", AT, LocalDateTime.parse("1969-12-31T23:59:58")),
        arguments("Timestamp(ms)", AT, LocalDateTime.parse("1969-12-31T23:59:58.123")),
        arguments("Timestamp(µs)", AT, LocalDateTime.parse("1969-12-31T23:59:58.123456")),
        arguments("Timestamp(ns)", AT, AT),
        arguments("Timestamp(ns)", Timestamp.valueOf(AT), AT),
        arguments("Timestamp(ns)", AT.toInstant(ZoneOffset.UTC), AT),
        arguments("Timestamp(ns, \"UTC\")", AT.atOffset(ZoneOffset.UTC), utc(AT)),
        arguments(
            "Timestamp(ns, \"UTC\")", AT.atZone(ZoneOffset.ofHours(2)), utc(AT.minusHours(2))),
        arguments("Timestamp(ns, \"UTC\")", Timestamp.from(utc(AT)), utc(AT)),
        arguments("Timestamp(ms, \"America/New_York\")", Instant.EPOCH, Instant.EPOCH),
        arguments("Timestamp(ns)", local(Long.MIN_VALUE), local(Long.MIN_VALUE)),
        arguments("Timestamp(ns)", local(Long.MAX_VALUE), local(Long.MAX_VALUE)),
        arguments("Duration(s)", Duration.ofMillis(-1500), Duration.ofSeconds(-2)),
        arguments(
            "Duration(ns)", Duration.ofNanos(Long.MIN_VALUE), Duration.ofNanos(Long.MIN_VALUE)),
        arguments("Dictionary(Int32, Utf8)", "one", "one"),
        arguments("Dictionary(Int8, Timestamp(ns, \"UTC\"))", Instant.EPOCH, Instant.EPOCH),
        arguments("List(Int64)", new long[] {1, 2}, new Long[] {1L, 2L}),
        arguments("List(Int64)", Arrays.asList(1, null), new Long[] {1L, null}),
        arguments("LargeList(Utf8)", new String[] {"a", null}, new String[] {"a", null}),
        arguments(
            "FixedSizeList(2 x Date32)",
            List.of(LocalDate.EPOCH, LocalDate.MAX.withYear(9999)),
            new LocalDate[] {LocalDate.EPOCH, LocalDate.MAX.withYear(9999)}),
        arguments(
            "List(List(Decimal128(3, 1)))",
            List.of(List.of(1), List.of()),
            new BigDecimal[][] {{new BigDecimal("1.0")}, {}}),
        arguments(
            "Struct(\"a\": Int32, \"b\": List(Boolean), \"c\": Binary)",
            Row.of(1, new boolean[] {true}, null),
            Row.of(1, new Boolean[] {true}, null)),
        arguments(
            "Map(\"entries\": non-null Struct(\"key\": non-null Utf8, \"value\": Float64),"
                + " unsorted)",
            Collections.singletonMap("x", null),
            Collections.singletonMap("x", null)),
        arguments(
            "Map(\"entries\": non-null Struct(\"key\": non-null Utf8, \"value\": Struct(\"d\":"
                + " UInt64)), unsorted)",
            Map.of("x", Row.of(7)),
            Map.of("x", Row.of(BigInteger.valueOf(7)))));
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static Instant utc(LocalDateTime local) {
    return local.toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime local(long nanos) {
    return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plusNanos(nanos);
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesGoInAndComeOutInTheFormOfTheirType(String type, Object in, Object out)
      throws Exception {
    Schema schema = schema(type);
    Row named = Row.withNames();
    named.setField("v", in);
    ExprMapFunction<Row, Row> map = Expressions.overRows(schema).map("v");
    Row expected = Row.of(out);
    for (Row result : Tasks.map(map, named, Row.of(in), Row.of((Object) null), Row.of(in))) {
      if (result.getField(0) != null) {
        assertThat(result.getField("v")).isEqualTo(expected.getField(0));
        assertThat(throughSerializer(map, result)).isEqualTo(expected);
      }
    }
    assertThat(Tasks.map(map, named, Row.of((Object) null), Row.of(in)))
        .extracting(row -> row.getField(0) == null)
        .containsExactly(false, true, false);
  }

  private static Row throughSerializer(ExprMapFunction<Row, Row> map, Row row) throws Exception {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    var serializer = map.getProducedType().createSerializer(config);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(row, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Int8; 128",
        "Int16; -32769",
        "Int32; 2147483648",
        "UInt8; -1",
        "UInt16; 65536",
        "UInt32; 4294967296",
        "UInt64; -1",
      })
  void integersOutOfRangeAreNoAnswer(String type, long value) throws Exception {
    assertOutOfRange(type, value);
  }

  @Test
  void otherValuesOutOfRangeAreNoAnswer() throws Exception {
    assertOutOfRange("Decimal128(3, 2)", new BigDecimal("10"));
    assertOutOfRange("Decimal128(3, 2)", Double.NaN);
    assertOutOfRange("Timestamp(ns)", LocalDateTime.parse("2300-01-01T00:00:00"));
    assertOutOfRange("Date32", LocalDate.MAX);
    assertOutOfRange("Duration(ns)", Duration.ofDays(1_000_000));
    assertOutOfRange("FixedSizeBinary(3)", bytes("ab"));
    assertOutOfRange("Int64", new BigInteger("9223372036854775808"));
  }

  /** As Flink names the fields of rows that were copied or came over the network. */
  @Test
  void structsThatWereCopiedAreReadByPosition() throws Exception {
    String type = "Struct(\"a\": Int32, \"b\": Utf8)";
    TypeSerializer<Row> rows =
        Types.ROW(Types.ROW(Types.INT, Types.STRING)).createSerializer(new SerializerConfigImpl());
    ExprMapFunction<Row, Row> map = Expressions.overRows(schema(type)).map("v['a'] + 1", "v['b']");
    assertThat(
            Tasks.map(map, rows.copy(Row.of(Row.of(1, "x"))), rows.copy(Row.of(Row.of(null, "y")))))
        .containsExactly(Row.of(2L, "x"), Row.of(null, "y"));
    TypeSerializer<Row> others =
        Types.ROW_NAMED(
                new String[] {"v"},
                Types.ROW_NAMED(new String[] {"c", "a"}, Types.STRING, Types.INT))
            .createSerializer(new SerializerConfigImpl());
    assertOutOfRange(type, others.copy(Row.of(Row.of("x", 1))).getField(0));
    assertOutOfRange(type, Row.of(1));
  }

  private static void assertOutOfRange(String type, Object value) throws Exception {
    Expressions<Row> rows = Expressions.overRows(schema(type));
    assertThat(Tasks.map(rows.map("v is null"), Row.of(value)))
        .containsExactly(Row.of((Object) null));
    assertThat(Tasks.filter(rows.filter("v is not null or v is null"), Row.of(value))).isEmpty();
    assertThatThrownBy(() -> Tasks.map(rows.onError(OnError.FAIL).map("v"), Row.of(value)))
        .hasMessageContaining("Cannot evaluate v: Cannot read column \"v\": ")
        .hasMessageContaining("expected a value in the range of " + DataType.parse(type))
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.EVALUATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Int64; Long",
        "Float64; Double",
        "Boolean; Boolean",
        "Decimal128(3, 2); BigDecimal",
        "Binary; byte[]",
        "Date32; LocalDate",
        "Time64(ns); LocalTime",
        "Timestamp(ns); LocalDateTime",
        "Timestamp(ns, \"UTC\"); Instant",
        "Duration(ns); Duration",
      })
  void aValueOfAnotherClassFailsTheJobAndNamesTheColumn(String type, String expected) {
    ExprMapFunction<Row, Row> map = Expressions.overRows(schema(type)).map("v");
    assertThatThrownBy(() -> Tasks.map(map, Row.of("text")))
        .hasMessage(
            "Cannot read column \"v\": a java.lang.String, expected "
                + expected
                + " for "
                + DataType.parse(type))
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Interval(MonthDayNano); Interval(MonthDayNano)",
        "Null; Null",
        "List(Interval(DayTime)); Interval(DayTime)"
      })
  void typesWithoutAPlainFormAreRefused(String type, String refused) {
    assertThatThrownBy(() -> Expressions.overRows(schema(type)))
        .hasMessageContaining("Cannot exchange values with rows: type " + refused)
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
  }

  public record Tags(List<String> tags, Row point, Map<String, Long> counts) {}

  @Test
  void propertiesHoldListsRowsAndMaps() throws Exception {
    Schema schema =
        SqlSchema.parse(
            "tags VARCHAR[], point STRUCT<x DOUBLE, y DOUBLE>, counts 'Map(\"entries\": non-null"
                + " Struct(\"key\": non-null Utf8, \"value\": Int64), unsorted)'");
    ExprMapFunction<Tags, Tags> map =
        Expressions.over(Tags.class, schema)
            .mapTo(
                Tags.class,
                "array_append(tags, 'end') AS tags",
                "named_struct('x', point['y'], 'y', point['x']) AS point",
                "map(['n'], [counts['n'] + 1]) AS counts");
    Tags in = new Tags(Arrays.asList("a", null), Row.of(1.0, 2.0), Map.of("n", 41L));
    assertThat(Tasks.map(map, in))
        .containsExactly(
            new Tags(Arrays.asList("a", null, "end"), Row.of(2.0, 1.0), Map.of("n", 42L)));
  }

  private static Schema schema(String type) {
    return Schema.of(Field.of("v", DataType.parse(type)));
  }
}
