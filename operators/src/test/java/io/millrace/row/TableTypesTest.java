// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Field;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTypesTest {
  private static LogicalType parse(String type) {
    return LogicalTypeParser.parse(type, TableTypesTest.class.getClassLoader());
  }

  /** A type of tables, that of expressions, and what a table has for that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NULL                      | Null | STRING
          BOOLEAN                   | Boolean | =
          TINYINT                   | Int8 | =
          SMALLINT                  | Int16 | =
          INT                       | Int32 | =
          BIGINT                    | Int64 | =
          FLOAT                     | Float32 | =
          DOUBLE                    | Float64 | =
          DECIMAL(38, 0)            | Decimal128(38, 0) | =
          DECIMAL(5, 2)             | Decimal128(5, 2) | =
          CHAR(3)                   | Utf8                    | STRING
          VARCHAR(3)                | Utf8                    | STRING
          STRING                    | Utf8 | =
          BINARY(3)                 | FixedSizeBinary(3) | =
          VARBINARY(3)              | Binary                  | BYTES
          BYTES                     | Binary | =
          DATE                      | Date32 | =
          TIME(0)                   | Time32(s) | =
          TIME(3)                   | Time32(ms) | =
          TIME(9)                   | Time32(ms)              | TIME(3)
          TIMESTAMP(0)              | Timestamp(s) | =
          TIMESTAMP(1)              | Timestamp(ms)           | TIMESTAMP(3)
          TIMESTAMP(3)              | Timestamp(ms) | =
          TIMESTAMP(6)              | Timestamp(µs) | =
          TIMESTAMP(9)              | Timestamp(ns) | =
          TIMESTAMP_LTZ(3)          | Timestamp(ms, "Asia/Tokyo") | =
          INTERVAL YEAR(2) TO MONTH | Interval(YearMonth)   | INTERVAL MONTH
          INTERVAL MONTH            | Interval(YearMonth) | =
          INTERVAL DAY(6) TO SECOND(3) | Duration(ms)         | INTERVAL SECOND(3)
          INTERVAL SECOND(3)        | Duration(ms) | =
          INTERVAL HOUR             | Duration(ms)            | INTERVAL SECOND(3)
          ARRAY<INT>                | List(Int32) | =
          ARRAY<INT NOT NULL>       | List(non-null Int32) | =
          MAP<STRING, INT>          | Map("entries": non-null Struct("key": non-null Utf8, "value": Int32), unsorted) | MAP<STRING NOT NULL, INT>
          MULTISET<STRING>          | Map("entries": non-null Struct("key": non-null Utf8, "value": non-null Int32), unsorted) | MAP<STRING NOT NULL, INT NOT NULL>
          ROW<`a` INT, `b` ROW<`c` STRING NOT NULL>> | Struct("a": Int32, "b": Struct("c": non-null Utf8)) | =
          """)
  void areThoseOfExpressions(String table, String expression, String back) {
    Field field = TableTypes.in("Asia/Tokyo").field("v", parse(table));
    assertThat(field.type()).hasToString(expression);
    assertThat(field.nullable()).isTrue();
    assertThat(TableTypes.of(field).asSummaryString()).isEqualTo(back.equals("=") ? table : back);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TIMESTAMP(3) WITH TIME ZONE", "ARRAY<TIMESTAMP(3) WITH TIME ZONE>"})
  void othersAreRefused(String table) {
    assertThatThrownBy(() -> TableTypes.in("UTC").field("v", parse(table)))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH))
        .hasMessageStartingWith("Cannot read values of a table: type ");
  }
}
