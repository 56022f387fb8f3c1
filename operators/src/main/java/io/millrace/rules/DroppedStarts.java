// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleTimeline;
import io.millrace.types.WindowShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts which windows of a key, that had rows, changes took from rules. */
final class DroppedStarts {
  private record Part(Starts starts, List<WindowShare> shares) {}

  private final WindowGroup group;
  private final List<Part> parts = new ArrayList<>();
  private final TreeSet<Long> all = new TreeSet<>();

  /** The windows that have rows for rules of an origin. */
  private final Map<Long, Set<Long>> ofOrigin = new HashMap<>();

  DroppedStarts(WindowGroup group) {
    this.group = group;
  }

  /** What is kept of some windows together. */
  void add(Starts starts, List<WindowShare> shares) {
    parts.add(new Part(starts, shares));
    starts.forEach(all::add);
  }

  void count(List<RuleBook.Applied> changes, WindowOutputs outputs) {
    for (RuleBook.Applied change : changes) {
      for (long start : all) {
        if (has(change.before(), start) && !has(change.after(), start)) {
          outputs.droppedWindow();
        }
      }
    }
  }

  private boolean has(RuleTimeline timeline, long start) {
    RuleTimeline.Span span = timeline.at(start);
    return group.isHere(span)
        && ofOrigin.computeIfAbsent(span.origin(), this::starts).contains(start);
  }

  private Set<Long> starts(long origin) {
    Set<Long> starts = new HashSet<>();
    for (Part part : parts) {
      if (part.shares().stream().anyMatch(share -> share.serves(origin))) {
        part.starts().forEach(starts::add);
      }
    }
    return starts;
  }
}
