// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of DataFusion 55 over these columns. */
class ResultFieldsTest {
  private static final Schema SCHEMA =
      Schema.of(
              new Field("a", DataType.INT64, true, Map.of("m", "1")),
              Field.of("b", DataType.INT64, false),
              Field.of(
                  "st",
                  new DataType.Struct(
                      List.of(new Field("x", DataType.INT64, true, Map.of("q", "2"))))))
          .as("t");

  private static Expr parsed(String sql) {
    return SqlParser.over(SCHEMA).parse(sql);
  }

  private static Map<String, String> metadata(String sql) {
    Binder binder = Binder.over(SCHEMA);
    return binder.metadata(parsed(sql), binder.bind(parsed(sql)));
  }

  @ParameterizedTest
  @CsvSource({
    "a, {m=1}",
    "b, {}",
    "a as c, {m=1}",
    "-a, {m=1}",
    "cast(a as int), {m=1}",
    "try_cast(a as int), {m=1}",
    "'arrow_cast(a, ''Int32'')', {m=1}",
    "case when true then a end, {m=1}",
    "case when a = 1 then a end, {}",
    "coalesce(a), {m=1}",
    "'coalesce(a, 1)', {}",
    "a + 0, {}",
    "abs(a), {}",
    "'st[''x'']', {q=2}",
    "st, {}",
    "'with_metadata(b, ''k'', ''v'')', {k=v}",
    "'with_metadata(upper(''x''), ''k'', ''v'')', {k=v}",
    "'with_metadata(a, ''m'', ''v'')', {m=v}",
    "'with_metadata(a, ''k'', ''v'') + 1', {}",
  })
  void metadataGoesAlongWithWhatStaysTheSame(String sql, String metadata) {
    assertThat(metadata(sql)).hasToString(metadata);
  }

  @ParameterizedTest
  @CsvSource({
    "a, '[a, Int64, true, [[m, 1]]]'",
    "b, '[b, Int64, false, []]'",
    "-a, '[a, Int64, true, [[m, 1]]]'",
    "cast(b as int), '[b, Int32, false, []]'",
    "try_cast(b as int), '[b, Int32, true, []]'",
    "abs(b), '[abs, Int64, true, []]'",
    "'st[''x'']', '[x, Int64, true, [[q, 2]]]'",
    "'with_metadata(a, ''k'', ''v'')', '[a, Int64, true, [[k, v], [m, 1]]]'",
    "1 + 1, '[lit, Int64, false, []]'",
    "null, '[lit, Null, true, []]'",
  })
  void arrowFieldSaysWhatAColumnWouldBe(String sql, String field) {
    assertThat(Evaluation.of(parsed("arrow_field(" + sql + ")"), SCHEMA, 1L, 2L, List.of(3L)))
        .hasToString(field);
  }

  @Test
  void theFieldOfAnOperationIsRefusedForItsName() {
    assertThatThrownBy(() -> Binder.over(SCHEMA).bind(parsed("arrow_field(a + 1)")))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .hasMessageContaining("t.a + Int64(1)");
  }

  @Test
  void errorsOfTheValueCount() {
    Expr expr = parsed("arrow_metadata(10 / b, 'm')");
    assertThat(Evaluation.of(expr, SCHEMA, 1L, 2L, null)).isNull();
    assertThat(Evaluation.of(expr, SCHEMA, 1L, 0L, null)).asString().contains("the divisor is 0");
  }
}
