// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.GroupKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Of the keys at a task that have a {@link SliceRun}, as many as there is room for, those that came
 * first: keys end their windows in turns, so that one that made room for another would never find
 * its own.
 */
final class SliceRuns {
  /** Bytes of all, about; a cap on memory that changes no answer. */
  private static final long MOST = 64L << 20;

  /** Windows of fewer are read as fast from all. */
  private static final int LEAST = 4;

  /**
   * @param bytes what it counts for
   */
  private record Held(SliceRun run, long bytes) {}

  private final Map<GroupKey, Held> runs = new HashMap<>();
  private long bytes;

  /** Whether it is worth while to make one. */
  boolean hasRoom() {
    return bytes < MOST;
  }

  /** Null if there is none. */
  SliceRun get(GroupKey key) {
    Held held = runs.get(key);
    return held == null ? null : held.run();
  }

  /**
   * A key has windows that follow one another.
   *
   * @param run null where none fits
   */
  void start(GroupKey key, SliceRun run) {
    if (run != null) {
      put(key, run);
    }
  }

  /** Keeps what has become of one, where it is worth it. */
  void put(GroupKey key, SliceRun run) {
    forget(key);
    long size = run.size() < LEAST ? 0 : run.bytes();
    if (size > 0 && bytes + size <= MOST) {
      runs.put(key, new Held(run, size));
      bytes += size;
    }
  }

  void forget(GroupKey key) {
    Held gone = runs.remove(key);
    bytes -= gone == null ? 0 : gone.bytes();
  }

  /** A row came to a place of a key. */
  void added(GroupKey key, TimeWindow place) {
    SliceRun run = get(key);
    if (run != null && !run.added(place)) {
      forget(key);
    }
  }
}
