// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that would become too large are refused before they are made. */
class ListSizeTest {
  private static final Schema SCHEMA =
      new Schema("t", List.of(Field.of("n", DataType.INT64), Field.of("s", DataType.UTF8)));

  private static Object answer(String sql, long n) {
    return Evaluation.of(SqlParser.over(SCHEMA).parse(sql), SCHEMA, n, "x".repeat(1_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array_repeat(1, n)",
        "array_repeat([s, s], n)",
        "array_resize([1], n)",
        "array_resize([1], n, 2)",
        "range(n)",
        "range(-n, n)",
        "range(n, -n, -1)",
        "generate_series(0, n)",
        "range(timestamp '1970-01-01', timestamp '2200-01-01', interval '1 nanosecond')",
      })
  void aListOfHugeSizeIsOverALimit(String sql) {
    assertThat(answer(sql, Long.MAX_VALUE))
        .as(sql)
        .asString()
        .startsWith("Cannot")
        .contains("maxValueBytes = 1048576");
  }

  @Test
  void whatCountsIsTheSizeOfTheElements() {
    assertThat((List<?>) answer("array_repeat(n, n)", 131_072)).hasSize(131_072);
    assertThat(answer("array_repeat(s, n)", 131_072)).asString().contains("maxValueBytes");
    assertThat((List<?>) answer("array_repeat(s, n)", 1_000)).hasSize(1_000);
    assertThat((List<?>) answer("range(n)", 131_072)).hasSize(131_072);
    assertThat(answer("array_to_string(array_repeat(s, n), s)", 1_000))
        .asString()
        .contains("array_to_string", "maxValueBytes");
  }
}
