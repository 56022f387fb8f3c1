// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;

/** What is there of all that {@link Limits} bounds in one job. Marks have a bound of their own. */
final class RuleQuota {
  private final Limits limits;
  private int rules;
  private long bytes;

  RuleQuota(Limits limits) {
    this.limits = limits;
  }

  /** Takes a timeline of an id in place of the one before. */
  void replace(RuleTimeline before, RuleTimeline after) {
    rules += count(after) - count(before);
    bytes += bytes(after) - bytes(before);
  }

  /**
   * Throws LIMIT_EXCEEDED if there is no room for a timeline in place of the one before. Revisions
   * that are not signed take no room from those that are.
   *
   * @param added the revision that is new
   */
  void check(Rule added, RuleTimeline before, RuleTimeline after) {
    String action = "take revision " + added.revision() + " of rule \"" + added.id() + "\"";
    limits.check(Limit.REVISIONS, action, after.revisions(added), "revisions");
    if (count(after) > count(before)) {
      limits.check(Limit.RULES, action, rules + 1L, "rules");
    }
    long more = bytes(after) - bytes(before);
    if (more > 0) {
      limits.check(Limit.RULE_BYTES, action, bytes + more, "bytes of rules");
    }
  }

  private static int count(RuleTimeline timeline) {
    return timeline.spans().isEmpty() || timeline.isMark() ? 0 : 1;
  }

  private static long bytes(RuleTimeline timeline) {
    return timeline.isMark() ? 0 : RuleSize.of(timeline);
  }
}
