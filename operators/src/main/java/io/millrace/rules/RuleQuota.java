// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.trust.Limits;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;

/** What is there of all that {@link Limits} bounds in one job. Marks have a bound of their own. */
final class RuleQuota {
  private int rules;
  private long bytes;

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
    long revisions = after.revisions(added);
    if (revisions > Limits.REVISIONS) {
      throw exceeded("revisions of rule \"" + added.id() + "\"", revisions, Limits.REVISIONS);
    }
    if (count(after) > count(before) && rules >= Limits.RULES) {
      throw exceeded("rules", rules + 1L, Limits.RULES);
    }
    long more = bytes(after) - bytes(before);
    if (more > 0 && bytes + more > Limits.RULE_BYTES) {
      throw exceeded("bytes of rules", bytes + more, Limits.RULE_BYTES);
    }
  }

  private static int count(RuleTimeline timeline) {
    return timeline.spans().isEmpty() || timeline.isMark() ? 0 : 1;
  }

  private static long bytes(RuleTimeline timeline) {
    return timeline.isMark() ? 0 : RuleSize.of(timeline);
  }

  private static MillraceException exceeded(String what, long found, long limit) {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot take more %s: %d, expected at most %d".formatted(what, found, limit));
  }
}
