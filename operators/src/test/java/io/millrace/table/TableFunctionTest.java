// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.Expr;
import io.millrace.expr.Exprs;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import io.millrace.wire.ExprCodec;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Expressions;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expressions that Java registers under a name. */
class TableFunctionTest {
  private static final Schema COLUMNS = SqlSchema.parse("delay DOUBLE, carrier VARCHAR");
  private static final String RISK = "delay > 60 and carrier <> 'UA'";

  /** One that a catalog keeps. */
  public static class Risk extends ExpressionFunction {
    public Risk() {
      super("delay > 60 and carrier <> 'UA'", "delay DOUBLE, carrier VARCHAR");
    }
  }

  private TableEnvironment tables;

  @BeforeEach
  void fly() {
    tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.executeSql(
        """
        CREATE TEMPORARY VIEW flights AS SELECT * FROM (VALUES
          (61.0e0, 'AA'), (61.5e0, 'UA'), (CAST(NULL AS DOUBLE), 'AA'), (5e0, 'B6')) AS v(dep_delay, op)
        """);
  }

  private void assertRisky(String call) throws Exception {
    assertThat(Queries.rows(tables, "SELECT dep_delay, op FROM flights WHERE " + call))
        .containsExactly(Row.of(61.0, "AA"));
  }

  @Test
  void theyAreMadeAsThePageSays() {
    Schema schema = SqlSchema.parse("delay DOUBLE, carrier VARCHAR");
    Millrace.createFunction(tables, "risk", "delay > 60 and carrier <> 'UA'", schema);
    Table late = tables.sqlQuery("SELECT * FROM flights WHERE risk(dep_delay, op)");
    Table named = tables.sqlQuery("SELECT risk(carrier => op, delay => 90e0) FROM flights");
    assertThat(late.execute().collect()).toIterable().containsExactly(Row.of(61.0, "AA"));
    assertThat(named.execute().collect())
        .toIterable()
        .containsExactlyInAnyOrder(Row.of(true), Row.of(false), Row.of(true), Row.of(true));
  }

  @Test
  void theyAreTextOrExpressionsOrBytes() throws Exception {
    Expr expr =
        Exprs.col("delay").gt(Exprs.lit(60)).and(Exprs.col("carrier").notEq(Exprs.lit("UA")));
    Millrace.createFunction(tables, "risk", RISK, COLUMNS);
    Millrace.createFunction(tables, "built", expr, COLUMNS);
    Millrace.createFunction(tables, "sent", ExprCodec.create().encode(expr), COLUMNS);
    assertRisky("risk(dep_delay, op)");
    assertRisky("built(dep_delay, op)");
    assertRisky("sent(dep_delay, op)");
    assertThat(
            tables
                .from("flights")
                .filter(Expressions.call("risk", Expressions.$("dep_delay"), Expressions.$("op")))
                .execute()
                .collect())
        .toIterable()
        .containsExactly(Row.of(61.0, "AA"));
  }

  @Test
  void argumentsHaveNamesAndAreCastAsFlinkDoes() throws Exception {
    Millrace.createFunction(tables, "risk", RISK, COLUMNS);
    assertRisky("risk(carrier => op, delay => dep_delay)");
    assertThat(
            Queries.rows(tables, "SELECT risk(61, 'AA'), risk(CAST(5.5 AS DECIMAL(3, 1)), 'AA')"))
        .containsExactly(Row.of(true, false));
    assertThat(Queries.rows(tables, "SELECT risk(90, op) FROM flights")).contains(Row.of(true));
    assertThatThrownBy(() -> tables.sqlQuery("SELECT risk('much', 'AA')"))
        .isInstanceOf(ValidationException.class)
        .hasStackTraceContaining("delay")
        .hasStackTraceContaining("DOUBLE");
    assertThatThrownBy(() -> tables.sqlQuery("SELECT risk(1.0)"))
        .isInstanceOf(ValidationException.class);
    Millrace.createFunction(
        tables, "spaced", "\"dep delay\" + 1", SqlSchema.parse("\"dep delay\" DOUBLE"));
    assertThat(Queries.rows(tables, "SELECT spaced(1.5)")).containsExactly(Row.of(2.5));
  }

  @Test
  void aCatalogKeepsThemAsClasses() throws Exception {
    tables.createFunction("risk", Risk.class);
    assertRisky("risk(dep_delay, op)");
    tables.executeSql("CREATE FUNCTION again AS '" + Risk.class.getName() + "'");
    assertRisky("again(dep_delay, op)");
    assertThat(tables.listUserDefinedFunctions()).contains("risk", "again");
  }

