// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The numbers of the groups in use and the order of their aggregate calls. A number that was given
 * stays: after a restore, rules are found to be of one group by binding them again.
 */
final class RuleGroups {
  private final Map<String, Long> numbers = new HashMap<>();

  /** More than one where a release finds different what another found alike. */
  private final Map<Long, Set<String>> shapes = new HashMap<>();

  /** How many rules have a revision in a group. */
  private final Map<Long, Integer> rules = new HashMap<>();

  private final Map<Long, List<TypedExpr.AggregateCall>> calls = new HashMap<>();

  RuleGroups(RuleBinder binder, RuleBook book) {
    book.timelines().values().forEach(timeline -> count(groups(timeline), 1));
    book.timelines().values().stream()
        .flatMap(RuleTimeline::all)
        .map(RuleTimeline.Span::version)
        .filter(version -> version.group() != 0)
        .distinct()
        .forEach(version -> add(version, binder.bind(version.rule())));
  }

  private void add(RuleVersion version, BoundRule bound) {
    String shape = bound.shape();
    if (numbers.putIfAbsent(shape, version.group()) == null) {
      shapes.computeIfAbsent(version.group(), number -> new HashSet<>()).add(shape);
    }
    calls.putIfAbsent(version.group(), bound.callsBySlot(version.slots()));
  }

  /** With its group, which {@link #applied} then remembers. */
  RuleVersion placed(BoundRule bound) {
    if (bound.rule().window() == null) {
      return new RuleVersion(bound.rule(), 0, List.of());
    }
    Long known = numbers.get(bound.shape());
    if (known != null) {
      List<TypedExpr.AggregateCall> order = calls.get(known);
      return new RuleVersion(
          bound.rule(), known, bound.calls().stream().map(order::indexOf).toList());
    }
    long number = bound.shapeNumber();
    while (calls.containsKey(number)) {
      number++;
    }
    return new RuleVersion(bound.rule(), number, bound.slots());
  }

  /** Remembers the group of a version that was let in, forgets those that none is in any more. */
  void applied(List<RuleBook.Applied> changes, RuleVersion version, BoundRule bound) {
    if (version.group() != 0) {
      add(version, bound);
    }
    changes.forEach(each -> count(groups(each.after()), 1));
    changes.forEach(each -> count(groups(each.before()), -1));
  }

  private void count(Set<Long> groups, int more) {
    for (Long group : groups) {
      if (rules.merge(group, more, Integer::sum) == 0) {
        rules.remove(group);
        calls.remove(group);
        Set<String> gone = shapes.remove(group);
        if (gone != null) {
          numbers.keySet().removeAll(gone);
        }
      }
    }
  }

  private static Set<Long> groups(RuleTimeline timeline) {
    return timeline.all().map(span -> span.version().group()).collect(Collectors.toSet());
  }
}
