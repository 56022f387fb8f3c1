// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Schema;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import io.millrace.wire.ExprCodec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody sees who loads the module into Flink SQL. */
class MillraceModuleTest {
  private static TableEnvironment tables;

  @BeforeAll
  static void load() {
    tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.executeSql("LOAD MODULE millrace");
    tables.executeSql(
        """
        CREATE TEMPORARY VIEW t AS SELECT * FROM (VALUES
          (1, CAST(2.5 AS DOUBLE), 'ua', TIMESTAMP '2013-01-01 05:17:30', ARRAY[3, 1, 2]),
          (9223372036854775807, CAST(NULL AS DOUBLE), CAST(NULL AS STRING), CAST(NULL AS TIMESTAMP(0)), ARRAY[0])
        ) AS v(a, x, s, ts, l)
        """);
  }

  private static List<Row> rows(String sql) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = tables.executeSql(sql).collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  /** A call, the type of the table, and what it gives for either row. */
  private static final String CALLS =
      """
      df_upper(s)                                          | STRING       | UA                  | null
      df_abs(-5)                                           | INT          | 5                   | 5
      df_round(x)                                          | DOUBLE       | 3.0                 | null
      df_date_trunc('hour', ts)                            | TIMESTAMP(0) | 2013-01-01T05:00    | null
      df_array_sort(l)                                     | ARRAY<INT NOT NULL> | [1, 2, 3]           | [0]
      df_coalesce(s, 'none')                               | STRING       | ua                  | none
      df_arrow_typeof(ts)                                  | STRING       | Timestamp(s)        | Timestamp(s)
      df_eval('a + 1', 'a', a)                             | BIGINT       | 2                   | -9223372036854775808
      df_eval('x > 2 and upper(s) = ''UA''', 'x', x, 's', s) | BOOLEAN    | true                | null
      df_eval('1 + 1')                                     | BIGINT       | 2                   | 2
      df_eval('concat("EXPR$0", "EXPR$1")', ROW(s, s))   | STRING       | uaua                 |
      df_eval('upper(b)', CAST(ROW(s) AS ROW<b STRING>))   | STRING       | UA                  | null
      """;

  @Test
  void answersAreThoseOfDataFusion() throws Exception {
    List<String[]> calls = CALLS.lines().map(line -> line.split(" *\\| *", -1)).toList();
    String sql =
        "SELECT "
            + calls.stream().map(call -> call[0]).collect(Collectors.joining(", "))
            + " FROM t";
    assertThat(tables.sqlQuery(sql).getResolvedSchema().getColumnDataTypes())
        .extracting(Object::toString)
        .containsExactlyElementsOf(calls.stream().map(call -> call[1]).toList());
    assertThat(rows(sql))
        .extracting(MillraceModuleTest::texts)
        .containsExactlyInAnyOrder(
            calls.stream().map(call -> call[2]).toList(),
            calls.stream().map(call -> call[3]).toList());
  }

  private static List<String> texts(Row row) {
    return IntStream.range(0, row.getArity())
        .mapToObj(row::getField)
        .map(value -> value instanceof Object[] array ? List.of(array) : value)
        .map(String::valueOf)
        .toList();
  }

  @Test
  void whatIsWrongForEveryRowIsRefusedWithTheQuery() {
    assertThatThrownBy(() -> tables.sqlQuery("SELECT df_eval('nope + 1', 'a', a) FROM t"))
        .hasStackTraceContaining("nope");
  }

  @Test
  void expressionsMayBeValues() throws Exception {
    String rules =
        """
        SELECT e, df_eval(e, 'x', x, 's', s, 'BOOLEAN'), df_eval(e, CAST(ROW(x, s) AS ROW<x DOUBLE, s STRING>), 'VARCHAR')
        FROM (VALUES ('x > 2'), ('upper(s) = ''UB'''), ('nope'), ('x >'), (CAST(NULL AS STRING))) AS r(e), t
        WHERE a = 1\
        """;
    assertThat(rows(rules))
        .containsExactlyInAnyOrder(
            Row.of("x > 2", true, "true"),
            Row.of("upper(s) = 'UB'", false, "false"),
            Row.of("nope", null, null),
            Row.of("x >", null, null),
            Row.of(null, null, null));
  }

  @Test
  void expressionsMayBeBytes() throws Exception {
    Schema columns = SqlSchema.parse("x DOUBLE");
    byte[] bytes = ExprCodec.create().encode(SqlParser.over(columns).parse("x * 2 > 3"));
    tables.createTemporaryView(
        "encoded",
        tables.fromValues(
            DataTypes.ROW(DataTypes.FIELD("e", DataTypes.BYTES())),
            Row.of((Object) bytes),
            Row.of((Object) new byte[] {1, 2}),
            Row.of((Object) null)));
    String answers =
        """
        SELECT df_eval(e, 'x', x, 'BOOLEAN'), df_eval_error(e, 'x', x, 'BOOLEAN') IS NULL,
          df_eval(X'%s', 'x', x)
        FROM encoded, t WHERE a = 1\
        """;
    assertThat(rows(answers.formatted(HexFormat.of().formatHex(bytes))))
        .containsExactlyInAnyOrder(
            Row.of(true, true, true), Row.of(null, false, true), Row.of(null, true, true));
  }

  @Test
  void everyFunctionIsListed() {
    assertThat(tables.listFunctions())
        .contains("df_eval", "df_eval_error")
        .containsAll(
            FunctionNames.names(FunctionKind.SCALAR).stream().map(name -> "df_" + name).toList());
  }

  @Test
  void whatIsListedIsThereAndNothingElse() {
    MillraceModule module = new MillraceModule();
    assertThat(module.listFunctions())
        .hasSizeGreaterThan(300)
        .allSatisfy(
            name -> {
              assertThat(module.getFunctionDefinition(name)).isPresent();
              assertThat(module.getFunctionDefinition(name.toUpperCase(Locale.ROOT))).isPresent();
            });
    for (String other : List.of("upper", "df_", "df_nope", "df_grouping", "df_row_number")) {
      assertThat(module.getFunctionDefinition(other)).as(other).isEmpty();
    }
  }
}
