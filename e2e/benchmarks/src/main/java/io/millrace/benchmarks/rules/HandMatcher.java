// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.workload.Event;
import java.util.List;

/** All rules for a row, then the next row; the shape is compiled in, the constants are fields. */
final class HandMatcher extends Matcher {
  static final String NAME = "hand-written";

  private final Rule[] rules;
  private final Event[] events;

  HandMatcher(List<Rule> rules, Event[] events) {
    super(NAME, rules.size());
    this.rules = rules.toArray(Rule[]::new);
    this.events = events;
  }

  @Override
  int match(long[] counts) {
    for (Event event : events) {
      for (int i = 0; i < rules.length; i++) {
        if (rules[i].matches(event)) {
          counts[i]++;
        }
      }
    }
    return events.length;
  }
}