  /** One that a catalog keeps. */
  public static final class Spread extends ExpressionAggregate {
    private static final long serialVersionUID = 1L;

    public Spread() {
      super("max(x) - min(x)", "x DOUBLE", Retraction.KEEPING_ROWS);
    }
  }

  @Test
  void expressionsOverAggregatesAreAggregates() throws Exception {
    Schema columns = SqlSchema.parse("x DOUBLE");
    Millrace.createAggregate(tables, "spread", "max(x) - min(x)", columns);
    Millrace.createAggregate(
        tables, "most", Exprs.max(Exprs.col("x")), SqlSchema.parse("x DOUBLE"));
    tables.createFunction("kept", Spread.class);
    tables.executeSql("CREATE FUNCTION again AS '" + Spread.class.getName() + "'");
    String sql =
        "SELECT spread%1$s(x), most%1$s(x), kept(x), again(x), spread%1$s(CHAR_LENGTH(op)) FROM";
    String flights = " (SELECT dep_delay AS x, op FROM flights)";
    String changes = " (SELECT op, LAST_VALUE(dep_delay) AS x FROM flights GROUP BY op)";

    assertThat(last(sql.formatted("") + flights)).isEqualTo(Row.of(56.5, 61.5, 56.5, 56.5, 0.0));
    assertThat(last(sql.formatted("_with_retract") + changes))
        .isEqualTo(Row.of(56.5, 61.5, 56.5, 56.5, 0.0));
    assertThatThrownBy(() -> last(sql.formatted("") + changes)).hasStackTraceContaining("retract");
    assertThatThrownBy(() -> tables.sqlQuery("SELECT spread('a') FROM flights"))
        .isInstanceOf(ValidationException.class)
        .hasStackTraceContaining("DOUBLE");
    assertThatThrownBy(() -> Millrace.createAggregate(tables, "no", "x + 1", columns))
        .isInstanceOf(ValidationException.class);
  }

  private Row last(String sql) throws Exception {
    List<Row> rows = Queries.rows(tables, sql);
    Row last = rows.get(rows.size() - 1);
    last.setKind(RowKind.INSERT);
    return last;
  }

  @Test
  void nestedValuesAndTimesGoInAndOut() throws Exception {
    Millrace.createFunction(
        tables,
        "twice",
        "named_struct('l', array_append(l, s['a']), 'later', moment + interval '1 day', 'd', d *"
            + " 2)",
        SqlSchema.parse(
            "l BIGINT[], s STRUCT<a BIGINT, b VARCHAR>, moment TIMESTAMP, d" + " DECIMAL(10, 2)"));
    Row row =
        Queries.rows(
                tables,
                """
                SELECT r.l, r.later, r.d FROM (SELECT twice(
                  ARRAY[CAST(1 AS BIGINT)], CAST(ROW(2, 'x') AS ROW<a BIGINT, b STRING>),
                  TIMESTAMP '1970-01-01 00:00:00', CAST(1.25 AS DECIMAL(10, 2))) AS r)
                """)
            .get(0);
    assertThat((Object[]) row.getField(0)).containsExactly(1L, 2L);
    assertThat(row.getField(1)).isEqualTo(LocalDateTime.parse("1970-01-02T00:00:00"));
    assertThat(row.getField(2)).hasToString("2.50");
  }

  @Test
  void whatFollowsFromItsArgumentsIsComputedOnce() {
    Millrace.createFunction(tables, "plus_one", "delay + 1", COLUMNS);
    Millrace.createFunction(tables, "plus_random", "delay + random()", COLUMNS);
    Millrace.createFunction(tables, "sometime", "now()", Schema.of());
    assertThat(tables.explainSql("SELECT plus_one(1e0, 'x'), plus_random(1e0, 'x'), sometime()"))
        .contains("2E0", "plus_random(1E0, ", "sometime()")
        .doesNotContain("plus_one(1E0, 'x') AS");
  }

  @Test
  void whatIsWrongIsRefusedAtOnce() {
    assertThatThrownBy(() -> Millrace.createFunction(tables, "no", "nope > 1", COLUMNS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("nope");
    assertThatThrownBy(() -> Millrace.createFunction(tables, "no", "delay >", COLUMNS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Cannot parse");
    assertThatThrownBy(() -> Millrace.createFunction(tables, "no", new byte[] {1, 2}, COLUMNS))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(
            () ->
                Millrace.createFunction(tables, "no", "1", SqlSchema.parse("wide DECIMAL(60, 2)")))
        .isInstanceOf(ValidationException.class);
  }
}
