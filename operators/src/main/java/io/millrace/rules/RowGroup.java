// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.column.EvaluationError;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import io.millrace.types.SlotValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/**
 * The rules that make the same of a row: those of a group with windows, or one revision without a
 * window.
 */
final class RowGroup {
  private final RowPlan plan;
  private final BoundRule bound;
  private final int keys;
  private final long number;
  private final RuleVersion version;
  private final Rule rule;

  /** Of the rules that are here for all time. */
  private final TreeMap<TimelineKey, RuleTimeline> steady = new TreeMap<>();

  private final TreeMap<TimelineKey, RuleTimeline> varying = new TreeMap<>();

  /** By slot, of all its rules. */
  private final TreeMap<Long, RowCall> calls = new TreeMap<>();

  /** What is in {@link #steady}, for each row; null where that has changed. */
  private List<RuleTimeline> steadyInOrder;

  private boolean isSteady;

  /** Rows that may have concerned it; reporters of metrics read it. */
  private final SimpleCounter rows = new SimpleCounter();

  /** Null where nobody asks. */
  private EvalTimes times;

  /** How many calls have states that are not small. */
  private int large;

  /** Of windows without a key, or null. */
  private final WindowSlices slices;

  /**
   * @param plan of the key, or of the value
   */
  RowGroup(RuleVersion version, BoundRule bound, RowPlan plan) {
    this.plan = plan;
    this.bound = bound;
    keys = version.group() == 0 ? 0 : bound.keys().size();
    number = version.group();
    this.version = version;
    rule = version.rule();
    slices =
        number == 0 || keys > 0 ? null : rule.window().match(WindowSlices::of, session -> null);
  }

  RowPlan plan() {
    return plan;
  }

  BoundRule bound() {
    return bound;
  }

  /** The one of a group without a window; else that of which the group was made. */
  RuleVersion version() {
    return version;
  }

  Rule rule() {
    return rule;
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
    Rule other = version.rule();
    return version.isEvaluated()
        && version.group() == number
        && (number != 0
            || (other.revision() == rule.revision() && other.isSigned() == rule.isSigned()));
  }

  /**
   * Takes the timeline of a rule, instead of the one before.
   *
   * @param added makes what a revision needs of a row for one of its calls, by its place among them
   */
  void put(
      TimelineKey key, RuleTimeline timeline, BiFunction<RuleVersion, Integer, RowCall> added) {
    Map<Long, Supplier<RowCall>> slots = new HashMap<>();
    for (RuleTimeline.Span span : timeline.spans()) {
      RuleVersion version = span.version();
      for (int i = 0; number != 0 && holds(version) && i < version.slots().size(); i++) {
        int place = i;
        slots.put(version.slots().get(i), () -> added.apply(version, place));
      }
    }
    slots.forEach((slot, call) -> calls.computeIfAbsent(slot, absent -> made(call)).join());
    remove(key);
    boolean always =
        timeline.spans().size() == 1 && timeline.spans().get(0).from() == Long.MIN_VALUE;
    (always ? steady : varying).put(key, timeline);
    steadyInOrder = null;
    isSteady = !steady.isEmpty();
  }

  private RowCall made(Supplier<RowCall> call) {
    RowCall made = call.get();
    large += made.fold().isSmall() ? 0 : 1;
    return made;
  }

  void remove(TimelineKey key) {
    RuleTimeline always = steady.remove(key);
    RuleTimeline before = always == null ? varying.remove(key) : always;
    steadyInOrder = null;
    isSteady = !steady.isEmpty();
    if (before != null && number != 0) {
      before.spans().stream()
          .map(RuleTimeline.Span::version)
          .filter(this::holds)
          .flatMap(version -> version.slots().stream())
          .distinct()
          .filter(slot -> !calls.get(slot).leave())
          .map(calls::remove)
          .forEach(gone -> large -= gone.fold().isSmall() ? 0 : 1);
    }
  }

  /**
   * Where rows are folded before they are sent, the slices of its windows, else null: without a
   * key, and where states are small.
   */
  WindowSlices slicesOfPartials() {
    return large == 0 ? slices : null;
  }

  /** States of all calls with a row; null if one of them can not take it. */
  SlotValues folded(SlotValues states, SlotValues arguments) {
    SlotValues.Builder next = new SlotValues.Builder(arguments.size());
    try {
      for (int i = 0; i < arguments.size(); i++) {
        long slot = arguments.slot(i);
        CallFold fold = calls.get(slot).fold();
        List<Object> state = states.of(slot);
        next.add(slot, fold.added(state == null ? fold.empty() : state, arguments.values(i)));
      }
    } catch (EvaluationError e) {
      // Said where the windows are, which finds the same.
      return null;
    }
    return next.build();
  }

  /** Why a revision can not take the row at hand, or null. */
  EvaluationError problem(RuleVersion version) {
    if (plan.problem() != null) {
      return plan.problem();
    }
    for (long slot : version.slots()) {
      EvaluationError problem = calls.get(slot).problem();
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  /** Whether a call of any rule can not take the row at hand. */
  boolean anyProblem() {
    return calls.values().stream().anyMatch(call -> call.problem() != null);
  }

  /** What all calls need of the row at hand. */
  SlotValues arguments() {
    SlotValues.Builder arguments = new SlotValues.Builder(calls.size());
    calls.forEach((slot, call) -> arguments.add(slot, call.values()));
    return arguments.build();
  }

  Counter rows() {
    return rows;
  }

  /** Null where nobody asks for them. */
  EvalTimes times() {
    return times;
  }

  /** Which are taken from now on. */
  EvalTimes takeTimes() {
    if (times == null) {
      times = new EvalTimes();
    }
    return times;
  }

  boolean isEmpty() {
    return steady.isEmpty() && varying.isEmpty();
  }

  /** Whether a rule has one revision in it, for all time. */
  boolean isSteady() {
    return isSteady;
  }

  /** Of the rules that have one revision in it, for all time. */
  List<RuleTimeline> steady() {
    if (steadyInOrder == null) {
      steadyInOrder = List.copyOf(steady.values());
    }
    return steadyInOrder;
  }

  /** Of the others. */
  Collection<RuleTimeline> varying() {
    return varying.values();
  }
}
