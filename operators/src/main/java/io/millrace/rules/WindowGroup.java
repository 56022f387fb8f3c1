// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limits;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.record.RowPrograms;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import io.millrace.types.SlotValues;
import io.millrace.types.WindowShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The rules that share key, window and predicate, and the aggregate calls that they have in common,
 * as a task that keeps windows.
 */
final class WindowGroup {
  private static final ObjectColumns<Object[]> COLUMNS = (row, column) -> row[column];

  /** One that is signed may take the place of one that is not and has its number. */
  private record Revision(long number, boolean signed) {
    static Revision of(RuleVersion version) {
      return new Revision(version.rule().revision(), version.rule().isSigned());
    }
  }

  private final long number;
  private final OpenWindows windows;
  private final List<DataType> keyTypes;
  private final GroupFold fold;
  private final RowPrograms<Object[]> results;
  private final TreeMap<TimelineKey, RuleTimeline> members = new TreeMap<>();
  private final Map<TimelineKey, Map<Revision, WindowPlan>> plans = new HashMap<>();

  /** The calls that a rule has in any of its revisions. */
  private final Map<TimelineKey, Set<Long>> slots = new HashMap<>();

  /** By origin, how many rules have it that are here for all time. */
  private final TreeMap<Long, Integer> steady = new TreeMap<>();

  private final Map<TimelineKey, RuleTimeline> varying = new HashMap<>();

  /**
   * @param limits of the calls, and of the expressions over their results
   */
  WindowGroup(RuleVersion version, BoundRule bound, Limits limits) {
    results = new RowPrograms<>(COLUMNS, limits);
    number = version.group();
    windows = OpenWindows.of(version.rule().window());
    keyTypes = bound.keyTypes();
    fold = new GroupFold(limits);
  }

  long number() {
    return number;
  }

  OpenWindows windows() {
    return windows;
  }

  List<DataType> keyTypes() {
    return keyTypes;
  }

  /** The results of calls and now(), each in its place, which all plans look at from now on. */
  void move(Object[] row) {
    results.move(row);
  }

  GroupFold fold() {
    return fold;
  }

  Map<TimelineKey, RuleTimeline> members() {
    return members;
  }

  /** Takes the timeline of a rule, and leaves the rule out if it has no revision here. */
  void member(TimelineKey key, RuleTimeline timeline, RuleBinder binder) {
    RuleTimeline before = members.remove(key);
    if (before != null) {
      sort(key, before, -1);
    }
    Map<Revision, RuleVersion> needed = new HashMap<>();
    timeline
        .all()
        .filter(this::isHere)
        .map(RuleTimeline.Span::version)
        .forEach(version -> needed.put(Revision.of(version), version));
    Map<Revision, WindowPlan> known = plans.computeIfAbsent(key, rule -> new HashMap<>());
    Map<Revision, WindowPlan> gone = new HashMap<>(known);
    gone.keySet().removeAll(needed.keySet());
    gone.values().forEach(WindowPlan::close);
    known.keySet().retainAll(needed.keySet());
    Map<Revision, BoundRule> added = new HashMap<>();
    needed.forEach(
        (revision, version) -> {
          if (!known.containsKey(revision)) {
            added.put(revision, binder.bind(version));
          }
        });
    join(key, needed, added);
    added.forEach(
        (revision, bound) ->
            known.put(revision, new WindowPlan(results, bound, needed.get(revision), fold)));
    if (needed.isEmpty()) {
      plans.remove(key);
      slots.remove(key);
    } else {
      members.put(key, timeline);
      sort(key, timeline, 1);
    }
  }

  /** Before it leaves calls: those that a rule goes on with keep their places. */
  private void join(
      TimelineKey key, Map<Revision, RuleVersion> needed, Map<Revision, BoundRule> added) {
    Set<Long> before = slots.getOrDefault(key, Set.of());
    Set<Long> after = new HashSet<>();
    needed.values().forEach(version -> after.addAll(version.slots()));
    slots.put(key, after);
    Set<Long> joined = new HashSet<>(before);
    added.forEach(
        (revision, bound) -> {
          List<Long> own = needed.get(revision).slots();
          for (int i = 0; i < own.size(); i++) {
            if (joined.add(own.get(i))) {
              fold.join(own.get(i), bound.calls().get(i));
            }
          }
        });
    before.stream().filter(slot -> !after.contains(slot)).forEach(fold::leave);
  }

