// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleWindow;

/** Tumbling and hopping windows on the axis of event time, aligned to the Unix epoch. */
final class WindowSpans {
  /** No window; before all ends. */
  static final long NONE = Long.MIN_VALUE + 1;

  private WindowSpans() {}

  static long size(RuleWindow window) {
    return window instanceof RuleWindow.Hop hop ? hop.size() : ((RuleWindow.Tumble) window).size();
  }

  static long slide(RuleWindow window) {
    return window instanceof RuleWindow.Hop hop ? hop.slide() : size(window);
  }

  /** The start of the last window that does not start after {@code time}. */
  static long lastStart(RuleWindow window, long time) {
    return time - Math.floorMod(time, slide(window));
  }

  /**
   * The end of the last window that holds {@code time} and starts in {@code from .. until}, or
   * {@link #NONE}.
   */
  static long lastEnd(RuleWindow window, long time, long from, long until) {
    long start = lastStart(window, time < until ? time : until - 1);
    boolean holds = start >= from && start <= time && start + size(window) > time;
    return holds ? start + size(window) : NONE;
  }
}
