// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.EvaluationError;
import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import io.millrace.types.RuleWindow;
import io.millrace.types.SlotValues;
import io.millrace.types.WindowShare;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Sessions of the current key: windows that grow and merge. Those of one revision have one origin,
 * and only sessions of one origin merge.
 */
record Sessions(RuleWindow.Session kind) implements OpenWindows {
  @Override
  public void add(WindowStore store, WindowGroup group, GroupRow row) throws Exception {
    RuleTimeline.Span span = span(group, row.origin());
    if (span == null) {
      store.outputs().droppedRow();
      return;
    }
    TimeWindow own = new TimeWindow(row.time(), row.time() + kind.gap());
    Map<TimeWindow, SlotValues> met = met(store, own, span.origin(), row.watermark());
    TimeWindow whole = own;
    for (TimeWindow window : met.keySet()) {
      whole = whole.cover(window);
    }
    if (whole.maxTimestamp() <= row.watermark()) {
      Rule rule = span.version().rule();
      store.outputs().late(rule, Failures.late(rule, row.late()));
      return;
    }
    boolean isNew = met.isEmpty() && store.isEmpty();
    if (isRefused(store, group, row, span, whole, isNew)) {
      return;
    }
    CallProblems problems = new CallProblems();
    SlotValues before = merged(group, met.values(), problems);
    SlotValues states = group.fold().added(before, row.arguments(), problems);
    if (problems.of(span.version()).isPresent()) {
      WindowShare share = WindowShare.ofOrigin(span.origin(), states);
      store.failed(group, row.key(), whole, share, problems);
      return;
    }
    for (TimeWindow window : met.keySet()) {
      replace(store, window, span.origin(), null);
    }
    replace(store, whole, span.origin(), states);
    if (isNew) {
      store.limits().opened(group.number());
    }
  }

  /** Whether the session would be too long, or the first of one key too many. */
  private boolean isRefused(
      WindowStore store,
      WindowGroup group,
      GroupRow row,
      RuleTimeline.Span span,
      TimeWindow whole,
      boolean isNew) {
    WindowLimits limits = store.limits();
    Optional<EvaluationError> problem =
        isNew
            ? limits.ofKeys(group.number())
            : limits.ofSession(whole.getEnd() - kind.gap() - whole.getStart());
    if (problem.isEmpty()) {
      return false;
    }
    store.outputs().droppedRow();
    WindowShare rules = WindowShare.ofOrigin(span.origin(), SlotValues.EMPTY);
    if (isNew ? limits.tellOfKeys(group.number(), whole) : limits.tellOfSession(row.key(), whole)) {
      store.refuse(group, row.key(), whole, rules, problem.get());
    }
    return true;
  }

  /** The sessions of an origin that a row's own window meets, in order, but those closed. */
  private static Map<TimeWindow, SlotValues> met(
      WindowStore store, TimeWindow own, long origin, long watermark) throws Exception {
    Map<TimeWindow, SlotValues> met = new LinkedHashMap<>();
    for (Map.Entry<TimeWindow, List<WindowShare>> entry : store.all().entrySet()) {
      TimeWindow window = entry.getKey();
      WindowShare share = share(entry.getValue(), origin);
      boolean open = window.maxTimestamp() > watermark;
      if (share != null && open && window.intersects(own)) {
        met.put(window, share.states());
      }
    }
    return met;
  }

  private static SlotValues merged(
      WindowGroup group, Collection<SlotValues> met, CallProblems problems) {
    SlotValues whole = SlotValues.EMPTY;
    for (SlotValues states : met) {
      whole = group.fold().merged(whole, states, problems);
    }
    return whole;
  }

  @Override
  public RuleTimeline.Span span(
      WindowGroup group, RuleTimeline timeline, long start, WindowShare share) {
    return span(group, timeline, share.upTo());
  }

  private static RuleTimeline.Span span(WindowGroup group, RuleTimeline timeline, long origin) {
    RuleTimeline.Span span = timeline.ofOrigin(group.number(), origin);
    return group.isHere(span) ? span : null;
  }

  private static RuleTimeline.Span span(WindowGroup group, long origin) {
    for (RuleTimeline timeline : group.members().values()) {
      RuleTimeline.Span span = span(group, timeline, origin);
      if (span != null) {
        return span;
      }
    }
    return null;
  }

  private static WindowShare share(List<WindowShare> shares, long origin) {
    return shares.stream().filter(share -> share.upTo() == origin).findFirst().orElse(null);
  }

  /**
   * @param states null to leave the session out
   */
  private static void replace(WindowStore store, TimeWindow window, long origin, SlotValues states)
      throws Exception {
    List<WindowShare> shares = new ArrayList<>(store.shares(window));
    shares.removeIf(share -> share.upTo() == origin);
    if (states != null) {
      shares.add(WindowShare.ofOrigin(origin, states));
    }
    keep(store, window, shares);
  }

  private static void keep(WindowStore store, TimeWindow window, List<WindowShare> shares)
      throws Exception {
    if (shares.isEmpty()) {
      store.remove(window);
      store.closeNever(window);
    } else {
      store.put(window, shares);
      store.closeLater(window);
    }
  }

  @Override
  public void close(WindowStore store, WindowGroup group, GroupKey key, TimeWindow window)
      throws Exception {
    List<WindowShare> shares = store.shares(window);
    store.remove(window);
    for (WindowShare share : shares) {
      List<RuleVersion> versions = new ArrayList<>();
      group.served(window.getStart(), share, (id, version) -> versions.add(version));
      store.write(group, key, window, share.states(), new CallProblems(), versions);
    }
  }

  @Override
  public void drop(WindowStore store, WindowGroup group, List<RuleBook.Applied> changes)
      throws Exception {
    for (Map.Entry<TimeWindow, List<WindowShare>> entry : store.all().entrySet()) {
      List<WindowShare> left = new ArrayList<>();
      for (WindowShare share : entry.getValue()) {
        for (RuleBook.Applied change : changes) {
          boolean had = span(group, change.before(), share.upTo()) != null;
          if (had && span(group, change.after(), share.upTo()) == null) {
            store.outputs().droppedWindow();
          }
        }
        if (span(group, share.upTo()) != null) {
          left.add(share);
        }
      }
      if (left.size() < entry.getValue().size()) {
        keep(store, entry.getKey(), left);
      }
    }
    for (RuleBook.Applied change : changes) {
      joinOrigins(store, group, change.after());
    }
  }

  /** After a revision took over sessions of several origins: they are of one, and merge. */
  private static void joinOrigins(WindowStore store, WindowGroup group, RuleTimeline timeline)
      throws Exception {
    for (RuleTimeline.Span span : timeline.all().toList()) {
      if (group.isHere(span) && span.origins().size() > 1) {
        join(store, group, span);
      }
    }
  }

  private static void join(WindowStore store, WindowGroup group, RuleTimeline.Span span)
      throws Exception {
    TimeWindow whole = null;
    SlotValues states = null;
    for (Map.Entry<TimeWindow, List<WindowShare>> entry : store.all().entrySet()) {
      for (WindowShare share : entry.getValue()) {
        if (!span.origins().contains(share.upTo())) {
          continue;
        }
        TimeWindow window = entry.getKey();
        replace(store, window, share.upTo(), null);
        if (whole != null && whole.intersects(window)) {
          whole = whole.cover(window);
          states = group.fold().merge(states, share.states());
        } else {
          if (whole != null) {
            replace(store, whole, span.origin(), states);
          }
          whole = window;
          states = share.states();
        }
      }
    }
    if (whole != null) {
      replace(store, whole, span.origin(), states);
    }
  }
}
