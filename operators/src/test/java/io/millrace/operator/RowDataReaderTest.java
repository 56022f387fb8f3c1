// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDataReaderTest {
  private static final LocalDateTime AT = LocalDateTime.parse("1969-12-31T23:59:58.123456789");
  private static final TimestampData FLINK_AT = TimestampData.fromLocalDateTime(AT);
  private static final BigDecimal WIDE = new BigDecimal("-123456789012345678901234567890.12345678");

  /** The second and third byte. */
  private static StringData within(MemorySegment... segments) {
    return BinaryStringData.fromAddress(segments, 1, 2);
  }

  private static MemorySegment offHeap(String text) {
    MemorySegment segment = MemorySegmentFactory.allocateOffHeapUnsafeMemory(text.length());
    segment.put(0, bytes(text));
    return segment;
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("Boolean", true, true),
        arguments("Int8", (byte) -1, (byte) -1),
        arguments("Int16", (short) -1, (short) -1),
        arguments("Int32", -1, -1),
        arguments("Int64", -1L, -1L),
        arguments("Float32", 0.1f, 0.1f),
        arguments("Float64", 0.1, 0.1),
        arguments("Decimal128(5, 2)", decimal("-1.25", 5, 2), new BigDecimal("-1.25")),
        arguments("Decimal64(18, 2)", decimal("1.25", 18, 2), new BigDecimal("1.25")),
        arguments("Decimal128(38, 8)", DecimalData.fromBigDecimal(WIDE, 38, 8), WIDE),
        arguments("Decimal256(38, 8)", DecimalData.fromBigDecimal(WIDE, 38, 8), WIDE),
        arguments("Decimal256(5, 2)", decimal("1.25", 5, 2), new BigDecimal("1.25")),
        arguments("Utf8", StringData.fromString("naïve"), "naïve"),
        arguments("Utf8View", StringData.fromBytes(bytes("x")), "x"),
        arguments("LargeUtf8", StringData.fromString(""), ""),
        arguments("Utf8", within(MemorySegmentFactory.wrap(bytes("abcd"))), "bc"),
        arguments("Utf8", within(offHeap("abcd")), "bc"),
        arguments(
            "Utf8",
            within(MemorySegmentFactory.wrap(bytes("ab")), MemorySegmentFactory.wrap(bytes("cd"))),
            "bc"),
        arguments("Binary", bytes("ab"), bytes("ab")),
        arguments("FixedSizeBinary(2)", bytes("ab"), bytes("ab")),
        arguments("Date32", -1, LocalDate.parse("1969-12-31")),
        arguments("Date64", -1, LocalDate.parse("1969-12-31")),
        arguments("Time32(s)", 1_999, LocalTime.parse("00:00:01")),
        arguments("Time32(ms)", 1_999, LocalTime.parse("00:00:01.999")),
        arguments("Time64(µs)", 1_999, LocalTime.parse("00:00:01.999")),
        arguments("Time64(ns)", 1_999, LocalTime.parse("00:00:01.999")),
        arguments("Timestamp(s)", FLINK_AT, LocalDateTime.parse("1969-12-31T23:59:58")),
        arguments("Timestamp(ms)", FLINK_AT, LocalDateTime.parse("1969-12-31T23:59:58.123")),
        arguments("Timestamp(µs)", FLINK_AT, LocalDateTime.parse("1969-12-31T23:59:58.123456")),
        arguments("Timestamp(ns)", FLINK_AT, AT),
        arguments(
            "Timestamp(ms, \"UTC\")", TimestampData.fromEpochMillis(-1), Instant.ofEpochMilli(-1)));
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static DecimalData decimal(String text, int precision, int scale) {
    return DecimalData.fromBigDecimal(new BigDecimal(text), precision, scale);
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesOfTablesAreThoseOfTheirType(String type, Object in, Object out) throws Exception {
    Expressions<RowData> rows = Expressions.overRowData(schema(type));
    RowData row = GenericRowData.of(StringData.fromString("unused"), in);
    RowData nothing = GenericRowData.of(StringData.fromString("unused"), null);
    assertThat(map(rows, row, nothing, row))
        .containsExactly(Row.of(out), Row.of((Object) null), Row.of(out));
  }

  private static java.util.List<Row> map(Expressions<RowData> rows, RowData... all)
      throws Exception {
    return Tasks.map(rows.map("v"), all);
  }

  @Test
  void aMapOfATableThatHasNoKeyIsNoAnswer() throws Exception {
    Expressions<RowData> rows =
        Expressions.overRowData(
            schema(
                "Map(\"entries\": non-null Struct(\"key\": non-null Utf8, \"value\": Int32),"
                    + " unsorted)"));
    Map<Object, Object> entries = new HashMap<>();
    entries.put(null, 1);
    RowData row = GenericRowData.of(StringData.fromString("unused"), new GenericMapData(entries));
    assertThat(map(rows, row)).containsExactly(Row.of((Object) null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Decimal256(39, 2)", "List(Decimal256(39, 2))"})
  void typesThatTablesDoNotHaveAreRefused(String type) {
    assertThatThrownBy(() -> Expressions.overRowData(schema(type)))
        .hasMessageContaining("Cannot read column \"v\" of RowData: type " + DataType.parse(type));
  }

  @ParameterizedTest
  @CsvSource({"UInt8, 256", "UInt8, -1"})
  void whatTheTypeHasNotIsNoAnswer(String type, short value) throws Exception {
    assertThat(
            map(
                Expressions.overRowData(schema(type)),
                GenericRowData.of(StringData.fromString("unused"), value)))
        .containsExactly(Row.of((Object) null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Timestamp(ns)"})
  void timestampsBeyondNanosecondsAreNoAnswer(String type) throws Exception {
    TimestampData far = TimestampData.fromLocalDateTime(LocalDateTime.parse("2300-01-01T00:00:00"));
    assertThat(
            map(
                Expressions.overRowData(schema(type)),
                GenericRowData.of(StringData.fromString("unused"), far)))
        .containsExactly(Row.of((Object) null));
  }

  /** The column under test is not the first, so that positions count. */
  private static Schema schema(String type) {
    return Schema.of(Field.of("first", DataType.UTF8), Field.of("v", DataType.parse(type)));
  }
}
