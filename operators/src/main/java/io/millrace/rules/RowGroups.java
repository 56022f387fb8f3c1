// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Cells;
import io.millrace.column.RowValue;
import io.millrace.index.PredicateIndex;
import io.millrace.record.RowProgram;
import io.millrace.record.RowPrograms;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a router computes for each event: one plan a group, one a revision without a window. */
final class RowGroups {
  private record Place(long group, String rule, long revision, boolean signed) {}

  static final ObjectColumns<EventRow> COLUMNS = EventRow::value;

  private final RuleBinder binder;
  private final RowPrograms<EventRow> rows;
  private final Map<Place, RowGroup> groups = new HashMap<>();
  private final PredicateIndex<RowGroup> index = new PredicateIndex<>(this::value, this::forget);

  /** What the index looks at. */
  private final Map<TypedExpr, RowProgram<?>> keys = new HashMap<>();

  private EventRow row;

  RowGroups(RuleBinder binder) {
    this.binder = binder;
    rows = new RowPrograms<>(COLUMNS, binder.limits());
  }

  private Supplier<Object> value(TypedExpr expr) {
    if (expr instanceof TypedExpr.Input column && column.path().isEmpty()) {
      return () -> row.value(column.index());
    }
    RowProgram<?> program = rows.compile(List.of(expr));
    keys.put(expr, program);
    RowValue value = program.results().get(0);
    return Cells.supplier(value, expr.type());
  }

  private void forget(TypedExpr expr) {
    RowProgram<?> program = keys.remove(expr);
    if (program != null) {
      program.close();
    }
  }

  /** The groups that a row may concern: it is none of the others'. All look at it from now on. */
  void forRow(EventRow next, Consumer<RowGroup> each) {
    row = next;
    rows.move(next);
    index.forRow(each);
  }

  /** How many there are. */
  int size() {
    return groups.size();
  }

  /** Of a rule with such a timeline. */
  List<RowGroup> of(RuleTimeline timeline) {
    return places(timeline).stream().map(groups::get).toList();
  }

  RowGroup of(RuleVersion version) {
    return groups.get(place(version));
  }

  void put(TimelineKey key, RuleTimeline timeline) {
    for (RuleTimeline.Span span : timeline.spans()) {
      if (span.version().isEvaluated()) {
        groups
            .computeIfAbsent(place(span.version()), place -> added(span.version()))
            .put(key, timeline, this::call);
      }
    }
  }

  private RowGroup added(RuleVersion version) {
    RowGroup group = group(version);
    index.add(group, group.predicates());
    return group;
  }

  /** Takes over what a change made of a rule, and forgets what it left without one. */
  void apply(RuleBook.Applied change) {
    put(change.key(), change.after());
    Set<Place> left = places(change.before());
    left.removeAll(places(change.after()));
    for (Place place : left) {
      RowGroup group = groups.get(place);
      group.remove(change.key());
      if (group.isEmpty()) {
        groups.remove(place);
        index.remove(group);
        group.plan().close();
      }
    }
  }

  private static Set<Place> places(RuleTimeline timeline) {
    Set<Place> places = new LinkedHashSet<>();
    for (RuleTimeline.Span span : timeline.spans()) {
      if (span.version().isEvaluated()) {
        places.add(place(span.version()));
      }
    }
    return places;
  }

  private static Place place(RuleVersion version) {
    return version.group() != 0
        ? new Place(version.group(), "", 0, false)
        : new Place(0, version.rule().id(), version.rule().revision(), version.rule().isSigned());
  }

  private RowCall call(RuleVersion version, int place) {
    return new RowCall(rows, binder.bind(version).calls().get(place), binder.limits());
  }

  private RowGroup group(RuleVersion version) {
    BoundRule bound = binder.bind(version);
    if (version.group() == 0) {
      return new RowGroup(version, bound, new RowPlan(rows, bound.where(), List.of(bound.value())));
    }
    return new RowGroup(version, bound, new RowPlan(rows, bound.where(), bound.keys()));
  }
}
