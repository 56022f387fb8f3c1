// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.SlotValues;
import java.util.ArrayList;
import java.util.List;

/**
 * What the slices of one window have, merged pane by pane in an order that follows from the window
 * alone: a pane from its first slice to its last, the one that the window cuts from its last slice
 * to its first. So windows that follow one another have most of these merges in common, whether or
 * not somebody keeps them ({@link SliceRun}). What calls keep of each row is merged at the end
 * only.
 */
final class PaneMerge {
  private final WindowSlices slices;
  private final long window;
  private final GroupFold fold;
  private final CallProblems problems = new CallProblems();

  /** As they came, for what can not be merged so. */
  private final List<SlotValues> all = new ArrayList<>();

  private final List<SlotValues> grown = new ArrayList<>();
  private final List<SlotValues> cut = new ArrayList<>();
  private final List<SlotValues> panes = new ArrayList<>();
  private long last = Long.MIN_VALUE;

  /**
   * @param window where it starts
   */
  PaneMerge(WindowSlices slices, long window, GroupFold fold) {
    this.slices = slices;
    this.window = window;
    this.fold = fold;
  }

  /**
   * @param start of the slice, not before that of the one before
   */
  void add(long start, List<SlotValues> states) {
    all.addAll(states);
    for (SlotValues each : states) {
      if (fold.grows()) {
        grown.add(fold.grown(each));
        add(slices.pane(start), fold.others(each));
      } else {
        add(slices.pane(start), each);
      }
    }
  }

  private void add(long pane, SlotValues states) {
    if (pane < window) {
      cut.add(states);
    } else if (pane == last) {
      int index = panes.size() - 1;
      panes.set(index, fold.merged(panes.get(index), states, problems));
    } else {
      panes.add(states);
      last = pane;
    }
  }

  /** In the order of their rows; those of each slice if some could not be merged. */
  List<SlotValues> states() {
    List<SlotValues> merged = new ArrayList<>();
    if (!cut.isEmpty()) {
      SlotValues whole = cut.get(cut.size() - 1);
      for (int i = cut.size() - 2; i >= 0; i--) {
        whole = fold.merged(cut.get(i), whole, problems);
      }
      merged.add(whole);
    }
    if (!problems.isEmpty()) {
      return all;
    }
    merged.addAll(panes);
    merged.addAll(grown);
    return merged;
  }
}
