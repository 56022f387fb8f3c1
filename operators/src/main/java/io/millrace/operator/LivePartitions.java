// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.compile.OverPartition;
import io.millrace.types.AccumulatorState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The partitions that are on the heap, by key and the values of PARTITION BY. */
final class LivePartitions<K> {
  /** One of them, with what is known of its rows in state. */
  static final class Live<K> {
    final K key;
    final AccumulatorState namespace;
    final OverPartition partition;

    /** The first row that is in state, and the one behind the last. */
    long kept;

    long stored;

    /** How many rows wait for the watermark. */
    long waiting;

    /** When it is forgotten if no row comes; 0 if never. */
    long cleanAt;

    /** Whether the state backend has yet to hear of what has happened. */
    boolean changed;

    Live(K key, AccumulatorState namespace, OverPartition partition) {
      this.key = key;
      this.namespace = namespace;
      this.partition = partition;
    }

    long held() {
      return partition.rows() - kept + waiting;
    }

    AccumulatorState state() {
      List<List<Object>> state = new ArrayList<>();
      state.add(List.of(kept, waiting, cleanAt));
      state.addAll(partition.state());
      return new AccumulatorState(state);
    }
  }

  private final Map<K, Map<AccumulatorState, Live<K>>> byKey = new HashMap<>();
  private int size;

  int size() {
    return size;
  }

  /** Null if it is not here. */
  Live<K> find(K key, AccumulatorState namespace) {
    Map<AccumulatorState, Live<K>> ofKey = byKey.get(key);
    return ofKey == null ? null : ofKey.get(namespace);
  }

  void add(Live<K> live) {
    byKey.computeIfAbsent(live.key, key -> new HashMap<>()).put(live.namespace, live);
    size++;
  }

  void remove(Live<K> live) {
    Map<AccumulatorState, Live<K>> ofKey = byKey.get(live.key);
    ofKey.remove(live.namespace);
    if (ofKey.isEmpty()) {
      byKey.remove(live.key);
    }
    size--;
  }

  List<Live<K>> all() {
    List<Live<K>> all = new ArrayList<>(size);
    byKey.values().forEach(ofKey -> all.addAll(ofKey.values()));
    return all;
  }

  void clear() {
    byKey.clear();
    size = 0;
  }
}
