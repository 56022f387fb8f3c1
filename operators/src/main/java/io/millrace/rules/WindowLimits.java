// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.EvaluationError;
import io.millrace.types.GroupKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * What windows at a task are limited to: how many keys a group has open windows of, how many rows
 * its calls keep something of, and how long sessions are. What goes over it is said once for each
 * window, after a restore once more; of more than {@link #MOST_TOLD} windows that are not over
 * nothing is said.
 */
final class WindowLimits {
  /**
   * @param key null for all
   */
  private record Told(long group, GroupKey key, long start) {}

  static final int MOST_TOLD = 10_000;
  private static final long MILLIS = 1_000;

  /**
   * By group.
   *
   * @param keys that have open windows
   * @param rows of these windows that calls keep something of
   */
  record Counts(Map<Long, Long> keys, Map<Long, Long> rows) {}

  private final Limits limits;
  private final Map<Long, Long> keys;
  private final Map<Long, Long> rows;

  /** Read by reporters of metrics, as the next one. */
  private volatile long open;

  private volatile long held;

  /** With when the window is over. */
  private final Map<Told, Long> told = new HashMap<>();

  /**
   * @param counts taken over
   */
  WindowLimits(Limits limits, Counts counts) {
    this.limits = limits;
    keys = counts.keys();
    rows = counts.rows();
    open = keys.values().stream().mapToLong(Long::longValue).sum();
    held = rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many rows calls keep something of, of all groups. */
  long held() {
    return held;
  }

  /** How many keys have open windows, of all groups. */
  long open() {
    return open;
  }

  /** As they were given, from then on. Not to be changed. */
  Counts counts() {
    return new Counts(keys, rows);
  }

  /** The windows of a group keep so many rows more. */
  void held(long group, long more) {
    if (more != 0) {
      held = held + more;
      rows.merge(group, more, (one, other) -> one + other == 0 ? null : one + other);
    }
  }

  /** Why calls of a group can not keep another row. */
  Optional<EvaluationError> ofRows(long group) {
    long found = rows.getOrDefault(group, 0L) + 1;
    return over(Limit.HELD_ROWS, found, found + " rows of open windows");
  }

  /** A key of a group has its first open window. */
  void opened(long group) {
    keys.merge(group, 1L, Long::sum);
    open = open + 1;
  }

  /** A key of a group has no open window any more. */
  void closed(long group) {
    keys.computeIfPresent(group, (number, count) -> count == 1 ? null : count - 1);
    open = open - 1;
  }

  /** Why a group can not have another key. */
  Optional<EvaluationError> ofKeys(long group) {
    long found = keys.getOrDefault(group, 0L) + 1;
    return over(Limit.WINDOW_KEYS, found, found + " keys with open windows");
  }

  /** Why rows can not be of one session that are so many milliseconds apart. */
  Optional<EvaluationError> ofSession(long length) {
    long found = (length + MILLIS - 1) / MILLIS;
    return over(Limit.SESSION_SECONDS, found, found + " seconds from its first row to its last");
  }

  private Optional<EvaluationError> over(Limit limit, long found, String things) {
    return found <= limits.of(limit)
        ? Optional.empty()
        : Optional.of(
            new EvaluationError(limit.code(), limits.refusal(limit, "keep window", things)));
  }

  /** Whether it has not been said yet that a window of a group has no room for more keys. */
  boolean tellOfKeys(long group, TimeWindow window) {
    return tell(new Told(group, null, window.getStart()), window.getEnd());
  }

  /** Whether it has not been said yet that a session of a key would be too long. */
  boolean tellOfSession(GroupKey key, TimeWindow window) {
    return tell(new Told(key.group(), key, window.getStart()), window.getEnd());
  }

  private boolean tell(Told what, long end) {
    return told.size() < MOST_TOLD && told.putIfAbsent(what, end) == null;
  }

  /** Forgets what was said of windows that are over. */
  void passed(long watermark) {
    told.values().removeIf(end -> end - 1 <= watermark);
  }
}
