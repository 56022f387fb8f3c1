// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import io.millrace.builtin.BuiltIns;
import io.millrace.expr.Schema;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.operator.Expressions;
import io.millrace.sql.SqlSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates of DataFusion in queries, each answer as datafusion-python gives it. */
class TableAggregatesTest {
  private static final Map<String, TableEnvironment> MODES = new TreeMap<>();

  /**
   * In this order in streams, too: what is NULL is no literal, of which Flink makes a source each.
   */
  private static final String ROWS =
      """
      CREATE TEMPORARY VIEW t AS
      SELECT id, k, NULLIF(x, -1e0) AS x, NULLIF(n, -1) AS n, CAST(NULLIF(s, '-') AS STRING) AS s
      FROM (VALUES
        (1, 'a', 2.5e0, 7, 'x'),
        (2, 'a', 4e0, 7, 'y'),
        (3, 'a', 1e0, -1, 'x'),
        (4, 'b', -1e0, 3, '-'),
        (5, 'b', 8e0, 5, 'z')
      ) AS v(id, k, x, n, s)
      """;

  /** The same rows, of which some come to be others later. */
  private static final String CHANGES =
      """
      CREATE TEMPORARY VIEW changes AS
      SELECT k, LAST_VALUE(x) AS x, LAST_VALUE(n) AS n, LAST_VALUE(s) AS s FROM t GROUP BY k
      """;

  @BeforeAll
  static void load() {
    MODES.put("batch", TableEnvironment.create(EnvironmentSettings.inBatchMode()));
    MODES.put("streaming", TableEnvironment.create(EnvironmentSettings.inStreamingMode()));
    TableEnvironment bundles = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    bundles.getConfig().set("table.exec.mini-batch.enabled", "true");
    bundles.getConfig().set("table.exec.mini-batch.allow-latency", "1 s");
    bundles.getConfig().set("table.exec.mini-batch.size", "2");
    bundles.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
    MODES.put("two phases", bundles);
    for (TableEnvironment each : MODES.values()) {
      each.getConfig().set("parallelism.default", "1");
      each.executeSql("LOAD MODULE millrace");
      each.executeSql(ROWS);
      each.executeSql(CHANGES);
    }
  }

