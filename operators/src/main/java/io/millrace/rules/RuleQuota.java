// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is there of all that {@link Limits} bounds in one job: of rules that came signed, and of
 * others, shadows counted as rules, each up to the limit, so that nobody who may not sign takes
 * room from those who may. A rule with a revision that came signed counts among those, its
 * revisions by themselves. Marks have a bound of their own.
 */
final class RuleQuota {
  private static final Predicate<Rule> SIGNED = Rule::isSigned;
  private static final Predicate<Rule> UNSIGNED = SIGNED.negate();

  private final Limits limits;
  private final Room signed = new Room();
  private final Room unsigned = new Room();

  /** What is taken of it. */
  private static final class Room {
    private int rules;
    private long bytes;
  }

  RuleQuota(Limits limits) {
    this.limits = limits;
  }

  /** A timeline that is there. */
  void add(TimelineKey key, RuleTimeline timeline) {
    replace(new RuleBook.Applied(key, RuleTimeline.EMPTY, timeline));
  }

  /** Takes a timeline in place of the one before. */
  void replace(RuleBook.Applied change) {
    replace(change.before(), change.after());
  }

  private void replace(RuleTimeline before, RuleTimeline after) {
    room(before).rules -= count(before);
    room(after).rules += count(after);
    signed.bytes += bytes(after, SIGNED) - bytes(before, SIGNED);
    unsigned.bytes += bytes(after, UNSIGNED) - bytes(before, UNSIGNED);
  }

  private Room room(RuleTimeline timeline) {
    return timeline.isSigned() ? signed : unsigned;
  }

  /**
   * Throws LIMIT_EXCEEDED if there is no room for what a change makes of its rule.
   *
   * @param added the revision that is new
   */
  void check(Rule added, List<RuleBook.Applied> changes) {
    // What ends with the change makes room for what comes.
    List<RuleBook.Applied> ends =
        changes.stream().filter(each -> each.after().spans().isEmpty()).toList();
    ends.forEach(each -> replace(each.before(), each.after()));
    try {
      changes.stream()
          .filter(each -> !ends.contains(each))
          .forEach(each -> check(added, each.before(), each.after()));
    } finally {
      ends.forEach(each -> replace(each.after(), each.before()));
    }
  }

  private void check(Rule added, RuleTimeline before, RuleTimeline after) {
    String action = "take revision " + added.revision() + " of rule \"" + added.id() + "\"";
    limits.check(Limit.REVISIONS, action, after.revisions(added), "revisions");
    Room room = room(after);
    if (count(after) > count(before) || (count(after) > 0 && room != room(before))) {
      limits.check(Limit.RULES, action, room.rules + 1L, things(added, "rules"));
    }
    Predicate<Rule> alike = added.isSigned() ? SIGNED : UNSIGNED;
    long more = bytes(after, alike) - bytes(before, alike);
    if (more > 0) {
      long bytes = (added.isSigned() ? signed : unsigned).bytes + more;
      limits.check(Limit.RULE_BYTES, action, bytes, things(added, "bytes of rules"));
    }
  }

  private static String things(Rule added, String what) {
    return added.isSigned() ? what + " that came signed" : what;
  }

  private static int count(RuleTimeline timeline) {
    return timeline.spans().isEmpty() || timeline.isMark() ? 0 : 1;
  }

  private static long bytes(RuleTimeline timeline, Predicate<Rule> which) {
    return timeline.isMark() ? 0 : RuleSize.of(timeline, which);
  }
}
