// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import io.millrace.types.RuleTimeline;
import java.util.function.Predicate;

/** How much of the memory of a job its rules take: what was written, in characters or bytes. */
final class RuleSize {
  private RuleSize() {}

  static long of(RuleTimeline timeline) {
    return of(timeline, rule -> true);
  }

  /** Of some of its revisions. */
  static long of(RuleTimeline timeline, Predicate<Rule> which) {
    return timeline
        .all()
        .map(span -> span.version().rule())
        .filter(which)
        .mapToLong(RuleSize::of)
        .sum();
  }

  private static long of(Rule rule) {
    long size = rule.id().length() + of(rule.text()) + of(rule.where()) + of(rule.having());
    for (RuleText key : rule.key()) {
      size += of(key);
    }
    return size + (rule.envelope() == null ? 0 : rule.envelope().length());
  }

  private static long of(RuleText text) {
    if (text == null) {
      return 0;
    }
    return text instanceof RuleText.Sql sql
        ? sql.text().length()
        : ((RuleText.Encoded) text).expr().length();
  }
}