  /** What is left in the end, in the order of its text. */
  private static List<String> rows(String mode, String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = MODES.get(mode).executeSql(sql).collect()) {
      all.forEachRemaining(
          row -> {
            boolean goes =
                row.getKind() == RowKind.UPDATE_BEFORE || row.getKind() == RowKind.DELETE;
            row.setKind(RowKind.INSERT);
            if (goes) {
              assertThat(rows.remove(row.toString())).isTrue();
            } else {
              rows.add(row.toString());
            }
          });
    }
    return rows.stream().sorted().toList();
  }

  /** A call, and what it gives for groups a and b. */
  private static final String CALLS =
      """
      df_count(x)                              | 3       | 1
      df_sum(x)                                | 7.5     | 8.0
      df_sum(n)                                | 14      | 8
      df_avg(n)                                | 7.0     | 4.0
      df_min(x)                                | 1.0     | 8.0
      df_max(s)                                | y       | z
      df_median(x)                             | 2.5     | 8.0
      df_stddev(x)                             | 1.5     | null
      df_var_pop(x)                            | 1.5     | 0.0
      df_covar_pop(x, n)                       | 0.0     | 0.0
      df_bit_xor(n)                            | 0       | 6
      df_bool_and(x > 1)                       | false   | true
      df_approx_distinct(s)                    | 2       | 1
      df_approx_percentile_cont(x, 0.5)        | 2.5     | 8.0
      df_percentile_cont(x, 0.25)              | 1.75    | 8.0
      df_string_agg(s, '-')                    | x-y-x   | z
      df_array_agg(s)                          | [x, y, x] | [null, z]
      df_first_value(x)                        | 2.5     | null
      df_nth_value(x, 2)                       | 4.0     | 8.0
      df_sum(x) FILTER (WHERE id > 1)          | 5.0     | 8.0
      df_count(x) FILTER (WHERE id > 3)        | 0       | 1
      df_agg('max(x) - min(x)', 'x', x)        | 3.0     | 0.0
      df_agg('approx_percentile_cont(x, 0.9)', 'x', x) | 4.0 | 8.0
      df_agg('sum(x) / count(*) + 1', 'x', x)  | 3.5     | 5.0
      df_agg('count(x)', 'x', x) FILTER (WHERE id > 3) | 0 | 1
      df_agg('count(distinct s)', 's', s)      | 2       | 1
      df_agg('array_agg(n order by x desc)', 'n', n, 'x', x) | [7, 7, null] | [3, 5]
      df_agg('sum(n) filter (where s = ''x'')', 'n', n, 's', s) | 7 | null
      df_agg('sum(x * n)', CAST(ROW(x, n) AS ROW<x DOUBLE, n INT>)) | 45.5 | 40.0
      """;

  /** Flink's batches have no DISTINCT beside lists. */
  private static final String DISTINCT =
      """
      df_sum(DISTINCT n)                       | 7       | 8
      df_count(DISTINCT s)                     | 2       | 1
      df_avg(DISTINCT n) FILTER (WHERE id > 3) | null    | 4.0
      df_max(x)                                | 4.0     | 8.0
      df_agg('sum(n)', 'n', n)                 | 14      | 8
      """;

  @ParameterizedTest
  @ValueSource(strings = {"batch", "streaming", "two phases"})
  void eachValueMayCountOnce(String mode) throws Exception {
    requireAnswers(mode, DISTINCT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "streaming", "two phases"})
  void groupsHaveTheAnswersOfDataFusion(String mode) throws Exception {
    requireAnswers(mode, CALLS);
  }

  private static void requireAnswers(String mode, String answers) throws Exception {
    List<String[]> calls = answers.lines().map(line -> line.split(" *\\| *", -1)).toList();
    String sql =
        calls.stream().map(call -> call[0]).collect(Collectors.joining(", ", "SELECT k, ", ""));
    assertThat(rows(mode, sql + " FROM t GROUP BY k"))
        .containsExactly(expected("a", calls, 1), expected("b", calls, 2));
  }

  /** The zone of the session is another; 86,399 seconds are an hour later in Paris. */
  @Test
  void instantsAreOfAZone() throws Exception {
    assertThat(
            rows(
                "two phases",
                """
                SELECT df_agg('date_part(''hour'', max(t))', 't', TO_TIMESTAMP_LTZ(id + 86394, 0), 'Europe/Paris'),
                  df_agg('max(t)', 't', TO_TIMESTAMP_LTZ(id + 86394, 0), 'Europe/Paris') = TO_TIMESTAMP_LTZ(86399, 0),
                  df_max(TO_TIMESTAMP_LTZ(id, 3)) = TO_TIMESTAMP_LTZ(5, 3),
                  df_agg('arrow_typeof(max(t))', CAST(ROW(TO_TIMESTAMP_LTZ(id, 0)) AS ROW<t TIMESTAMP_LTZ(0)>), '+02:00')
                FROM t\
                """))
        .containsExactly("+I[0, true, true, Timestamp(s, \"+02:00\")]");
  }

  @Test
  void groupsOfNoRowsHaveTheAnswersOfDataFusion() throws Exception {
    assertThat(
            rows(
                "batch",
                "SELECT df_count(x), df_agg('count(x) + 1', 'x', x), df_sum(x), df_string_agg(s,"
                    + " '-') FROM t WHERE id > 9"))
        .containsExactly("+I[0, 1, null, null]");
  }

  /** Of what is left, as DataFusion has it of these rows alone. */
  @Test
  void rowsAreTakenBack() throws Exception {
    assertThat(
            rows(
                "streaming",
                """
                SELECT df_sum(x), df_count(s), df_avg(n), df_agg('round(stddev(x), 9)', 'x', x),
                  df_median(x), df_percentile_cont(x, 0.25), df_array_agg(s),
                  df_agg('sum(n) + count(*)', 'n', n), df_sum(DISTINCT n)
                FROM changes\
                """))
        .containsExactly("+I[9.0, 2, 6.0, 4.949747468, 4.5, 2.75, [x, z], 14, 12]");
    assertThat(
            rows(
                "two phases",
                "SELECT df_sum(x), df_count(s), df_avg(n), df_agg('sum(n) + count(*)', 'n', n)"
                    + " FROM changes"))
        .containsExactly("+I[9.0, 2, 6.0, 14]");
  }

  @Test
  void rowsAreTakenBackFromAnyAggregateThatKeepsThem() throws Exception {
    String ofAny =
        """
        df_max_with_retract(x), df_min_with_retract(s), df_approx_distinct_with_retract(s),
        df_bool_and_with_retract(x > 1), df_sum_with_retract(x),
        df_agg_with_retract('count(distinct s) + max(n)', 's', s, 'n', n),
        df_count_with_retract(DISTINCT s) FILTER (WHERE n > 6)\
        """;
    String values = "+I[8.0, x, 2, false, 9.0, 9, 1";
    assertThat(rows("two phases", "SELECT " + ofAny + " FROM changes"))
        .containsExactly(values + "]");
    String ofOrdered =
        """
        , df_string_agg_with_retract(s, '-'), df_first_value_with_retract(s), df_nth_value_with_retract(s, 2),
        df_agg_with_retract('last_value(s order by x desc)', 's', s, 'x', x)\
        """;
    assertThat(rows("streaming", "SELECT " + ofAny + ofOrdered + " FROM changes"))
        .containsExactly(values + ", x-z, x, z, x]");
  }

  @Test
  void thePageHasAnExampleOfATableThatChanges() throws Exception {
    Matcher example =
        Pattern.compile(
                "executed by TableAggregatesTest -->\n```sql\n(.*?);\n```\n\n *(.*?)\n",
                Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();
    assertThat(rows("streaming", example.group(1))).containsExactly(example.group(2));
  }

  /** Where all that is left of a group is NULL. */
  @Test
  void whatHasNoValuesLeftIsAsInFrames() throws Exception {
    assertThat(
            rows(
                "streaming",
                """
                SELECT m, df_bit_xor(v), df_sum(v), df_max_with_retract(v), df_bit_and_with_retract(v)
                FROM (SELECT k, CAST(0 AS INT) AS m, NULLIF(MIN(n), 3) AS v FROM
                  (VALUES (2, 3), (1, 5), (1, 3)) AS t(k, n) GROUP BY k)
                GROUP BY m\
                """))
        .containsExactly("+I[0, 0, null, null, null]");
  }

  private static final Path PAGE = Path.of("../docs/how-to/flink-sql.md");

  private static final Schema COLUMNS =
      SqlSchema.parse("x DOUBLE, w DOUBLE, n BIGINT, p BOOLEAN, s VARCHAR");

  @Test
  void thePageSaysWhichAggregatesTakeRowsBackByThemselves() throws Exception {
    Matcher list =
        Pattern.compile("are taken from (`.*?) as DataFusion does", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(list.find()).isTrue();
    Set<String> said = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (String name : FunctionNames.names(FunctionKind.AGGREGATE)) {
      FunctionNames.find(name, FunctionKind.AGGREGATE)
          .filter(own -> BuiltIns.aggregate(own).isPresent())
          .ifPresent(names::add);
    }
    Matcher each = Pattern.compile("`(.*?)`").matcher(list.group(1));
    while (each.find()) {
      String name = each.group(1);
      names.stream()
          .filter(
              own ->
                  name.endsWith("…")
                      ? own.startsWith(name.substring(0, name.length() - 1))
                      : own.equals(name))
          .forEach(said::add);
    }
    assertThat(said)
        .containsExactlyElementsOf(
            names.stream().filter(TableAggregatesTest::takesBackByItself).toList());
  }

  private static boolean takesBackByItself(String name) {
    for (String arguments :
        List.of("x", "n", "p", "x, w", "s, ','", "x, 2", "x, 0.3", "x, w, 0.3")) {
      try {
        return Expressions.overRows(COLUMNS).aggregate(name + "(" + arguments + ")").takesBack();
      } catch (MillraceException notTaken) {
        continue;
      }
    }
    throw new AssertionError(name + " takes none of the arguments");
  }

  @Test
  void whatCanNotTakeRowsBackIsRefusedWithTheQuery() {
    for (String call :
        List.of(
            "df_max(x)",
            "df_string_agg(s, '-')",
            "df_approx_distinct(s)",
            "df_agg('sum(x) + max(x)', 'x', x)")) {
      assertThatThrownBy(() -> rows("streaming", "SELECT " + call + " FROM changes"))
          .as(call)
          .hasStackTraceContaining("retract")
          .hasStackTraceContaining("GrowingAggregate");
    }
  }

  @Test
  void whatIsWrongForEveryGroupIsRefusedWithTheQuery() {
    Map<String, String> reasons =
        Map.of(
            "df_agg('max(nope)', 'x', x)", "nope",
            "df_agg('x + 1', 'x', x)", "x",
            "df_agg(s, 'x', x)", "expected a literal",
            "df_agg('max(t)', 't', TO_TIMESTAMP_LTZ(id, 0))", "expected one behind the columns",
            "df_agg('max(t)', 't', TO_TIMESTAMP_LTZ(id, 0), 'Europe/Atlantis')", "Atlantis",
            "df_agg('max(x)', 'x', x, n)", "expected at most a time zone",
            "df_percentile_cont(x, x)", "percentile",
            "df_sum(s)", "sum");
    reasons.forEach(
        (call, reason) ->
            assertThatThrownBy(() -> rows("streaming", "SELECT " + call + " FROM t"))
                .as(call)
                .hasStackTraceContaining(reason));
  }

  /** The row does not count; one too many bytes, and the group has no answer. */
  @Test
  void errorsAreOfRowsAndGroups() throws Exception {
    assertThat(
            rows(
                "streaming",
                """
                SELECT k, df_agg('sum(10 / (n - 3))', 'n', n), df_sum(n),
                  df_string_agg(df_repeat(s, 500000), '')
                FROM t GROUP BY k\
                """))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("+I[a, 4, 14, null");
  }

  @Test
  void functionsOfClassesAreToldApartAndObjectsAreNot() throws Exception {
    TableEnvironment tables = MODES.get("streaming");
    tables.executeSql(
        "CREATE TEMPORARY SYSTEM FUNCTION agg AS '" + EvalAggregate.class.getName() + "'");
    String two = "SELECT %1$s('max(x)', 'x', x), %1$s('min(x)', 'x', x) FROM t";
    assertThat(rows("streaming", two.formatted("agg"))).containsExactly("+I[8.0, 1.0]");

    tables.createTemporarySystemFunction("shared", EvalAggregate.class);
    assertThat(rows("streaming", "SELECT shared('sum(x)', 'x', x) FROM t"))
        .containsExactly("+I[15.5]");
    assertThatThrownBy(() -> rows("streaming", two.formatted("shared")))
        .hasStackTraceContaining("expected one");
  }

  @Test
  void everyAggregateIsListed() {
    assertThat(MODES.get("batch").listFunctions())
        .contains(
            "df_agg",
            "df_agg_with_retract",
            "df_max_with_retract",
            "df_sum",
            "df_mean",
            "df_regr_slope",
            "df_approx_distinct")
        .doesNotContain("df_grouping");
  }

  private static String expected(String key, List<String[]> calls, int column) {
    return calls.stream()
        .map(call -> call[column])
        .collect(Collectors.joining(", ", "+I[" + key + ", ", "]"));
  }
}
