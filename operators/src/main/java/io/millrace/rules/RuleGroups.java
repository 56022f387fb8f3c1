// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The groups in use with their aggregate calls. A number or slot that was given stays: after a
 * restore, rules are found to be of one group by binding them again.
 */
final class RuleGroups {
  private record Revision(String rule, long number, boolean signed) {
    static Revision of(Rule rule) {
      return new Revision(rule.id(), rule.revision(), rule.isSigned());
    }
  }

  private static final class Group {
    final Map<TypedExpr.AggregateCall, Long> slots = new HashMap<>();

    /** More than one where a release finds different what another found alike. */
    final Set<String> shapes = new HashSet<>();

    /** How many rules have a revision in it. */
    int rules;
  }

  private static final class Call {
    final long group;
    final TypedExpr.AggregateCall call;

    /** How many rules have a revision with it. */
    int rules;

    Call(long group, TypedExpr.AggregateCall call) {
      this.group = group;
      this.call = call;
    }
  }

  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, Group> groups = new HashMap<>();
  private final Map<Long, Call> calls = new HashMap<>();

  RuleGroups(RuleBinder binder, RuleBook book) {
    Set<Revision> known = new HashSet<>();
    book.timelines().values().stream()
        .flatMap(RuleTimeline::all)
        .map(RuleTimeline.Span::version)
        .filter(version -> version.group() != 0)
        .filter(version -> known.add(Revision.of(version.rule())))
        .forEach(version -> add(version, binder.bind(version)));
    book.timelines().values().forEach(timeline -> count(timeline, 1));
  }

  private void add(RuleVersion version, BoundRule bound) {
    String shape = bound.shape();
    Group group = groups.computeIfAbsent(version.group(), number -> new Group());
    if (numbers.putIfAbsent(shape, version.group()) == null) {
      group.shapes.add(shape);
    }
    for (int i = 0; i < version.slots().size(); i++) {
      long slot = version.slots().get(i);
      TypedExpr.AggregateCall call = bound.calls().get(i);
      calls.computeIfAbsent(slot, given -> new Call(version.group(), call));
      group.slots.putIfAbsent(call, slot);
    }
  }

  /**
   * With its group and slots, which {@link #applied} then remembers.
   *
   * @param given the highest slot that was ever given
   */
  RuleVersion placed(BoundRule bound, long given) {
    if (bound.rule().window() == null) {
      return new RuleVersion(bound.rule());
    }
    Long known = numbers.get(bound.shape());
    long number = known == null ? newNumber(bound) : known;
    Map<TypedExpr.AggregateCall, Long> inUse = known == null ? Map.of() : groups.get(known).slots;
    List<Long> slots = new ArrayList<>();
    long last = given;
    for (TypedExpr.AggregateCall call : bound.calls()) {
      Long slot = inUse.get(call);
      slots.add(slot == null ? ++last : slot);
    }
    return new RuleVersion(bound.rule(), number, slots, bound.callNumbers());
  }

  private long newNumber(BoundRule bound) {
    long number = bound.shapeNumber();
    while (groups.containsKey(number)) {
      number++;
    }
    return number;
  }

  /** Remembers the place of a version that was let in, forgets what no rule has any more. */
  void applied(List<RuleBook.Applied> changes, RuleVersion version, BoundRule bound) {
    if (version.group() != 0) {
      add(version, bound);
    }
    changes.forEach(each -> count(each.after(), 1));
    changes.forEach(each -> count(each.before(), -1));
  }

  private void count(RuleTimeline timeline, int more) {
    for (Long slot : slots(timeline)) {
      Call call = calls.get(slot);
      call.rules += more;
      if (call.rules == 0) {
        calls.remove(slot);
        groups.get(call.group).slots.remove(call.call, slot);
      }
    }
    for (Long number : numbers(timeline)) {
      Group group = groups.get(number);
      group.rules += more;
      if (group.rules == 0) {
        groups.remove(number);
        numbers.keySet().removeAll(group.shapes);
      }
    }
  }

  private static Set<Long> slots(RuleTimeline timeline) {
    return timeline
        .all()
        .flatMap(span -> span.version().slots().stream())
        .collect(Collectors.toSet());
  }

  private static Set<Long> numbers(RuleTimeline timeline) {
    return timeline
        .all()
        .map(span -> span.version().group())
        .filter(number -> number != 0)
        .collect(Collectors.toSet());
  }
}
