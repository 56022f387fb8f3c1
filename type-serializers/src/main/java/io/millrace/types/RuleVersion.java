// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/**
 * A revision that was let in, with its place among the others.
 *
 * @param group the rules with the same key, window, {@code where} and aggregates, whose rows are
 *     accumulated once; for sessions those of one rule only; 0 without a window. Given once by the
 *     reader and kept, so that a later release that binds otherwise still finds its state
 * @param slots for each aggregate call of the rule, in its own order, the place of its state in the
 *     group
 */
@Internal
public record RuleVersion(Rule rule, long group, List<Integer> slots) {
  public RuleVersion {
    Objects.requireNonNull(rule);
    slots = List.copyOf(slots);
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
    return isEvaluated() && next.isEvaluated() && group != 0 && group == next.group;
  }
}
