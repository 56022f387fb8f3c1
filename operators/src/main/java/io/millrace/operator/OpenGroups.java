// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** The groups that are on the heap, by window and key. */
final class OpenGroups<K> {
  /** A key in a window. */
  static final class Group<K> {
    final K key;
    final TimeWindow window;
    final int slot;

    /** Whether the state backend has it, as it is or as it was, with a timer. */
    boolean stored;

    /** Whether rows have come that the state backend has not. */
    boolean changed;

    Group(K key, TimeWindow window, int slot, boolean stored) {
      this.key = key;
      this.window = window;
      this.slot = slot;
      this.stored = stored;
    }
  }

  private final TreeMap<Long, Map<K, Group<K>>> byStart = new TreeMap<>();
  private int size;

  /** The window that was asked for last, which is most often asked for again. */
  private long recentStart;

  private Map<K, Group<K>> recent;

  int size() {
    return size;
  }

  /** Null if it is not here. */
  Group<K> find(long start, K key) {
    if (recent == null || recentStart != start) {
      recent = byStart.get(start);
      recentStart = start;
    }
    return recent == null ? null : recent.get(key);
  }

  void add(Group<K> group) {
    byStart
        .computeIfAbsent(group.window.getStart(), start -> new HashMap<>())
        .put(group.key, group);
    recent = null;
    size++;
  }

  List<Group<K>> all() {
    List<Group<K>> all = new ArrayList<>(size);
    byStart.values().forEach(groups -> all.addAll(groups.values()));
    return all;
  }

  /** Removes the groups whose window ends at a watermark, the earliest first. */
  List<Group<K>> takeEnded(long watermark) {
    List<Group<K>> ended = new ArrayList<>();
    Iterator<Map<K, Group<K>>> windows = byStart.values().iterator();
    while (windows.hasNext()) {
      Map<K, Group<K>> groups = windows.next();
      if (groups.values().iterator().next().window.maxTimestamp() > watermark) {
        break;
      }
      ended.addAll(groups.values());
      windows.remove();
    }
    size -= ended.size();
    recent = null;
    return ended;
  }

  void clear() {
    byStart.clear();
    recent = null;
    size = 0;
  }
}
