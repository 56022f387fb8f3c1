// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.workload.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** One of many rules of the same shape, each with its own constants, and the same by hand. */
record Rule(long divisor, long remainder, double factor, double limit) {
  static List<Rule> generate(int count) {
    SplittableRandom random = new SplittableRandom(256);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long divisor = random.nextLong(2, 50);
      rules.add(
          new Rule(
              divisor,
              1 + random.nextLong(divisor),
              random.nextInt(1, 400) / 100.0,
              random.nextInt(10, 200) / 100.0));
    }
    return rules;
  }

  String sql() {
    return String.format(
        Locale.ROOT, "a %% %d < %d AND x * %s + y > %s", divisor, remainder, factor, limit);
  }

  /** The expressions that count, for each rule, the rows for which it is true. */
  static String counts(List<Rule> rules) {
    return rules.stream()
        .map(rule -> "count(*) FILTER (WHERE " + rule.sql() + ")")
        .collect(Collectors.joining(", "));
  }

  boolean matches(Event event) {
    return event.a % divisor < remainder && event.y != null && event.x * factor + event.y > limit;
  }
}
