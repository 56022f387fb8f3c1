// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as rows of the Table API's runtime. */
class RowDataOutputTest {
  private static final LocalDateTime AT = LocalDateTime.parse("1969-12-31T23:59:58.123456789");
  private static final BigDecimal WIDE = new BigDecimal("-123456789012345678901234567890.12345678");

  /** Type, the value of a row, the type of a table, its value there. */
  static Stream<Arguments> values() {
    return Stream.of(
        arguments("Boolean", true, "BOOLEAN", true),
        arguments("Int8", -1, "TINYINT", (byte) -1),
        arguments("Int16", -1, "SMALLINT", (short) -1),
        arguments("Int32", -1, "INT", -1),
        arguments("Int64", -1L, "BIGINT", -1L),
        arguments("UInt8", 255, "SMALLINT", (short) 255),
        arguments("UInt16", 65_535, "INT", 65_535),
        arguments("UInt32", 4_294_967_295L, "BIGINT", 4_294_967_295L),
        arguments(
            "UInt64",
            new BigInteger("18446744073709551615"),
            "DECIMAL(20, 0)",
            decimal("18446744073709551615", 20, 0)),
        arguments("Float16", 0.5f, "FLOAT", 0.5f),
        arguments("Float32", 0.1f, "FLOAT", 0.1f),
        arguments("Float64", 0.1, "DOUBLE", 0.1),
        arguments(
            "Decimal128(5, 2)", new BigDecimal("-1.25"), "DECIMAL(5, 2)", decimal("-1.25", 5, 2)),
        arguments("Decimal128(38, 8)", WIDE, "DECIMAL(38, 8)", decimal(WIDE.toString(), 38, 8)),
        arguments(
            "Decimal256(5, 2)", new BigDecimal("1.25"), "DECIMAL(5, 2)", decimal("1.25", 5, 2)),
        arguments("Utf8", "naïve", "STRING", StringData.fromString("naïve")),
        arguments("Utf8View", "", "STRING", StringData.fromString("")),
        arguments("Binary", bytes("ab"), "BYTES", bytes("ab")),
        arguments("FixedSizeBinary(2)", bytes("ab"), "BYTES", bytes("ab")),
        arguments("Date32", LocalDate.parse("1969-12-31"), "DATE", -1),
        arguments("Date64", LocalDate.parse("1969-12-31"), "DATE", -1),
        arguments("Time32(s)", LocalTime.parse("00:00:01"), "TIME(0)", 1_000),
        arguments("Time32(ms)", LocalTime.parse("00:00:01.999"), "TIME(3)", 1_999),
        arguments("Time64(ns)", LocalTime.parse("00:00:01.999999999"), "TIME(3)", 1_999),
        arguments("Timestamp(s)", AT, "TIMESTAMP(0)", timestamp("1969-12-31T23:59:58")),
        arguments("Timestamp(ms)", AT, "TIMESTAMP(3)", timestamp("1969-12-31T23:59:58.123")),
        arguments("Timestamp(µs)", AT, "TIMESTAMP(6)", timestamp("1969-12-31T23:59:58.123456")),
        arguments("Timestamp(ns)", AT, "TIMESTAMP(9)", TimestampData.fromLocalDateTime(AT)),
        arguments(
            "Timestamp(ms, \"UTC\")",
            Instant.ofEpochMilli(-1),
            "TIMESTAMP_LTZ(3)",
            TimestampData.fromEpochMillis(-1)));
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static DecimalData decimal(String text, int precision, int scale) {
    return DecimalData.fromBigDecimal(new BigDecimal(text), precision, scale);
  }

  private static TimestampData timestamp(String text) {
    return TimestampData.fromLocalDateTime(LocalDateTime.parse(text));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreThoseOfATable(String type, Object in, String tableType, Object out)
      throws Exception {
    ExprMapFunction<Row, RowData> map = map(type);
    InternalTypeInfo<RowData> rows = (InternalTypeInfo<RowData>) map.getProducedType();
    LogicalType table = rows.toRowType().getTypeAt(1);
    assertThat(table.asSummaryString()).isEqualTo(tableType);
    assertThat(rows.toRowType().getFieldNames()).containsExactly("first", "v");

    List<RowData> made = Tasks.map(map, Row.of("x", in), Row.of("y", null), Row.of("z", in));
    RowData.FieldGetter getter = RowData.createFieldGetter(table, 1);
    assertThat(made).extracting(getter::getFieldOrNull).containsExactly(out, null, out);
    BinaryRowData binary = ((RowDataSerializer) rows.toRowSerializer()).toBinaryRow(made.get(2));
    assertThat(getter.getFieldOrNull(binary)).isEqualTo(out);
    assertThat(binary.getString(0)).hasToString("z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "arrow_cast(v, 'Decimal256(39, 2)') | Decimal256(39, 2)",
        "arrow_cast(v, 'Duration(ns)') | Duration(ns)",
        "interval '1 month' | Interval(MonthDayNano)",
        "null | Null"
      })
  void typesThatTablesDoNotHaveAreRefused(String sql, String type) {
    Expressions<Row> rows = Expressions.overRows(Schema.of(Field.of("v", DataType.INT64)));
    assertThatThrownBy(() -> rows.mapTo(RowData.class, sql + " AS v"))
        .hasMessageContaining("Cannot write column \"v\" of RowData: type " + type);
  }

  private static ExprMapFunction<Row, RowData> map(String type) {
    Schema schema =
        Schema.of(Field.of("first", DataType.UTF8), Field.of("v", DataType.parse(type)));
    return Expressions.overRows(schema).mapTo(RowData.class, "first", "v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TINYINT", "INT", "DOUBLE", "VARCHAR", "DECIMAL(20, 2)"})
  void whatIsWrittenCanBeReadAgain(String sql) throws Exception {
    Expressions<RowData> rows = Expressions.overRowData(SqlSchema.parse("v " + sql));
    String two = "cast('2' as " + sql + ") AS v";
    RowData nothing = GenericRowData.of((Object) null);
    List<RowData> written = Tasks.map(rows.mapTo(RowData.class, two), nothing);
    assertThat(Tasks.map(rows.map("v"), written.get(0)))
        .isEqualTo(Tasks.map(rows.map(two), nothing));
  }
}
