// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleTimeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All groups that have a rule. */
final class WindowGroups {
  private final RuleBinder binder;
  private final Map<Long, WindowGroup> groups = new HashMap<>();

  /** The groups in which a rule has revisions. */
  private final Map<TimelineKey, Set<Long>> ofRule = new HashMap<>();

  WindowGroups(RuleBinder binder) {
    this.binder = binder;
  }

  /** Null if no rule is in it any more. */
  WindowGroup get(long number) {
    return groups.get(number);
  }

  /** Takes the timeline of a rule, instead of the one before. */
  void put(TimelineKey key, RuleTimeline timeline) {
    timeline
        .all()
        .map(RuleTimeline.Span::version)
        .filter(version -> version.group() != 0)
        .forEach(
            version ->
                groups.computeIfAbsent(
                    version.group(),
                    number -> new WindowGroup(version, binder.bind(version), binder.limits())));
    Set<Long> after = numbers(timeline);
    Set<Long> before = after.isEmpty() ? ofRule.remove(key) : ofRule.put(key, after);
    Set<Long> touched = new HashSet<>(after);
    touched.addAll(before == null ? Set.of() : before);
    for (Long number : touched) {
      WindowGroup group = groups.get(number);
      group.member(key, timeline, binder);
      if (group.members().isEmpty()) {
        groups.remove(number);
      }
    }
  }

  /** The groups in which a rule may lose windows, or sessions join, by a change. */
  List<WindowGroup> shrunkBy(RuleBook.Applied change) {
    Set<Long> touched = new HashSet<>(numbers(change.before()));
    touched.removeIf(
        number -> spans(change.before(), number).equals(spans(change.after(), number)));
    return touched.stream().map(groups::get).toList();
  }

  private static List<List<Long>> spans(RuleTimeline timeline, long group) {
    List<List<Long>> spans = new ArrayList<>();
    for (int i = 0; i < timeline.spans().size(); i++) {
      RuleTimeline.Span span = timeline.spans().get(i);
      if (span.version().group() == group) {
        List<Long> place = new ArrayList<>(List.of(span.from(), timeline.until(i)));
        place.addAll(span.origins());
        spans.add(place);
      }
    }
    return spans;
  }

  private static Set<Long> numbers(RuleTimeline timeline) {
    return timeline
        .all()
        .map(span -> span.version().group())
        .filter(number -> number != 0)
        .collect(Collectors.toSet());
  }
}
