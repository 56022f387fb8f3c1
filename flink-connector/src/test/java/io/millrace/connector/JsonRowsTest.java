// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRowsTest {
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("name", DataType.UTF8),
          Field.of("price", DataType.decimal128(38, 20)),
          Field.of("ok", DataType.BOOLEAN));

  @Test
  void numbersKeepTheirTextAndMissingIsNull() throws IOException {
    assertThat(
            read(
                "{\"price\":0.10000000000000000001,\"other\":{\"a\":[1]},\"name\":\"ü\"}\n\n"
                    + "{\"ok\":true,\"name\":null}\n{}"))
        .containsExactly(
            "1 [ü, 0.10000000000000000001, null]", "3 [null, null, true]", "4 [null, null, null]");
  }

  @Test
  void linesThatAreNoRowsSayWhyAndReadingGoesOn() throws IOException {
    assertThat(
            read(
                """
                [1]
                {"name":1}
                {"price":{"a":1}}
                {"ok":1}
                {"name":"a"} {}
                {"ok":false}
                """))
        .containsExactly(
            "1 no JSON object",
            "2 a number in column \"name\", expected Utf8",
            "3 an object in column \"price\", expected Decimal128(38, 20)",
            "4 a number in column \"ok\", expected Boolean",
            "5 text behind the JSON object",
            "6 [null, null, false]");
  }

  @Test
  void malformedJsonIsAProblemOfItsLine() throws IOException {
    assertThat(read("{\"name\":\n{\"name\":\"a\",\"name\":\"b\"}\n{}"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("1 malformed JSON: "),
            second -> assertThat(second).startsWith("2 malformed JSON: Duplicate field 'name'"),
            third -> assertThat(third).isEqualTo("3 [null, null, null]"));
  }

  private static List<String> read(String json) throws IOException {
    List<String> rows = new ArrayList<>();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try (JsonRows reader = new JsonRows(new ByteArrayInputStream(bytes), SCHEMA)) {
      for (TextRow row = reader.next(); row != null; row = reader.next()) {
        String found = row.problem() == null ? Arrays.toString(row.cells()) : row.problem();
        rows.add(row.line() + " " + found);
      }
    }
    return rows;
  }
}
