// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The numbers of the groups in use and the order of their aggregate calls. A number that was given
 * stays: after a restore, rules are found to be of one group by binding them again.
 */
final class RuleGroups {
  private final RuleBook book;
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, List<TypedExpr.AggregateCall>> calls = new HashMap<>();

  RuleGroups(RuleBinder binder, RuleBook book) {
    this.book = book;
    book.timelines().values().stream()
        .flatMap(RuleTimeline::all)
        .map(RuleTimeline.Span::version)
        .filter(version -> version.group() != 0)
        .distinct()
        .forEach(version -> add(version, binder.bind(version.rule())));
  }

  private void add(RuleVersion version, BoundRule bound) {
    numbers.putIfAbsent(bound.shape(), version.group());
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
  void applied(RuleBook.Applied change, RuleVersion version, BoundRule bound) {
    if (version.group() != 0) {
      add(version, bound);
    }
    Set<Long> left = groups(change.before());
    left.removeAll(groups(change.after()));
    if (!left.isEmpty()) {
      book.timelines().values().forEach(timeline -> left.removeAll(groups(timeline)));
      numbers.values().removeAll(left);
      calls.keySet().removeAll(left);
    }
  }

  private static Set<Long> groups(RuleTimeline timeline) {
    return timeline.all().map(span -> span.version().group()).collect(Collectors.toSet());
  }
}
