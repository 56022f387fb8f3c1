// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.MillraceException;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleTypeInfo;
import io.millrace.types.RuleVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;

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
    Rule rule = change.version().rule();
    RuleTimeline before = timeline(rule.id());
    return isEviction(before, rule)
        ? before.evicted(rule)
        : before.with(change.version(), started ? change.number() : 0);
  }

  /** The reader never lets a removal in under the number of another revision. */
  private static boolean isEviction(RuleTimeline before, Rule rule) {
    return rule.action() == Rule.Action.REMOVE
        && before.revision(rule.revision()).filter(RuleVersion::inForce).isPresent();
  }

  /** The revisions that may not stay, and why. */
  Map<Rule, MillraceException> refused(RuleTrust trust) {
    Map<Rule, MillraceException> refused = new LinkedHashMap<>();
    timelines.values().stream()
        .flatMap(RuleTimeline::all)
        .map(span -> span.version().rule())
        .distinct()
        .forEach(rule -> refusal(trust, rule).ifPresent(why -> refused.put(rule, why)));
    return refused;
  }

  private static Optional<MillraceException> refusal(RuleTrust trust, Rule rule) {
    try {
      return trust.refusal(rule);
    } catch (MillraceException e) {
      // Another start would find the same.
      throw new SuppressRestartsException(e);
    }
  }

  /**
   * Takes away what may not stay, before anything of it is bound, as the changes do that the reader
   * then sends.
   */
  void evictRefused(RuleTrust trust) throws Exception {
    trust.refresh();
    for (Rule rule : refused(trust).keySet()) {
      RuleTimeline after = timeline(rule.id()).evicted(rule);
      timelines.put(rule.id(), after);
      stored.put(rule.id(), after);
    }
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
