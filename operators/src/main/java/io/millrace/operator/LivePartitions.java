// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.compile.OverPartition;
import io.millrace.types.AccumulatorState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
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

    /** As it was weighed the last time. */
    private long bytes;

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

  private record Place(Object key, AccumulatorState namespace) {}

  private final int most;
  private final long mostBytes;

  /** Those that have been looked for last are last. */
  private final Map<Place, Live<K>> all = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  LivePartitions(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Null if it is not here. */
  Live<K> find(K key, AccumulatorState namespace) {
    return all.get(new Place(key, namespace));
  }

  void add(Live<K> live) {
    all.put(new Place(live.key, live.namespace), live);
    weigh(live);
  }

  /** After something has happened to it. */
  void weigh(Live<K> live) {
    bytes -= live.bytes;
    live.bytes = live.partition.heldBytes();
    bytes += live.bytes;
  }

  void remove(Live<K> live) {
    all.remove(new Place(live.key, live.namespace));
    bytes -= live.bytes;
  }

  /** Whether there are too many, or they are too large, and more than one. */
  boolean areTooMany() {
    return all.size() > most || (bytes > mostBytes && all.size() > 1);
  }

  /** The one that nobody has looked for the longest. */
  Live<K> eldest() {
    return all.values().iterator().next();
  }

  Collection<Live<K>> all() {
    return Collections.unmodifiableCollection(all.values());
  }
}
