// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.bind.Binder;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.session.SessionContext;
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
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        arguments("FixedSizeBinary(2)", bytes("ab"), "BINARY(2)", bytes("ab")),
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
        "[arrow_cast(v, 'Decimal256(39, 2)')] | List(Decimal256(39, 2))",
        "named_struct('a', v, 'a', v) | Struct(\"a\": Int64, \"a\": Int64)"
      })
  void typesThatTablesDoNotHaveAreRefused(String sql, String type) {
    Expressions<Row> rows = Expressions.overRows(Schema.of(Field.of("v", DataType.INT64)));
    assertThatThrownBy(() -> rows.mapTo(RowData.class, sql + " AS v"))
        .hasMessageContaining("Cannot write column \"v\" of RowData: type " + type);
  }

  @Test
  void nestedValuesAreArraysAndRows() throws Exception {
    ExprMapFunction<Row, RowData> map =
        Expressions.overRows(Schema.of(Field.of("v", DataType.INT64)))
            .mapTo(
                RowData.class,
                "[v, null] AS list",
                "named_struct('a', v, 'b', ['x']) AS struct",
                "interval '1 month -2 days 3 nanoseconds' AS span",
                "arrow_cast(-1500 * v, 'Duration(µs)') AS time");
    StringData x = StringData.fromString("x");
    assertThat(Tasks.map(map, Row.of(7L)))
        .containsExactly(
            GenericRowData.of(
                new GenericArrayData(new Object[] {7L, null}),
                GenericRowData.of(7L, new GenericArrayData(new Object[] {x})),
                GenericRowData.of(1, -2, 3L),
                -11L));
  }

  private static ExprMapFunction<Row, RowData> map(String type) {
    Schema schema =
        Schema.of(Field.of("first", DataType.UTF8), Field.of("v", DataType.parse(type)));
    return Expressions.overRows(schema).mapTo(RowData.class, "first", "v");
  }

  /** As it is, as what a table holds, and as what it is when it was read from a table. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "null | STRING",
        "cast(2 as tinyint) | TINYINT",
        "arrow_cast(200, 'UInt8') | SMALLINT",
        "arrow_cast(65535, 'UInt16') | INT",
        "arrow_cast(4294967295, 'UInt32') | BIGINT",
        "18446744073709551615 | DECIMAL(20, 0)",
        "arrow_cast(0.5, 'Float16') | FLOAT",
        "cast(2.5 as double) | DOUBLE",
        "cast('2' as decimal(20, 2)) | DECIMAL(20, 2)",
        "arrow_cast(1200, 'Decimal128(5, -2)') | DECIMAL(7, 0)",
        "arrow_cast('x', 'Dictionary(Int32, Utf8)') | STRING",
        "X'0102' | BYTES",
        "arrow_cast(X'0102', 'FixedSizeBinary(2)') | BINARY(2)",
        "arrow_cast(-1500, 'Duration(ms)') | INTERVAL SECOND(3)",
        "arrow_cast(-1500000000, 'Duration(ns)') | INTERVAL SECOND(3)",
        "arrow_cast('-1 year -2 months', 'Interval(YearMonth)') | INTERVAL MONTH",
        "interval '1 month -2 days 3 nanoseconds' | ROW<`months` INT NOT NULL, `days` INT NOT NULL,"
            + " `nanoseconds` BIGINT NOT NULL>",
        "[1, null, 3] | ARRAY<BIGINT>",
        "[[timestamp '1969-12-31T23:59:59.123456789'], null, []] | ARRAY<ARRAY<TIMESTAMP(9)>>",
        "arrow_cast([1, 2], 'FixedSizeList(2, Int32)') | ARRAY<INT>",
        "arrow_cast(['a', null], 'LargeList(Utf8View)') | ARRAY<STRING>",
        "named_struct('a', 1, 'b', ['x', null], 'c', named_struct('d', true)) | ROW<`a` BIGINT, `b`"
            + " ARRAY<STRING>, `c` ROW<`d` BOOLEAN>>",
        "map(['x', 'y'], [1.5, null]) | MAP<STRING NOT NULL, DOUBLE>",
        "map([1], [[date '2020-02-29']]) | MAP<BIGINT NOT NULL, ARRAY<DATE>>"
      })
  void whatIsWrittenCanBeReadAgain(String sql, String tableType) throws Exception {
    RowData nothing = GenericRowData.of((Object) null);
    Expressions<RowData> start = Expressions.overRowData(SqlSchema.parse("unused INT"));
    ExprMapFunction<RowData, RowData> write = start.mapTo(RowData.class, sql + " AS v");
    InternalTypeInfo<RowData> rows = (InternalTypeInfo<RowData>) write.getProducedType();
    assertThat(rows.toRowType().getTypeAt(0).copy(true).asSummaryString()).isEqualTo(tableType);

    RowData written = Tasks.map(write, nothing).get(0);
    RowData binary = ((RowDataSerializer) rows.toRowSerializer()).toBinaryRow(written).copy();
    DataType type =
        Binder.over(start.schema())
            .bind(SessionContext.global().parseSqlExpr(sql, start.schema()))
            .type();
    Expressions<RowData> again = Expressions.overRowData(Schema.of(Field.of("v", type)));
    assertThat(Tasks.map(again.mapTo(RowData.class, "v"), binary, written))
        .containsExactly(written, written);
  }
}
