// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.HeldBytes;
import io.millrace.types.GroupKey;
import io.millrace.types.SlotValues;
import io.millrace.types.WindowShare;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * The slices of a key's windows that end one after the other, merged ahead as {@link PaneMerge}
 * merges them: what one window has in common with the next is kept, and only what comes and what
 * leaves is looked at. It says nothing that is not in state, is not kept in checkpoints, and is
 * given up where it does not fit: where rules have shares of their own, or a row was late for some
 * windows and not for all.
 */
final class SliceRun {
  /** Of a place with what holds it. */
  private static final long PLACE = 80;

  private static final class Pane {
    final long start;
    final ArrayDeque<TimeWindow> places = new ArrayDeque<>();

    /** Of all its slices. */
    SlotValues merged;

    /** Where a window cuts it, of each slice with those behind it; else null. */
    ArrayDeque<SlotValues> rests;

    Pane(long start) {
      this.start = start;
    }
  }

  private final WindowSlices slices;
  private final GroupFold fold;
  private final ArrayDeque<Pane> panes = new ArrayDeque<>();

  /** Places whose first window is yet to end. */
  private final TreeSet<TimeWindow> coming = new TreeSet<>(WindowStore.IN_TIME);

  private long next;
  private long after = -1;
  private long upTo = Long.MAX_VALUE;
  private int places;

  private SliceRun(WindowSlices slices, GroupFold fold, long next) {
    this.slices = slices;
    this.fold = fold;
    this.next = next;
  }

  /**
   * Of what a key has left.
   *
   * @param next where its next window starts
   * @return null where it does not fit
   */
  static SliceRun of(
      WindowSlices slices, GroupFold fold, long next, Map<TimeWindow, List<WindowShare>> left) {
    SliceRun run = new SliceRun(slices, fold, next);
    long counted = next - slices.slide() + slices.size();
    for (Map.Entry<TimeWindow, List<WindowShare>> each : left.entrySet()) {
      if (each.getKey().getEnd() > counted) {
        run.coming.add(each.getKey());
      } else if (!run.takes(each.getKey(), each.getValue())) {
        return null;
      }
    }
    return run.cuts(left::get) ? run : null;
  }

  private interface Shares {
    List<WindowShare> of(TimeWindow place) throws Exception;
  }

  /** How many slices it knows. */
  int size() {
    return places;
  }

  /** About how many bytes it takes: places, and the states that it has merged. */
  long bytes() {
    long bytes = PLACE * (places + coming.size());
    for (Pane pane : panes) {
      bytes += bytes(pane.merged);
      if (pane.rests != null) {
        for (SlotValues rest : pane.rests) {
          bytes += bytes(rest);
        }
      }
    }
    return bytes;
  }

  private static long bytes(SlotValues states) {
    long bytes = 0;
    for (int i = 0; i < states.size(); i++) {
      bytes += HeldBytes.of(states.values(i));
    }
    return bytes;
  }

  /**
   * A row came to a place.
   *
   * @return false where it does not fit, and is of no use any more
   */
  boolean added(TimeWindow place) {
    coming.add(place);
    return place.getEnd() > next - slices.slide() + slices.size();
  }

  /**
   * Takes what first counts in a window.
   *
   * @return false where it does not fit, and is of no use any more
   */
  boolean takes(TimeWindow window, WindowStore store) throws Exception {
    if (window.getStart() != next && !panes.isEmpty()) {
      return false;
    }
    next = window.getStart();
    for (Iterator<TimeWindow> each = coming.iterator(); each.hasNext(); ) {
      TimeWindow place = each.next();
      if (place.getEnd() <= window.getEnd()) {
        each.remove();
        if (!takes(place, store.shares(place))) {
          return false;
        }
      }
    }
    return cuts(store::shares);
  }

  private boolean takes(TimeWindow place, List<WindowShare> shares) {
    Pane last = panes.peekLast();
    boolean isBehind =
        last == null || WindowStore.IN_TIME.compare(last.places.getLast(), place) < 0;
    if (shares.size() != 1 || fold.grows() || !isBehind) {
      return false;
    }
    WindowShare share = shares.get(0);
    if (share.problem() != null || !share.chunks().isEmpty() || share.rows() > 0) {
      return false;
    }
    after = Math.max(after, share.after());
    upTo = Math.min(upTo, share.upTo());
    places++;
    long start = slices.pane(place.getStart());
    if (last == null || last.start != start) {
      last = new Pane(start);
      last.merged = share.states();
      panes.add(last);
      last.places.add(place);
      return true;
    }
    CallProblems problems = new CallProblems();
    last.merged = fold.merged(last.merged, share.states(), problems);
    last.places.add(place);
    return last.rests == null && problems.isEmpty();
  }

  /** Merges the other way round what the next window cuts. */
  private boolean cuts(Shares shares) {
    Pane first = panes.peekFirst();
    if (first == null || first.start >= next || first.rests != null) {
      return true;
    }
    CallProblems problems = new CallProblems();
    ArrayDeque<SlotValues> rests = new ArrayDeque<>();
    for (Iterator<TimeWindow> each = first.places.descendingIterator(); each.hasNext(); ) {
      SlotValues states = only(shares, each.next());
      if (states == null) {
        return false;
      }
      rests.addFirst(rests.isEmpty() ? states : fold.merged(states, rests.getFirst(), problems));
    }
    first.rests = rests;
    return problems.isEmpty();
  }

  private static SlotValues only(Shares shares, TimeWindow place) {
    try {
      List<WindowShare> found = shares.of(place);
      return found.size() == 1 && found.get(0).problem() == null ? found.get(0).states() : null;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot read a slice from state", e);
    }
  }

  /** Whether rules of an origin see all of it. */
  boolean serves(long origin) {
    return after < origin && origin <= upTo;
  }

  /** Of the window that was taken last, in the order of their rows. */
  List<SlotValues> states() {
    List<SlotValues> states = new ArrayList<>(panes.size());
    for (Pane pane : panes) {
      states.add(pane.rests == null ? pane.merged : pane.rests.getFirst());
    }
    return states;
  }

  /**
   * Leaves out, here and in state, what is not in the window behind the one that was taken last.
   *
   * @return whether that has slices
   */
  boolean leaves(WindowStore store, GroupKey key) throws Exception {
    next += slices.slide();
    while (!panes.isEmpty() && panes.getFirst().places.getFirst().getStart() < next) {
      Pane first = panes.getFirst();
      store.remove(key, first.places.removeFirst(), List.of());
      places--;
      if (first.rests != null) {
        first.rests.removeFirst();
      }
      if (first.places.isEmpty()) {
        panes.removeFirst();
      }
    }
    return !panes.isEmpty();
  }
}
