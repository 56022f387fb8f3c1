// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.EvaluationError;
import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import io.millrace.types.RuleWindow;
import io.millrace.types.SlotValues;
import io.millrace.types.WindowShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Windows that follow from time alone, shared by all rules of a group: a row is added to its slice,
 * and a window is merged from its slices when it ends.
 *
 * <p>A slice is kept by {@code (start, end of the first window that sees its rows)}: rows of it
 * that came too late for some of its windows are kept apart. A timer is set for the next window of
 * each.
 */
record AlignedWindows(WindowSlices slices) implements OpenWindows {
  static AlignedWindows of(RuleWindow.Aligned kind) {
    return new AlignedWindows(WindowSlices.of(kind));
  }

  @Override
  public void add(WindowStore store, WindowGroup group, GroupRow row) throws Exception {
    Starts starts = slices.open(slices.at(row.time()), row.watermark());
    if (starts.isEmpty()) {
      store.outputs().droppedRow();
      return;
    }
    TimeWindow first = slices.window(starts.first());
    TimeWindow place = new TimeWindow(slices.start(row.time()), first.getEnd());
    List<WindowShare> before = store.shares(place);
    if (before.stream().anyMatch(share -> share.problem() != null)) {
      // Said when the window ends, which can have no answer.
      store.outputs().droppedRow();
      return;
    }
    boolean isNew = before.isEmpty() && store.isEmpty();
    if (isNew && isRefused(store, group, row, first)) {
      return;
    }
    List<WindowShare> after =
        group.added(
            before,
            starts,
            row,
            store.limits(),
            (share, problems) ->
                starts.forEach(
                    start ->
                        store.failed(group, row.key(), slices.window(start), share, problems)));
    if (after.isEmpty()) {
      store.outputs().droppedRow();
      return;
    }
    List<WindowShare> kept = store.chunks().cut(after, group.fold());
    store.put(row.key(), place, before, kept);
    store.runs().added(row.key(), place);
    store.chunks().release(before, kept);
    if (isNew) {
      store.limits().opened(group.number());
    }
    if (before.isEmpty()) {
      store.closeLater(first);
    }
  }

  /** Whether there are as many keys as may be, all of which have windows. */
  private static boolean isRefused(
      WindowStore store, WindowGroup group, GroupRow row, TimeWindow first) {
    Optional<EvaluationError> problem = store.limits().ofKeys(group.number());
    if (problem.isPresent()) {
      store.outputs().droppedRow();
      if (store.limits().tellOfKeys(group.number(), first)) {
        WindowShare rules = new WindowShare(-1, row.change(), SlotValues.EMPTY);
        store.refuse(group, row.key(), first, rules, problem.get());
      }
    }
    return problem.isPresent();
  }

  /** The windows that are yet to be written of what is kept at a place. */
  private Starts starts(TimeWindow place, long watermark) {
    long first = place.getEnd() - slices.size();
    return slices.open(
        new Starts(first, slices.startUpTo(place.getStart()), slices.slide()), watermark);
  }

  /** What there is of a key, in order of time; of tumbling windows the one that ends. */
  private Map<TimeWindow, List<WindowShare>> all(WindowStore store, TimeWindow window)
      throws Exception {
    if (slices.size() > slices.slide()) {
      return store.all();
    }
    List<WindowShare> only = store.shares(window);
    return only.isEmpty() ? Map.of() : Map.of(window, only);
  }

  private static boolean isPart(TimeWindow place, TimeWindow window) {
    return place.getStart() >= window.getStart()
        && place.getStart() < window.getEnd()
        && place.getEnd() <= window.getEnd();
  }

  @Override
  public void close(WindowStore store, WindowGroup group, GroupKey key, TimeWindow window)
      throws Exception {
    SliceRun run = store.runs().get(key);
    if (run == null || !closes(store, group, key, window, run)) {
      closeFromAll(store, group, key, window);
    }
  }

  /** As {@link #closeFromAll}, of what the window before left; false if that does not fit. */
  private boolean closes(
      WindowStore store, WindowGroup group, GroupKey key, TimeWindow window, SliceRun run)
      throws Exception {
    store.runs().forget(key);
    if (!run.takes(window, store)) {
      return false;
    }
    List<RuleVersion> versions = new ArrayList<>();
    boolean[] isServed = {true};
    group.counting(
        window.getStart(),
        span -> {
          versions.add(span.version());
          isServed[0] &= run.serves(span.origin());
        });
    if (!isServed[0]) {
      return false;
    }
    List<SlotValues> states = run.states();
    if (run.leaves(store, key)) {
      store.closeLater(slices.window(window.getStart() + slices.slide()));
    }
    if (!states.isEmpty() && !versions.isEmpty()) {
      store.write(group, key, window, states, new CallProblems(), versions);
    }
    store.runs().put(key, run);
    return true;
  }

