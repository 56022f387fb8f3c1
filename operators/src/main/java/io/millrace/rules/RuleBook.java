// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleChange;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleTypeInfo;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The rules as one instance of an operator knows them, kept in broadcast state: the timeline of
 * each id, and how far the changes have been applied.
 */
final class RuleBook {
  private static final MapStateDescriptor<String, RuleTimeline> TIMELINES =
      new MapStateDescriptor<>("rules", Types.STRING, RuleTypeInfo.TIMELINE);
  private static final MapStateDescriptor<String, Long> PROGRESS =
      new MapStateDescriptor<>("progress", Types.STRING, Types.LONG);
  private static final String APPLIED = "applied";
  private static final String STARTED = "started";

  private final BroadcastState<String, RuleTimeline> stored;
  private final BroadcastState<String, Long> progress;
  private final TreeMap<String, RuleTimeline> timelines = new TreeMap<>();
  private long applied;
  private boolean started;

  /** What a change made of a rule. */
  record Applied(String id, RuleTimeline before, RuleTimeline after) {}

  RuleBook(OperatorStateStore store) throws Exception {
    stored = store.getBroadcastState(TIMELINES);
    progress = store.getBroadcastState(PROGRESS);
    stored.entries().forEach(entry -> timelines.put(entry.getKey(), entry.getValue()));
    applied = progress.contains(APPLIED) ? progress.get(APPLIED) : 0;
    started = progress.contains(STARTED);
  }

  /** In order of id. */
  Map<String, RuleTimeline> timelines() {
    return timelines;
  }

  RuleTimeline timeline(String id) {
    return timelines.getOrDefault(id, RuleTimeline.EMPTY);
  }

  /** The number of the last change, or 0. */
  long applied() {
    return applied;
  }

  /** Whether all rules that were present at start are in it. */
  boolean started() {
    return started;
  }

  /**
   * The timeline of the change's rule as it will be; no row has been evaluated before the start.
   */
  RuleTimeline after(RuleChange change) {
    String id = change.version().rule().id();
    return timeline(id).with(change.version(), started ? change.number() : 0);
  }

  Applied apply(RuleChange change) throws Exception {
    String id = change.version().rule().id();
    RuleTimeline before = timeline(id);
    RuleTimeline after = after(change);
    timelines.put(id, after);
    stored.put(id, after);
    progressTo(change.number());
    return new Applied(id, before, after);
  }

  void start(RuleChange marker) throws Exception {
    started = true;
    progress.put(STARTED, marker.number());
    progressTo(marker.number());
  }

  private void progressTo(long number) throws Exception {
    applied = number;
    progress.put(APPLIED, number);
  }
}
