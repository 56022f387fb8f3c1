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
    Map<TimeWindow, WindowShare> met = met(store, own, span.origin(), row.watermark());
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
    WindowShare before = joined(store, group, span.origin(), met.values(), problems);
    WindowShare share = before;
    if (before.problem() == null) {
      EvaluationError full =
          group.fold().grows() ? store.limits().ofRows(group.number()).orElse(null) : null;
      share =
          before
              .with(group.fold().added(before.states(), row.arguments(), full, problems))
              .plus(group.fold().grows() && full == null ? 1 : 0);
    } else {
      // Said when the session ends, which can have no answer.
      store.outputs().droppedRow();
    }
    if (problems.of(span.version()).isPresent()) {
      store.chunks().release(List.of(before), met.values());
      store.failed(group, row.key(), whole, share, problems);
      return;
    }
    WindowShare kept = store.chunks().cut(share, group.fold());
    for (Map.Entry<TimeWindow, WindowShare> each : met.entrySet()) {
      remove(store, row.key(), each.getKey(), each.getValue());
    }
    put(store, row.key(), whole, kept);
    store.chunks().release(List.of(before), List.of(kept));
    store.chunks().release(met.values(), List.of(kept));
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
  private static Map<TimeWindow, WindowShare> met(
      WindowStore store, TimeWindow own, long origin, long watermark) throws Exception {
    Map<TimeWindow, WindowShare> met = new LinkedHashMap<>();
    for (Map.Entry<TimeWindow, List<WindowShare>> entry : store.all().entrySet()) {
      TimeWindow window = entry.getKey();
      WindowShare share = share(entry.getValue(), origin);
      boolean open = window.maxTimestamp() > watermark;
      if (share != null && open && window.intersects(own)) {
        met.put(window, share);
      }
    }
    return met;
  }

  /** One that can't be read, if there is one: what it is joined to has no answer. */
  private static WindowShare joined(
      WindowStore store,
      WindowGroup group,
      long origin,
      Collection<WindowShare> met,
      CallProblems problems)
      throws Exception {
    WindowShare whole = null;
    for (WindowShare share : met) {
      if (share.problem() != null) {
        return share;
      }
    }
    for (WindowShare share : met) {
      GroupFold fold = group.fold();
      whole =
          whole == null ? share : store.chunks().joined(whole, share, fold, fold::merged, problems);
    }
    return whole == null ? WindowShare.ofOrigin(origin, SlotValues.EMPTY) : whole;
  }

  @Override
  public RuleTimeline.Span span(
      WindowGroup group, RuleTimeline timeline, long start, WindowShare share) {
    if (share.problem() != null) {
      RuleTimeline.Span span = timeline.at(start);
      return group.isHere(span) ? span : null;
    }
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
    return shares.stream().filter(share -> share.serves(origin)).findFirst().orElse(null);
  }

  private static void remove(WindowStore store, GroupKey key, TimeWindow window, WindowShare share)
      throws Exception {
    List<WindowShare> before = store.shares(window);
    List<WindowShare> shares = new ArrayList<>(before);
    shares.removeIf(each -> each.upTo() == share.upTo());
    keep(store, key, window, before, shares);
  }

  private static void put(WindowStore store, GroupKey key, TimeWindow window, WindowShare share)
      throws Exception {
    List<WindowShare> before = store.shares(window);
    List<WindowShare> shares = new ArrayList<>(before);
    shares.add(share);
    keep(store, key, window, before, shares);
  }

  private static void keep(
      WindowStore store,
      GroupKey key,
      TimeWindow window,
      List<WindowShare> before,
      List<WindowShare> shares)
      throws Exception {
    if (shares.isEmpty()) {
      store.remove(key, window, before);
      store.closeNever(window);
    } else {
      store.put(key, window, before, shares);
      store.closeLater(window);
    }
  }

  @Override
  public void close(WindowStore store, WindowGroup group, GroupKey key, TimeWindow window)
      throws Exception {
    List<WindowShare> shares = store.shares(window);
    store.remove(key, window, shares);
    for (WindowShare share : shares) {
      List<RuleVersion> versions = new ArrayList<>();
      group.served(window.getStart(), share, (id, version) -> versions.add(version));
      CallProblems problems = new CallProblems();
      List<SlotValues> states = new ArrayList<>();
      store.chunks().read(share, states, problems);
      store.write(group, key, window, states, problems, versions);
    }
    store.chunks().release(shares, List.of());
  }

  @Override
  public void drop(
      WindowStore store, WindowGroup group, GroupKey key, List<RuleBook.Applied> changes)
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
        if (share.problem() != null || span(group, share.upTo()) != null) {
          left.add(share);
        }
      }
      if (left.size() < entry.getValue().size()) {
        keep(store, key, entry.getKey(), entry.getValue(), left);
        store.chunks().release(entry.getValue(), left);
      }
    }
    for (RuleBook.Applied change : changes) {
      joinOrigins(store, group, key, change.after());
    }
  }

  /** After a revision took over sessions of several origins: they are of one, and merge. */
  private static void joinOrigins(
      WindowStore store, WindowGroup group, GroupKey key, RuleTimeline timeline) throws Exception {
    for (RuleTimeline.Span span : timeline.all().toList()) {
      if (group.isHere(span) && span.origins().size() > 1) {
        join(store, group, key, span);
      }
    }
  }

  private static void join(
      WindowStore store, WindowGroup group, GroupKey key, RuleTimeline.Span span) throws Exception {
    TimeWindow whole = null;
    WindowShare joined = null;
    for (Map.Entry<TimeWindow, List<WindowShare>> entry : store.all().entrySet()) {
      for (WindowShare share : entry.getValue()) {
        if (!span.origins().contains(share.upTo())) {
          continue;
        }
        TimeWindow window = entry.getKey();
        remove(store, key, window, share);
        WindowShare own = share.of(span.origin() - 1, span.origin());
        if (whole != null && whole.intersects(window)) {
          whole = whole.cover(window);
          joined = joined(store, group, key, whole, List.of(joined, own));
        } else {
          if (whole != null) {
            put(store, key, whole, joined);
          }
          whole = window;
          joined = own;
        }
      }
    }
    if (whole != null) {
      put(store, key, whole, joined);
    }
  }

  /** Of both, in whatever time it takes; what can't be merged stays out, and is said. */
  private static WindowShare joined(
      WindowStore store, WindowGroup group, GroupKey key, TimeWindow window, List<WindowShare> both)
      throws Exception {
    GroupFold fold = group.fold();
    CallProblems problems = new CallProblems();
    WindowShare joined =
        store.chunks().joined(both.get(0), both.get(1), fold, fold::merge, problems);
    store.chunks().release(both, List.of(joined));
    if (!problems.isEmpty()) {
      store.failed(group, key, window, joined, problems);
    }
    return joined;
  }
}
