// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * A revision that was let in, with its place among the others.
 *
 * @param group the rules with the same key, window and {@code where}, which share the accumulators
 *     of the aggregate calls that they have in common; for sessions those of one rule only; 0
 *     without a window. Given once by the reader and kept, so that a later release that binds
 *     otherwise still finds its state
 * @param slots for each aggregate call of the rule, in its own order, the number of the call: the
 *     same for all rules of the group as long as one of them has it, and never given again
 * @param calls for each of them a digest of the call: what is kept under a slot is of that one
 */
@Internal
public record RuleVersion(Rule rule, long group, List<Long> slots, List<Long> calls) {
  public RuleVersion {
    rule = rule.kept();
    slots = List.copyOf(slots);
    calls = List.copyOf(calls);
    if (slots.size() != calls.size()) {
      throw new IllegalArgumentException(
          "Cannot give %d slots to %d calls".formatted(slots.size(), calls.size()));
    }
  }

  /** Without a window. */
  public RuleVersion(Rule rule) {
    this(rule, 0, List.of(), List.of());
  }

  /** Whether rows are asked of it, in force or as a shadow. */
  public boolean isEvaluated() {
    return rule.action().isEvaluated();
  }

  boolean merges() {
    return rule.window() != null && rule.window().merges();
  }

  /** Whether open windows of this revision go on under the next one. */
  boolean goesOnAs(RuleVersion next) {
    return isEvaluated()
        && next.isEvaluated()
        && group != 0
        && group == next.group
        && Set.copyOf(slots).equals(Set.copyOf(next.slots));
  }
}
