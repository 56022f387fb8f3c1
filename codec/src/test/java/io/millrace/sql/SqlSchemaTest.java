// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSchemaTest {
  @Test
  void columnsAreNamesAndTypes() {
    assertThat(
            SqlSchema.parse(
                "Carrier VARCHAR, dep_delay DOUBLE NOT NULL, at 'Timestamp(ms, \"UTC\")', \"Q x\""
                    + " int"))
        .isEqualTo(
            Schema.of(
                Field.of("carrier", DataType.UTF8_VIEW),
                Field.of("dep_delay", DataType.FLOAT64, false),
                Field.of("at", DataType.timestamp(TimeUnit.MILLISECOND, "UTC")),
                Field.of("Q x", DataType.INT32)));
  }

  @Test
  void keywordsMayBeNames() {
    assertThat(
            SqlSchema.parse("year int, time timestamp, \"end\" date, from date, case text")
                .fields())
        .extracting(Field::name)
        .containsExactly("year", "time", "end", "from", "case");
  }

  /** As DataFusion 55.0.0 maps them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tinyint;Int8",
        "int2;Int16",
        "int(11);Int32",
        "int8;Int64",
        "bigint unsigned;UInt64",
        "tinyint(3) unsigned;UInt8",
        "float(53);Float32",
        "real;Float32",
        "double precision;Float64",
        "decimal;Decimal128(38, 10)",
        "numeric(5);Decimal128(5, 0)",
        "decimal(39, 2);Decimal256(39, 2)",
        "decimal(5, -2);Decimal128(5, -2)",
        "char(3);Utf8View",
        "varchar(max);Utf8View",
        "bytea;Binary",
        "date;Date32",
        "time without time zone;Time64(ns)",
        "timestamp(0);Timestamp(s)",
        "timestamptz(3);Timestamp(ms)",
        "timestamp(6) with time zone;Timestamp(µs)",
        "interval;Interval(MonthDayNano)",
        "int[];List(Int32)",
        "int[3];FixedSizeList(3 x Int32)",
        "double precision[][];List(List(Float64))",
        "array<array<int>>;List(List(Int32))",
        "struct<a int, B: text>;Struct(\"a\": Int32, \"b\": Utf8View)",
        "struct<int>;Struct(\"c0\": Int32)"
      })
  void sqlTypesAreThoseOfDataFusion(String sql, String type) {
    assertThat(SqlSchema.parse("x " + sql).fields().get(0).type()).hasToString(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uuid",
        "int16",
        "uint8",
        "binary",
        "blob",
        "json",
        "nvarchar",
        "dec(4, 1)",
        "datetime",
        "time(3)",
        "time with time zone",
        "timestamp(2)",
        "double(5, 2)",
        "real unsigned",
        "map(text, int)",
        "\"int\""
      })
  void whatDataFusionHasNoTypeForIsRefused(String sql) {
    assertThatThrownBy(() -> SqlSchema.parse("x " + sql))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.position()).contains(new MillraceException.Position(1, 3));
              assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
            });
  }

  @Test
  void aColumnTwiceIsPointedAt() {
    assertThatThrownBy(() -> SqlSchema.parse("a int, A text"))
        .hasMessage(
            """
            Cannot read schema: found column "a" twice
              1 | a int, A text
                |        ^\
            """);
  }

  @Test
  void anArrowTypeThatIsNoneIsPointedAt() {
    assertThatThrownBy(() -> SqlSchema.parse("a 'Nope'"))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.position()).contains(new MillraceException.Position(1, 3)));
  }

  @Test
  void listsOfListsEnd() {
    assertThatThrownBy(() -> SqlSchema.parse("a int" + "[]".repeat(10_000)))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    assertThatThrownBy(() -> SqlSchema.parse("a " + "array<".repeat(5_000)))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }
}
