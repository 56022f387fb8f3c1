// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;

/** What a timeline is found by: a rule has one of the revisions that count, one of its shadow. */
record TimelineKey(String id, boolean isShadow) implements Comparable<TimelineKey> {
  /** Of the timeline that a revision is of. */
  static TimelineKey of(Rule rule) {
    return new TimelineKey(rule.id(), rule.isShadow());
  }

  static TimelineKey of(RuleTimeline timeline) {
    return of(timeline.spans().get(0).version().rule());
  }

  static TimelineKey shadow(String id) {
    return new TimelineKey(id, true);
  }

  static TimelineKey inForce(String id) {
    return new TimelineKey(id, false);
  }

  @Override
  public int compareTo(TimelineKey other) {
    int order = id.compareTo(other.id);
    return order == 0 ? Boolean.compare(isShadow, other.isShadow) : order;
  }
}
