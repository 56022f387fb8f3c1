// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.GroupRow;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleWindow;
import io.millrace.types.WindowShare;

/** How the open windows of a group live, by the kind of its window. */
sealed interface OpenWindows permits AlignedWindows, Sessions {
  static OpenWindows of(RuleWindow window) {
    return window.match(AlignedWindows::new, Sessions::new);
  }

  /** Adds a row to the windows of the current key. */
  void add(WindowStore store, WindowGroup group, GroupRow row) throws Exception;

  /** The span of a rule whose windows of that start the share holds, or null. */
  RuleTimeline.Span span(WindowGroup group, RuleTimeline timeline, long start, WindowShare share);

  /** Whether the share holds windows of any rule. */
  boolean isServed(WindowGroup group, long start, WindowShare share);

  /** After a change of a rule, when the windows that it lost are dropped. */
  void changed(WindowStore store, WindowGroup group, RuleTimeline timeline) throws Exception;
}
