// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleWindow;

/** Windows on the axis of event time. */
final class WindowSpans {
  /** No window; before all ends. */
  static final long NONE = Long.MIN_VALUE + 1;

  private WindowSpans() {}

  /** The start of the last window that does not start after {@code time}. */
  static long lastStart(long slide, long time) {
    return time - Math.floorMod(time, slide);
  }

  /**
   * The end of the last window that a row of {@code time} makes or joins, other rows aside, and
   * that starts in {@code from .. until}, or {@link #NONE}.
   */
  static long lastEnd(RuleWindow window, long time, long from, long until) {
    return window.match(
        aligned -> lastEnd(aligned, time, from, until),
        session -> from <= time && time < until ? time + session.gap() : NONE);
  }

  private static long lastEnd(RuleWindow.Aligned window, long time, long from, long until) {
    long start = lastStart(window.slide(), time < until ? time : until - 1);
    boolean holds = start >= from && start <= time && start + window.size() > time;
    return holds ? start + window.size() : NONE;
  }
}
