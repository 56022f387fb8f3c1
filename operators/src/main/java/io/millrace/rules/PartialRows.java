// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.GroupRow;
import io.millrace.types.SlotValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rows of groups without a key, which all go to one task: folded here first, those together that
 * are in the same windows from the same change on. What is folded is sent before the watermark, a
 * change or a checkpoint goes by, none of which then sees a difference.
 */
final class PartialRows {
  private static final int MOST = 1_024;

  private record Place(long group, long slice, long firstWindow) {}

  private static final class Partial {
    final GroupRow first;
    SlotValues states = SlotValues.EMPTY;

    Partial(GroupRow first) {
      this.first = first;
    }
  }

  private final Consumer<GroupRow> out;
  private final Map<Place, Partial> partials = new LinkedHashMap<>();

  PartialRows(Consumer<GroupRow> out) {
    this.out = out;
  }

  /**
   * Of the row at hand; one that a call can not take is sent as it is, to fail where windows are.
   */
  void add(RowGroup group, GroupRow row) {
    WindowSlices slices = group.slicesOfPartials();
    Starts starts = slices == null ? null : slices.open(slices.at(row.time()), row.watermark());
    if (starts == null || starts.isEmpty()) {
      out.accept(row);
      return;
    }
    Place place = new Place(group.number(), slices.start(row.time()), starts.first());
    Partial partial = partials.get(place);
    SlotValues before = partial == null ? SlotValues.EMPTY : partial.states;
    SlotValues states = group.folded(before, row.arguments());
    if (states == null) {
      out.accept(row);
      return;
    }
    if (partial == null) {
      partial = new Partial(row);
      partials.put(place, partial);
    }
    partial.states = states;
    if (partials.size() == MOST) {
      flush();
    }
  }

  /** How many rows there are to send. */
  int size() {
    return partials.size();
  }

  void flush() {
    partials.values().forEach(each -> out.accept(each.first.ofStates(each.states)));
    partials.clear();
  }
}
