// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.EvaluationError;
import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleVersion;
import io.millrace.types.SlotValues;
import io.millrace.types.WindowShare;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** The open windows of the current key, with their timers. */
final class WindowStore {
  static final Comparator<TimeWindow> IN_TIME =
      Comparator.comparingLong(TimeWindow::getStart).thenComparingLong(TimeWindow::getEnd);

  private final MapState<TimeWindow, List<WindowShare>> windows;
  private final ShareChunks chunks;
  private final InternalTimerService<TimeWindow> timers;
  private final WindowOutputs outputs;
  private final WindowResults results;
  private final WindowLimits limits;
  private final SliceRuns runs = new SliceRuns();

  WindowStore(
      MapState<TimeWindow, List<WindowShare>> windows,
      ShareChunks chunks,
      InternalTimerService<TimeWindow> timers,
      Quarantine quarantine,
      WindowOutputs outputs,
      WindowLimits limits) {
    this.limits = limits;
    this.windows = windows;
    this.chunks = chunks;
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

  WindowLimits limits() {
    return limits;
  }

  /** A row that has no room, for all rules of the share. */
  void refuse(
      WindowGroup group,
      GroupKey key,
      TimeWindow window,
      WindowShare share,
      EvaluationError problem) {
    results.failed(group, key, window, share, version -> Optional.of(problem));
  }

  /** A row that calls could not take, which go on without it. */
  void failed(
      WindowGroup group,
      GroupKey key,
      TimeWindow window,
      WindowShare share,
      CallProblems problems) {
    results.failed(group, key, window, share, problems::of);
  }

  /** What shares of the key have apart from them. */
  ShareChunks chunks() {
    return chunks;
  }

  /** What windows of keys have in common with the next. */
  SliceRuns runs() {
    return runs;
  }

  /** Never null. */
  List<WindowShare> shares(TimeWindow window) throws Exception {
    List<WindowShare> shares = windows.get(window);
    return shares == null ? List.of() : shares;
  }

  /** All windows of the key. */
  Map<TimeWindow, List<WindowShare>> all() throws Exception {
    Map<TimeWindow, List<WindowShare>> all = new TreeMap<>(IN_TIME);
    windows.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  /** Whether the key has none, so that it is one more that is kept. */
  boolean isEmpty() throws Exception {
    return windows.isEmpty();
  }

  /**
   * Without a timer.
   *
   * @param key the current one
   * @param before what was there
   */
  void put(GroupKey key, TimeWindow place, List<WindowShare> before, List<WindowShare> shares)
      throws Exception {
    windows.put(place, shares);
    limits.held(key.group(), rows(shares) - rows(before));
  }

  /** As {@link #put}. */
  void remove(GroupKey key, TimeWindow place, List<WindowShare> before) throws Exception {
    windows.remove(place);
    limits.held(key.group(), -rows(before));
  }

  static long rows(List<WindowShare> shares) {
    long rows = 0;
    for (WindowShare share : shares) {
      rows += share.rows();
    }
    return rows;
  }

  /** The last that this task has seen. */
  long watermark() {
    return timers.currentWatermark();
  }

  /** When the watermark passes its end, a window will be closed. */
  void closeLater(TimeWindow window) {
    timers.registerEventTimeTimer(window, window.maxTimestamp());
  }

  void closeNever(TimeWindow window) {
    timers.deleteEventTimeTimer(window, window.maxTimestamp());
  }

  /**
   * Writes what the rules make of a window, and forgets it.
   *
   * @param group null if no rule is in it any more
   */
  void close(WindowGroup group, GroupKey key, TimeWindow window) throws Exception {
    boolean had = !windows.isEmpty();
    if (group == null) {
      for (List<WindowShare> shares : windows.values()) {
        limits.held(key.group(), -rows(shares));
      }
      windows.clear();
      runs.forget(key);
    } else {
      group.windows().close(this, group, key, window);
    }
    if (had && windows.isEmpty()) {
      closed(group, key);
    }
  }

  private void closed(WindowGroup group, GroupKey key) {
    limits.closed(key.group());
    if (group == null || group.fold().grows()) {
      chunks.clear();
    }
  }

  /**
   * What revisions make of a window of which they see the same.
   *
   * @param states in the order of their rows
   */
  void write(
      WindowGroup group,
      GroupKey key,
      TimeWindow window,
      List<SlotValues> states,
      CallProblems problems,
      List<RuleVersion> versions) {
    results.write(group, key, window, states, problems, versions);
  }

  /** Drops and counts the windows of the key that changes, one after the other, took from rules. */
  void drop(WindowGroup group, GroupKey key, List<RuleBook.Applied> changes) throws Exception {
    boolean had = !windows.isEmpty();
    runs.forget(key);
    group.windows().drop(this, group, key, changes);
    if (had && windows.isEmpty()) {
      closed(group, key);
    }
  }
}
