// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleTimelines;
import io.millrace.types.RuleTypeInfo;
import io.millrace.types.RuleVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * The rules as one instance of an operator knows them, kept in broadcast state: the timeline of
 * each id, and how far the changes have been applied.
 *
 * <p>Of what was removed or paused for all time the reader alone keeps a mark: it lets no change
 * through that a mark forbids, and to the others a mark says nothing.
 */
final class RuleBook {
  static final MapStateDescriptor<String, RuleTimelines> RULES =
      new MapStateDescriptor<>("timelines", Types.STRING, RuleTypeInfo.TIMELINES);

  /** How rules were kept first, each by its id; read if it is there, and not written. */
  static final MapStateDescriptor<String, RuleTimeline> FIRST =
      new MapStateDescriptor<>("rules", Types.STRING, RuleTypeInfo.TIMELINE);

  private static final MapStateDescriptor<String, Long> PROGRESS =
      new MapStateDescriptor<>("progress", Types.STRING, Types.LONG);
  private static final String ALL = "all";
  private static final String APPLIED = "applied";
  private static final String STARTED = "started";
  private static final String FORGOTTEN = "forgotten";

  private final BroadcastState<String, RuleTimelines> stored;
  private final BroadcastState<String, Long> progress;
  private final TreeMap<String, RuleTimeline> timelines = new TreeMap<>();

  /** Null but for the reader's. */
  private final Marks marks;

  private long applied;
  private boolean started;

  /** Whether the state of the last checkpoint is not what there is. */
  private boolean changed = true;

  /** What a change made of a rule. */
  record Applied(String id, RuleTimeline before, RuleTimeline after) {}

  private RuleBook(OperatorStateStore store, Supplier<Instant> clock, Limits limits)
      throws Exception {
    stored = store.getBroadcastState(RULES);
    progress = store.getBroadcastState(PROGRESS);
    applied = progress.contains(APPLIED) ? progress.get(APPLIED) : 0;
    started = progress.contains(STARTED);
    long forgotten = progress.contains(FORGOTTEN) ? progress.get(FORGOTTEN) : Long.MIN_VALUE;
    marks = clock == null ? null : new Marks(clock, limits, Instant.ofEpochMilli(forgotten));
    for (RuleTimeline each : byAge(restored(store))) {
      keep(id(each), each);
    }
  }

  private List<RuleTimeline> restored(OperatorStateStore store) throws Exception {
    BroadcastState<String, RuleTimeline> first = store.getBroadcastState(FIRST);
    List<RuleTimeline> all = new ArrayList<>();
    first.entries().forEach(each -> all.add(each.getValue()));
    first.clear();
    if (stored.contains(ALL)) {
      all.addAll(stored.get(ALL).all());
    }
    return all;
  }

  private static String id(RuleTimeline timeline) {
    return timeline.spans().get(0).version().rule().id();
  }

  /** Puts what is known into the state that a checkpoint takes. */
  void snapshot() throws Exception {
    if (!changed) {
      return;
    }
    List<RuleTimeline> all = new ArrayList<>(timelines.values());
    if (marks != null) {
      marks.forEach(all::add);
    }
    stored.put(ALL, new RuleTimelines(all));
    changed = false;
  }

  /**
   * With marks.
   *
   * @param clock bounds what signers say of their time
   * @param limits of the marks
   */
  static RuleBook ofReader(OperatorStateStore store, Supplier<Instant> clock, Limits limits)
      throws Exception {
    return new RuleBook(store, clock, limits);
  }

  static RuleBook ofTask(OperatorStateStore store) throws Exception {
    return new RuleBook(store, null, null);
  }

  private static List<RuleTimeline> byAge(List<RuleTimeline> timelines) {
    List<RuleTimeline> sorted = new ArrayList<>(timelines);
    sorted.sort(Comparator.comparingLong(RuleBook::age).thenComparing(RuleBook::id));
    return sorted;
  }

  /** Of a mark: the number of the change that made it, 0 before the start. */
  private static long age(RuleTimeline timeline) {
    return timeline.isMark() ? timeline.spans().get(0).origin() : 0;
  }

  /** In order of id, without marks. */
  Map<String, RuleTimeline> timelines() {
    return timelines;
  }

  RuleTimeline timeline(String id) {
    RuleTimeline known = timelines.get(id);
    if (known == null && marks != null) {
      known = marks.get(id);
    }
    return known == null ? RuleTimeline.EMPTY : known;
  }

  /** As {@link Marks#forgotten}; of the reader's. */
  Instant forgotten() {
    return marks.forgotten();
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
    long origin = started ? change.number() : 0;
    return isEviction(before, rule)
        ? before.evicted(rule, origin)
        : before.with(change.version(), origin);
  }

  /** The reader never lets a removal in under the number of another revision. */
  private static boolean isEviction(RuleTimeline before, Rule rule) {
    return rule.action() == Rule.Action.REMOVE
        && before.revision(rule).filter(RuleVersion::inForce).isPresent();
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
      keep(rule.id(), timeline(rule.id()).evicted(rule, applied));
    }
  }

  Applied apply(RuleChange change) throws Exception {
    String id = change.version().rule().id();
    RuleTimeline before = timeline(id);
    RuleTimeline after = after(change);
    keep(id, after);
    progressTo(change.number());
    return new Applied(id, before, after);
  }

  private void keep(String id, RuleTimeline timeline) throws Exception {
    changed = true;
    if (!timeline.isMark()) {
      timelines.put(id, timeline);
      if (marks != null) {
        marks.remove(id);
      }
      return;
    }
    timelines.remove(id);
    if (marks != null && marks.put(id, timeline) == Marks.Put.FORGETS) {
      progress.put(FORGOTTEN, marks.forgotten().toEpochMilli());
    }
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
