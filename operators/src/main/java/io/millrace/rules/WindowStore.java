// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleTimeline;
import io.millrace.types.WindowShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** The open windows of the current key, with their timers. */
final class WindowStore {
  private final MapState<TimeWindow, List<WindowShare>> windows;
  private final InternalTimerService<TimeWindow> timers;
  private final WindowOutputs outputs;
  private final WindowResults results;

  WindowStore(
      MapState<TimeWindow, List<WindowShare>> windows,
      InternalTimerService<TimeWindow> timers,
      Quarantine quarantine,
      WindowOutputs outputs) {
    this.windows = windows;
    this.timers = timers;
    this.outputs = outputs;
    this.results = new WindowResults(quarantine, outputs);
  }

  WindowOutputs outputs() {
    return outputs;
  }

  /**
   * @param group null if no rule is in it any more
   */
  void add(WindowGroup group, GroupRow row) throws Exception {
    if (group == null) {
      outputs.droppedRow();
    } else {
      group.windows().add(this, group, row);
    }
  }

  /** A row that calls could not take, which go on without it. */
  void failed(
      WindowGroup group,
      GroupKey key,
      TimeWindow window,
      WindowShare share,
      CallProblems problems) {
    results.failed(group, key, window, share, problems);
  }

  /** Never null. */
  List<WindowShare> shares(TimeWindow window) throws Exception {
    List<WindowShare> shares = windows.get(window);
    return shares == null ? List.of() : shares;
  }

  /** All windows of the key. */
  Map<TimeWindow, List<WindowShare>> all() throws Exception {
    Map<TimeWindow, List<WindowShare>> all =
        new TreeMap<>(
            Comparator.comparingLong(TimeWindow::getStart).thenComparingLong(TimeWindow::getEnd));
    windows.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  /** Of a window that has shares already. */
  void update(TimeWindow window, List<WindowShare> shares) throws Exception {
    windows.put(window, shares);
  }

  /** Nothing is kept of a window without shares. */
  void put(TimeWindow window, List<WindowShare> shares) throws Exception {
    if (shares.isEmpty()) {
      windows.remove(window);
      timers.deleteEventTimeTimer(window, window.maxTimestamp());
    } else {
      windows.put(window, shares);
      timers.registerEventTimeTimer(window, window.maxTimestamp());
    }
  }

  /** Writes what the rules make of a window, and forgets it. */
  void close(WindowGroup group, GroupKey key, TimeWindow window) throws Exception {
    List<WindowShare> shares = shares(window);
    windows.remove(window);
    if (group != null) {
      for (WindowShare share : shares) {
        results.write(group, key, window, share);
      }
    }
  }

  /** Drops and counts the windows of the key that changes, one after the other, took from rules. */
  void drop(WindowGroup group, List<RuleBook.Applied> changes) throws Exception {
    for (Map.Entry<TimeWindow, List<WindowShare>> entry : all().entrySet()) {
      TimeWindow window = entry.getKey();
      List<WindowShare> left = new ArrayList<>();
      for (WindowShare share : entry.getValue()) {
        long start = window.getStart();
        for (RuleBook.Applied change : changes) {
          boolean had = has(group, change.before(), start, share);
          if (had && !has(group, change.after(), start, share)) {
            outputs.droppedWindow();
          }
        }
        if (group.windows().isServed(group, start, share)) {
          left.add(share);
        }
      }
      if (left.size() < entry.getValue().size()) {
        put(window, left);
      }
    }
    for (RuleBook.Applied change : changes) {
      group.windows().changed(this, group, change.after());
    }
  }

  private static boolean has(
      WindowGroup group, RuleTimeline timeline, long start, WindowShare share) {
    return group.span(timeline, start, share) != null;
  }
}
