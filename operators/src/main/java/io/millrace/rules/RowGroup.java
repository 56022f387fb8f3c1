// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The rules that make the same of a row: those of a group with windows, or one revision without a
 * window.
 */
final class RowGroup {
  private final RowPlan plan;
  private final BoundRule bound;
  private final int keys;
  private final long number;

  /** Of the rules that are here for all time. */
  private final TreeMap<TimelineKey, RuleTimeline> steady = new TreeMap<>();

  private final TreeMap<TimelineKey, RuleTimeline> varying = new TreeMap<>();

  /**
   * @param plan of the key, and of what the group's aggregates need; or of the value
   */
  RowGroup(RuleVersion version, BoundRule bound, RowPlan plan) {
    this.plan = plan;
    this.bound = bound;
    keys = version.group() == 0 ? 0 : bound.keys().size();
    number = version.group();
  }

  RowPlan plan() {
    return plan;
  }

  BoundRule bound() {
    return bound;
  }

  /** The number of the plan's expressions that are the key. */
  int keys() {
    return keys;
  }

  /** 0 without a window. */
  long number() {
    return number;
  }

  /** What rows have to make true to concern it, in that order. */
  List<TypedExpr> predicates() {
    List<TypedExpr> predicates = new ArrayList<>();
    if (bound.where() != null) {
      predicates.add(bound.where());
    }
    if (number == 0 && bound.rule().emit() == Rule.Emit.TRUE) {
      predicates.add(bound.value());
    }
    return predicates;
  }

  /** Whether a revision is of this group, or the one that this is. */
  boolean holds(RuleVersion version) {
    Rule rule = version.rule();
    return version.isEvaluated()
        && version.group() == number
        && (number != 0
            || (rule.revision() == bound.rule().revision()
                && rule.isSigned() == bound.rule().isSigned()));
  }

  /** Takes the timeline of a rule, instead of the one before. */
  void put(TimelineKey key, RuleTimeline timeline) {
    remove(key);
    boolean always =
        timeline.spans().size() == 1 && timeline.spans().get(0).from() == Long.MIN_VALUE;
    (always ? steady : varying).put(key, timeline);
  }

  void remove(TimelineKey key) {
    steady.remove(key);
    varying.remove(key);
  }

  boolean isEmpty() {
    return steady.isEmpty() && varying.isEmpty();
  }

  /** Of the rules that have one revision in it, for all time. */
  Collection<RuleTimeline> steady() {
    return steady.values();
  }

  /** Of the others. */
  Collection<RuleTimeline> varying() {
    return varying.values();
  }
}
