// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules of twenty shapes, no two with the same constants. */
final class Shapes {
  private static final List<String> SHAPES =
      List.of(
          "a > %1$d",
          "a + b > %1$d",
          "x > 0.%1$d",
          "x * 0.%1$d + y > 1.5",
          "a %% %1$d = 7",
          "b BETWEEN %1$d AND 90000",
          "s = 'needle%1$d'",
          "s LIKE '%%ab%1$d%%'",
          "upper(s) = 'NEEDLE%1$d'",
          "a IN (%1$d, 42, 7)",
          "coalesce(b, %1$d) > 3",
          "a > %1$d AND x > 0.5",
          "a > %1$d OR y < 0.5",
          "CASE WHEN a > %1$d THEN x ELSE y END > 0.5",
          "abs(a - %1$d) < 100",
          "x BETWEEN 0.2 AND 0.%1$d",
          "(a > %1$d AND b < 500) OR s IS NULL",
          "CAST(a AS DOUBLE) / 3.5 > %1$d",
          "d > %1$d.25",
          "date_trunc('hour', ts) > timestamp '2025-06-01' AND a <> %1$d");

  private Shapes() {}

  static int count() {
    return SHAPES.size();
  }

  /** So many, the constants of which begin at {@code first}. */
  static List<String> sql(int count, int first) {
    List<String> sql = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String shape = SHAPES.get(i % SHAPES.size());
      sql.add(String.format(Locale.ROOT, shape, first + i));
    }
    return sql;
  }
}
