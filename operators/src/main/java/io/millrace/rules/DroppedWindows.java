// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.GroupKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changes took from rules and is still kept. All keys are gone through to find it, so that is
 * done once for many changes: before a row comes to one of the groups, before the watermark moves
 * and before state is written, none of which then sees a difference.
 */
final class DroppedWindows {
  private record Loss(WindowGroup group, List<RuleBook.Applied> changes) {}

  /** Changes that wait, at most. */
  private static final int MOST = 1_000;

  private final Map<Long, Loss> losses = new LinkedHashMap<>();
  private boolean sessions;
  private int count;

  boolean isEmpty() {
    return losses.isEmpty();
  }

  /** Whether it is time to drop, though nothing comes that would see a difference. */
  boolean isFull() {
    return count >= MOST;
  }

  /** Whether it has changes of a group of that number that was forgotten since. */
  boolean isOther(WindowGroup group) {
    Loss known = losses.get(group.number());
    return known != null && !known.group().equals(group);
  }

  void add(WindowGroup group, RuleBook.Applied change) {
    losses
        .computeIfAbsent(group.number(), number -> new Loss(group, new ArrayList<>()))
        .changes()
        .add(change);
    count++;
    sessions |= group.windows() instanceof Sessions;
  }

  boolean concerns(long group) {
    return losses.containsKey(group);
  }

  /** Whether there are sessions among them: those go on as the rule of the day says, so at once. */
  boolean areSessions() {
    return sessions;
  }

  /** Of the current key. */
  void drop(GroupKey key, WindowStore store) throws Exception {
    Loss loss = losses.get(key.group());
    if (loss != null) {
      store.drop(loss.group(), key, loss.changes());
    }
  }

  void clear() {
    losses.clear();
    sessions = false;
    count = 0;
  }
}
