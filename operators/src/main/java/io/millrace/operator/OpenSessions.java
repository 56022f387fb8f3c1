// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** The keys that are on the heap, each with all its sessions that have not ended. */
final class OpenSessions<K> {
  /** One of a key's. */
  static final class Session<K> {
    final K key;
    final int slot;
    TimeWindow window;

    /** What the state backend knows it as, with a timer; null if it does not. */
    TimeWindow stored;

    /** Whether rows have come that the state backend has not. */
    boolean changed;

    private boolean gone;

    Session(K key, TimeWindow window, int slot) {
      this.key = key;
      this.window = window;
      this.slot = slot;
    }
  }

  /** When to look at a session; its end may have moved since. */
  private record Due<K>(long end, Session<K> session) {}

  private final Map<K, List<Session<K>>> byKey = new HashMap<>();
  private final PriorityQueue<Due<K>> due = new PriorityQueue<>(Comparator.comparing(Due::end));
  private int size;

  int size() {
    return size;
  }

  /** Whether all sessions of a key that has any are here. */
  boolean has(K key) {
    return byKey.containsKey(key);
  }

  /** Those of a key that a window overlaps or touches, the earliest first. */
  List<Session<K>> touching(K key, TimeWindow window) {
    List<Session<K>> touching = new ArrayList<>(1);
    for (Session<K> session : byKey.getOrDefault(key, List.of())) {
      if (session.window.intersects(window)) {
        touching.add(session);
      }
    }
    return touching;
  }

  void add(Session<K> session) {
    List<Session<K>> sessions = byKey.computeIfAbsent(session.key, key -> new ArrayList<>(1));
    int place = sessions.size();
    while (place > 0 && sessions.get(place - 1).window.getStart() > session.window.getStart()) {
      place--;
    }
    sessions.add(place, session);
    due.add(new Due<>(session.window.getEnd(), session));
    size++;
  }

  /** Forgets a session, and its key if it was the last. */
  void remove(Session<K> session) {
    session.gone = true;
    size--;
    List<Session<K>> sessions = byKey.get(session.key);
    sessions.remove(session);
    if (sessions.isEmpty()) {
      byKey.remove(session.key);
    }
  }

  /** Removes the sessions that end at a watermark, the earliest end first. */
  List<Session<K>> takeEnded(long watermark) {
    List<Session<K>> ended = new ArrayList<>();
    while (!due.isEmpty() && due.peek().end - 1 <= watermark) {
      Session<K> session = due.poll().session;
      if (!session.gone && session.window.maxTimestamp() > watermark) {
        due.add(new Due<>(session.window.getEnd(), session));
      } else if (!session.gone) {
        remove(session);
        ended.add(session);
      }
    }
    return ended;
  }

  List<Session<K>> all() {
    List<Session<K>> all = new ArrayList<>(size);
    byKey.values().forEach(all::addAll);
    return all;
  }

  void clear() {
    byKey.clear();
    due.clear();
    size = 0;
  }
}
