// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.record.RowPrograms;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a router computes for each event: one plan a group, one a revision without a window. */
final class RowPlans {
  /**
   * The plan of a group or of a revision without a window.
   *
   * @param keys the number of its expressions that are the key
   */
  record Entry(RowPlan plan, BoundRule bound, int keys) {}

  private record Place(long group, String rule, long revision, boolean signed) {}

  static final ObjectColumns<EventRow> COLUMNS = EventRow::value;

  private final RuleBinder binder;
  private final RowPrograms<EventRow> rows = new RowPrograms<>(COLUMNS);
  private final Map<Place, Entry> entries = new HashMap<>();

  RowPlans(RuleBinder binder) {
    this.binder = binder;
  }

  /** The row that all plans look at from now on. */
  void move(EventRow row) {
    rows.move(row);
  }

  Entry of(RuleVersion version) {
    return entries.get(place(version));
  }

  void prepare(RuleTimeline timeline) {
    timeline.spans().stream()
        .map(RuleTimeline.Span::version)
        .filter(RuleVersion::inForce)
        .forEach(version -> entries.computeIfAbsent(place(version), place -> entry(version)));
  }

  /** Forgets what a change left without a rule. */
  void forget(RuleBook.Applied change, RuleBook book) {
    for (RuleTimeline.Span span : change.before().spans()) {
      Place place = place(span.version());
      boolean used =
          holds(change.after(), place)
              || (place.group() != 0
                  && book.timelines().values().stream().anyMatch(each -> holds(each, place)));
      if (!used) {
        entries.remove(place);
      }
    }
  }

  private static boolean holds(RuleTimeline timeline, Place place) {
    return timeline.spans().stream()
        .map(RuleTimeline.Span::version)
        .anyMatch(version -> version.inForce() && place(version).equals(place));
  }

  private static Place place(RuleVersion version) {
    return version.group() != 0
        ? new Place(version.group(), "", 0, false)
        : new Place(0, version.rule().id(), version.rule().revision(), version.rule().isSigned());
  }

  private Entry entry(RuleVersion version) {
    BoundRule bound = binder.bind(version.rule());
    if (version.group() == 0) {
      return new Entry(new RowPlan(rows, bound.where(), List.of(bound.value())), bound, 0);
    }
    List<TypedExpr> exprs = new ArrayList<>(bound.keys());
    exprs.addAll(bound.arguments(version.slots()));
    return new Entry(new RowPlan(rows, bound.where(), exprs), bound, bound.keys().size());
  }
}
