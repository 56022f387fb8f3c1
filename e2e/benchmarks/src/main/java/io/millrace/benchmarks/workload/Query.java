// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import java.util.List;

/**
 * An expression over the columns of {@link Rows}.
 *
 * @param tolerance how far a number may lie from DataFusion's, as a share of it
 */
public record Query(String id, String sql, Kind kind, double tolerance) {
  /** What a query gives a value for. */
  public enum Kind {
    ROW,
    AGGREGATE,
    /** A value for each row, of the rows around it in the order of {@code ts}. */
    WINDOW
  }

  /** Sums of doubles depend on the order of the additions, which is nobody's promise. */
  private static final double ORDER = 1e-9;

  /** Two sketches with different hash functions. */
  private static final double SKETCH = 0.1;

  public static final List<Query> ALL =
      List.of(
          row("e01", "a + b"),
          row("e02", "(x * 2.5 + y) / (x + 1.0) - y * y"),
          row("e03", "a > 100 AND b < 500 AND x BETWEEN 0.1 AND 0.9"),
          row("e04", "CASE WHEN a % 3 = 0 THEN x WHEN b IS NULL THEN y ELSE x + y END"),
          row("e05", "upper(substr(s, 2, 5))"),
          row("e06", "s LIKE '%ab%'"),
          row(
              "e07",
              "a IN (7,42,100,513,777,1001,1500,1999,2048,2500,3001,3333,4096,5000,5555,6007,"
                  + "7000,8192,9000,9999)"),
          row("e08", "date_trunc('hour', ts)"),
          row("e09", "CAST(a AS DOUBLE) / CAST(b AS DOUBLE)"),
          row("e10", "d * d + d"),
          row("e11", "regexp_like(s, '^[a-f]+[0-9]*$')"),
          row("e12", "coalesce(y, x, 0.0) > 0.5 OR s = 'needle'"),
          new Query("g01", "sum(x)", Kind.AGGREGATE, ORDER),
          new Query("g02", "avg(y)", Kind.AGGREGATE, ORDER),
          new Query("g03", "count(distinct a)", Kind.AGGREGATE, 0),
          new Query("g04", "approx_distinct(s)", Kind.AGGREGATE, SKETCH));

  private static final String SLIDING =
      " OVER (ORDER BY ts ROWS BETWEEN 99 PRECEDING AND CURRENT ROW)";

  /** Over all rows as one window. */
  public static final List<Query> WINDOWS =
      List.of(
          new Query("w01", "sum(x)" + SLIDING, Kind.WINDOW, 0),
          new Query("w02", "avg(x)" + SLIDING, Kind.WINDOW, 0),
          new Query("w03", "min(x)" + SLIDING, Kind.WINDOW, 0),
          new Query("w04", "max(x)" + SLIDING, Kind.WINDOW, 0),
          new Query("w05", "median(x)" + SLIDING, Kind.WINDOW, 0),
          new Query("w06", "median(x)", Kind.AGGREGATE, 0),
          new Query("w07", "approx_percentile_cont(x, 0.5)", Kind.AGGREGATE, 0));

  /** Over {@link NestedRows}. */
  public static final List<Query> NESTED =
      List.of(
          row("n01", "array_length(l)"),
          row("n02", "l[2]"),
          row("n03", "array_has(l, 42)"),
          row("n04", "array_max(l)"),
          row("n05", "array_sum(l)"),
          row("n06", "array_sort(l)[2]"),
          row("n07", "array_length(array_distinct(l))"),
          row("n08", "m['k3']"));

  private static Query row(String id, String sql) {
    return new Query(id, sql, Kind.ROW, 0);
  }

  public static Query of(String id) {
    return ALL.stream().filter(each -> each.id.equals(id)).findFirst().orElseThrow();
  }

  /** For a cell of a table. */
  public String shortSql() {
    String text = sql.replace(SLIDING, " OVER (… 99 PRECEDING …)");
    return "`" + (text.length() <= 48 ? text : text.substring(0, 47) + "…") + "`";
  }
}
