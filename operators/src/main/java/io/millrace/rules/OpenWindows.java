// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleWindow;
import io.millrace.types.WindowShare;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** How the open windows of a group live, by the kind of its window. */
sealed interface OpenWindows permits AlignedWindows, Sessions {
  static OpenWindows of(RuleWindow window) {
    return window.match(AlignedWindows::of, Sessions::new);
  }

  /** Adds a row to the windows of the current key. */
  void add(WindowStore store, WindowGroup group, GroupRow row) throws Exception;

  /** Writes what the rules make of a window of the current key, and forgets what no other needs. */
  void close(WindowStore store, WindowGroup group, GroupKey key, TimeWindow window)
      throws Exception;

  /** The span of a rule whose windows of that start the share holds, or null. */
  RuleTimeline.Span span(WindowGroup group, RuleTimeline timeline, long start, WindowShare share);

  /** Drops and counts the windows of the key that changes, one after the other, took from rules. */
  void drop(WindowStore store, WindowGroup group, GroupKey key, List<RuleBook.Applied> changes)
      throws Exception;
}