  private void closeFromAll(WindowStore store, WindowGroup group, GroupKey key, TimeWindow window)
      throws Exception {
    Map<TimeWindow, List<WindowShare>> parts = new LinkedHashMap<>();
    Map<TimeWindow, List<WindowShare>> left = new LinkedHashMap<>();
    List<WindowShare> gone = new ArrayList<>();
    boolean goesOn = false;
    for (Map.Entry<TimeWindow, List<WindowShare>> each : all(store, window).entrySet()) {
      TimeWindow place = each.getKey();
      boolean isPart = isPart(place, window);
      if (isPart) {
        parts.put(place, each.getValue());
      }
      if (isPart && slices.startUpTo(place.getStart()) <= window.getStart()) {
        store.remove(key, place, each.getValue());
        gone.addAll(each.getValue());
      } else {
        left.put(place, each.getValue());
        goesOn |= isPart;
      }
    }
    long next = window.getStart() + slices.slide();
    if (goesOn) {
      store.closeLater(slices.window(next));
    }
    write(store, group, key, window, parts);
    store.chunks().release(gone, List.of());
    if (goesOn && slices.areMany() && store.runs().hasRoom()) {
      store.runs().start(key, SliceRun.of(slices, group.fold(), next, left));
    }
  }

  /** Rules that have the same share in each part have the same results of calls. */
  private void write(
      WindowStore store,
      WindowGroup group,
      GroupKey key,
      TimeWindow window,
      Map<TimeWindow, List<WindowShare>> parts)
      throws Exception {
    TreeSet<Long> bounds = new TreeSet<>();
    for (List<WindowShare> part : parts.values()) {
      for (WindowShare share : part) {
        bounds.add(share.after());
        bounds.add(share.upTo());
      }
    }
    Map<Long, List<RuleVersion>> alike = new TreeMap<>();
    group.counting(
        window.getStart(),
        span -> {
          Long above = bounds.lower(span.origin());
          if (above != null) {
            alike.computeIfAbsent(above, none -> new ArrayList<>()).add(span.version());
          }
        });
    for (Map.Entry<Long, List<RuleVersion>> each : alike.entrySet()) {
      CallProblems problems = new CallProblems();
      List<SlotValues> states = seen(store, group, window, parts, each.getKey() + 1, problems);
      if (!states.isEmpty() || !problems.isEmpty()) {
        store.write(group, key, window, states, problems, each.getValue());
      }
    }
  }

  /** What rules of an origin see. */
  private List<SlotValues> seen(
      WindowStore store,
      WindowGroup group,
      TimeWindow window,
      Map<TimeWindow, List<WindowShare>> parts,
      long origin,
      CallProblems problems)
      throws Exception {
    PaneMerge merge = new PaneMerge(slices, window.getStart(), group.fold());
    List<SlotValues> states = new ArrayList<>();
    for (Map.Entry<TimeWindow, List<WindowShare>> part : parts.entrySet()) {
      int before = states.size();
      for (WindowShare share : part.getValue()) {
        if (share.serves(origin)) {
          store.chunks().read(share, states, problems);
        }
      }
      if (slices.areMany()) {
        merge.add(part.getKey().getStart(), states.subList(before, states.size()));
      }
    }
    return slices.areMany() ? merge.states() : states;
  }

  @Override
  public RuleTimeline.Span span(
      WindowGroup group, RuleTimeline timeline, long start, WindowShare share) {
    RuleTimeline.Span span = timeline.at(start);
    return group.isHere(span) && share.serves(span.origin()) ? span : null;
  }

  @Override
  public void drop(
      WindowStore store, WindowGroup group, GroupKey key, List<RuleBook.Applied> changes)
      throws Exception {
    Map<TimeWindow, List<WindowShare>> all = store.all();
    long watermark = store.watermark();
    DroppedStarts dropped = new DroppedStarts(group);
    all.forEach((place, shares) -> dropped.add(starts(place, watermark), shares));
    dropped.count(changes, store.outputs());
    Set<TimeWindow> gone = new HashSet<>();
    Map<TimeWindow, List<WindowShare>> kept = new HashMap<>();
    for (Map.Entry<TimeWindow, List<WindowShare>> entry : all.entrySet()) {
      TimeWindow place = entry.getKey();
      Starts starts = starts(place, watermark);
      List<WindowShare> left = new ArrayList<>(entry.getValue());
      left.removeIf(share -> !group.anyServed(starts, share.after(), share.upTo()));
      store.chunks().release(entry.getValue(), left);
      if (left.isEmpty()) {
        store.remove(key, place, entry.getValue());
        starts.forEach(start -> gone.add(slices.window(start)));
      } else {
        kept.put(place, left);
        if (left.size() < entry.getValue().size()) {
          store.put(key, place, entry.getValue(), left);
        }
      }
    }
    gone.removeIf(window -> kept.keySet().stream().anyMatch(place -> isPart(place, window)));
    gone.forEach(store::closeNever);
  }
}