  /** Rules that are here for all time are found by origin, the others one by one. */
  private void sort(TimelineKey key, RuleTimeline timeline, int more) {
    RuleTimeline.Span first = timeline.spans().isEmpty() ? null : timeline.spans().get(0);
    boolean always =
        timeline.spans().size() == 1 && first.from() == Long.MIN_VALUE && isHere(first);
    if (always) {
      steady.merge(first.origin(), more, (one, other) -> one + other == 0 ? null : one + other);
    } else if (more > 0) {
      varying.put(key, timeline);
    } else {
      varying.remove(key);
    }
  }

  boolean isHere(RuleTimeline.Span span) {
    return span != null && span.version().group() == number && span.version().isEvaluated();
  }

  WindowPlan plan(RuleVersion version) {
    return plans.get(TimelineKey.of(version.rule())).get(Revision.of(version));
  }

  /** Whether a rule sees any of the windows, that were empty at a change in the interval. */
  boolean anyServed(Starts starts, long after, long upTo) {
    Long origin = steady.higherKey(after);
    if (origin != null && origin <= upTo && !starts.isEmpty()) {
      return true;
    }
    for (RuleTimeline timeline : varying.values()) {
      for (int i = 0; i < timeline.spans().size(); i++) {
        RuleTimeline.Span span = timeline.spans().get(i);
        if (isHere(span)
            && after < span.origin()
            && span.origin() <= upTo
            && starts.anyIn(span.from(), timeline.until(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The revisions to which windows of that start belong. */
  void counting(long start, Consumer<RuleTimeline.Span> each) {
    for (RuleTimeline timeline : members.values()) {
      RuleTimeline.Span span = timeline.at(start);
      if (isHere(span)) {
        each.accept(span);
      }
    }
  }

  /** The revisions that a share of a window answers. */
  void served(long start, WindowShare share, BiConsumer<TimelineKey, RuleVersion> each) {
    members.forEach(
        (key, timeline) -> {
          RuleTimeline.Span span = span(timeline, start, share);
          if (span != null) {
            each.accept(key, span.version());
          }
        });
  }

  /** The span of a rule whose windows the share holds, or null. */
  RuleTimeline.Span span(RuleTimeline timeline, long start, WindowShare share) {
    return windows.span(this, timeline, start, share);
  }

  /** Told of calls that could not take a row, for the rules that a share serves. */
  interface Failed {
    void tell(WindowShare share, CallProblems problems);
  }

  /**
   * The shares of windows, all of which can be read, with one more row. A rule sees the rows whose
   * router knew it, so a row from a router that is behind parts the rules of a share.
   *
   * @param limits of the rows that calls keep something of
   */
  List<WindowShare> added(
      List<WindowShare> shares, Starts starts, GroupRow row, WindowLimits limits, Failed failed) {
    EvaluationError full = fold.grows() ? limits.ofRows(number).orElse(null) : null;
    List<WindowShare> next = new ArrayList<>(shares.size() + 1);
    long known = row.change();
    long covered = -1;
    for (WindowShare share : shares) {
      covered = share.upTo();
      if (share.upTo() <= known) {
        next.add(with(share, row, full, failed));
      } else if (share.after() >= known) {
        next.add(share);
      } else {
        if (anyServed(starts, share.after(), known)) {
          next.add(with(share.of(share.after(), known), row, full, failed));
        }
        if (anyServed(starts, known, share.upTo())) {
          next.add(share.of(known, share.upTo()));
        }
      }
    }
    if (covered < known && anyServed(starts, covered, known)) {
      next.add(with(new WindowShare(covered, known, SlotValues.EMPTY), row, full, failed));
    }
    return next;
  }

  private WindowShare with(WindowShare share, GroupRow row, EvaluationError full, Failed failed) {
    CallProblems problems = new CallProblems();
    SlotValues states = share.states();
    SlotValues added =
        row.isFolded()
            ? fold.merged(states, row.arguments(), problems)
            : fold.added(states, row.arguments(), full, problems);
    WindowShare next = share.with(added).plus(fold.grows() && full == null ? 1 : 0);
    if (!problems.isEmpty()) {
      failed.tell(next, problems);
    }
    return next;
  }
}
