// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.rules.Selective;
import java.util.List;
import java.util.Locale;

/** Rules of which no two are the same, each of which takes the place of an older one. */
final class DistinctRules {
  private static final int WINDOWED = 10;
  private static final int REMOVED = 50;

  private DistinctRules() {}

  /** How many changes the first so many rules are. */
  static long changes(long rules, int live) {
    long changes = 0;
    for (long rule = 0; rule < rules; rule++) {
      changes += isRemovedBefore(rule, live) ? 2 : 1;
    }
    return changes;
  }

  private static boolean isRemovedBefore(long rule, int live) {
    return rule >= live && rule % REMOVED == 0;
  }

  /** A rule takes the place of that before it of its id; now and then that is removed first. */
  static List<String> lines(long rule, int live) {
    long id = rule % live;
    long revision = 2 * (rule / live) + 2;
    String put = put(rule, id, revision);
    return isRemovedBefore(rule, live)
        ? List.of(
            "{\"id\":\"r%d\",\"revision\":%d,\"action\":\"remove\"}".formatted(id, revision - 1),
            put)
        : List.of(put);
  }

  private static String put(long rule, long id, long revision) {
    String where = "(%s) AND a <> -%d".formatted(Selective.sql(rule), rule + 1);
    String rest =
        rule % WINDOWED == 0
            ? """
            "sql":"avg(x) > 0.5","where":"%s","key":["b"],"window":{"tumble":"10s"}\
            """
                .formatted(where)
            : "\"sql\":\"" + where + "\"";
    return String.format(Locale.ROOT, "{\"id\":\"r%d\",\"revision\":%d,%s}", id, revision, rest);
  }
}
