// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.GroupRow;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleWindow;
import io.millrace.types.WindowShare;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Windows that follow from time alone: shared by all rules of a group. */
record AlignedWindows(RuleWindow.Aligned kind) implements OpenWindows {
  @Override
  public void add(WindowStore store, WindowGroup group, GroupRow row) throws Exception {
    boolean counted = false;
    long last = WindowSpans.lastStart(kind, row.time());
    for (long start = last; start + kind.size() > row.time(); start -= kind.slide()) {
      TimeWindow each = new TimeWindow(start, start + kind.size());
      if (each.maxTimestamp() > row.watermark()) {
        counted |= add(store, group, each, row);
      }
    }
    if (!counted) {
      store.outputs().droppedRow();
    }
  }

  private static boolean add(WindowStore store, WindowGroup group, TimeWindow window, GroupRow row)
      throws Exception {
    List<WindowShare> before = store.shares(window);
    List<WindowShare> after =
        group.added(
            before,
            window.getStart(),
            row,
            (share, problems) -> store.failed(group, row.key(), window, share, problems));
    if (after.isEmpty()) {
      return false;
    }
    if (before.isEmpty()) {
      store.put(window, after);
    } else {
      store.update(window, after);
    }
    return true;
  }

  @Override
  public RuleTimeline.Span span(
      WindowGroup group, RuleTimeline timeline, long start, WindowShare share) {
    RuleTimeline.Span span = timeline.at(start);
    return group.isHere(span) && share.serves(span.origin()) ? span : null;
  }

  @Override
  public boolean isServed(WindowGroup group, long start, WindowShare share) {
    return group.anyServed(start, share.after(), share.upTo());
  }

  /** What goes on stays where it is. */
  @Override
  public void changed(WindowStore store, WindowGroup group, RuleTimeline timeline) {}
}
