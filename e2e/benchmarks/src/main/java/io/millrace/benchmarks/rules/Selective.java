// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rules of twenty shapes, each true of few rows, as those are that people write by the thousand.
 */
public final class Selective {
  /** {@code %1$d} is 0 to 9,999, as column a; {@code %2$d} 0 to 999, as column b. */
  private static final List<String> SHAPES =
      List.of(
          "a = %1$d",
          "a = %1$d AND x > 0.5",
          "x > 0.25 AND a = %1$d AND s LIKE '%%a%%'",
          "a BETWEEN %1$d AND %1$d + 1 AND y < 0.5",
          "a > %1$d AND a <= %1$d + 2",
          "a IN (%1$d, %1$d + 4000) AND b < 500",
          "b = %2$d AND x < 0.1",
          "s = 'abc%2$d' AND b IS NOT NULL",
          "upper(s) = 'NEEDLE' AND b = %2$d",
          "a %% 5000 = %1$d AND y > 0.5",
          "x BETWEEN 0.%1$04d AND 0.%1$04d1",
          "(a = %1$d OR a = %1$d + 5000) AND coalesce(b, 0) > 100",
          "a + coalesce(b, 0) = %1$d",
          "b = %2$d AND a + b > 9000",
          "a = %1$d AND CASE WHEN x > 0.5 THEN y ELSE x END > 0.2",
          "coalesce(b, -1) = %2$d AND x < 0.1",
          "a >= %1$d - 1 AND a <= %1$d + 1 AND abs(a - %1$d) < 2",
          "a = %1$d AND date_trunc('hour', ts) > timestamp '2025-06-01'",
          "y > 0.999 AND b = %2$d",
          "d >= %1$d.25 AND d < %1$d.75 AND a < 5000");

  private Selective() {}

  /** So many predicates. */
  static List<String> sql(int count) {
    List<String> sql = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sql.add(sql((long) i));
    }
    return sql;
  }

  /** One of them; 10,000 differ. */
  public static String sql(long which) {
    long number = which * 7919L;
    return String.format(
        Locale.ROOT, SHAPES.get((int) (which % SHAPES.size())), number % 10_000, number % 1_000);
  }
}
