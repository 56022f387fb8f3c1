// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Of what {@link #RULES} holds the number of the last change, so that nothing goes unnoticed. */
  private static final MapStateDescriptor<String, Long> PROGRESS =
      new MapStateDescriptor<>("progress", Types.STRING, Types.LONG);

  private static final String ALL = "all";

  private final BroadcastState<String, RuleTimelines> stored;
  private final BroadcastState<String, Long> progress;
  private final TreeMap<TimelineKey, RuleTimeline> timelines = new TreeMap<>();

  /** Null but for the reader's. */
  private final Marks marks;

  /** Removals that the reader is yet to send, of what was not let in at the start. */
  private final Set<Rule> evicted = new HashSet<>();

  private long applied;
  private boolean started;
  private long slots;

  /** Whether the state of the last checkpoint is not what there is. */
  private boolean changed = true;

  /** What a change made of a timeline. */
  record Applied(TimelineKey key, RuleTimeline before, RuleTimeline after) {}

  private RuleBook(OperatorStateStore store, Supplier<Instant> clock, Limits limits)
      throws Exception {
    stored = store.getBroadcastState(RULES);
    progress = store.getBroadcastState(PROGRESS);
    RuleTimelines restored = restored();
    applied = restored.progress().applied();
    started = restored.progress().started();
    slots = restored.progress().slots();
    Instant forgotten = Instant.ofEpochMilli(restored.progress().forgotten());
    marks = clock == null ? null : new Marks(clock, limits, forgotten);
    for (RuleTimeline each : byAge(restored.all())) {
      keep(TimelineKey.of(each), each);
    }
  }

  private RuleTimelines restored() throws Exception {
    RuleTimelines kept = stored.get(ALL);
    Long number = progress.get(ALL);
    try {
      if (kept == null && number == null) {
        return new RuleTimelines(List.of(), RuleTimelines.Progress.NONE);
      }
      if (kept == null || number == null || number != kept.progress().applied()) {
        throw new MillraceException(
            ErrorCode.STATE_CORRUPT,
            "Cannot read rules from state: a part of it is missing, or of another checkpoint");
      }
      return kept;
    } catch (MillraceException e) {
      // Another start would find the same.
      throw new SuppressRestartsException(e);
    }
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
    long forgotten = marks == null ? Long.MIN_VALUE : marks.forgotten().toEpochMilli();
    stored.put(
        ALL,
        new RuleTimelines(all, new RuleTimelines.Progress(applied, started, forgotten, slots)));
    progress.put(ALL, applied);
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
    sorted.sort(Comparator.comparingLong(RuleBook::age).thenComparing(TimelineKey::of));
    return sorted;
  }

  /** Of a mark: the number of the change that made it, 0 before the start. */
  private static long age(RuleTimeline timeline) {
    return timeline.isMark() ? timeline.spans().get(0).origin() : 0;
  }

  /** In order of id, the shadow of a rule behind what counts, without marks. */
  Map<TimelineKey, RuleTimeline> timelines() {
    return timelines;
  }

  /** Of what counts, or the mark that is left of it; empty if there is none. */
  RuleTimeline timeline(String id) {
    RuleTimeline known = timelines.get(TimelineKey.inForce(id));
    if (known == null && marks != null) {
      known = marks.get(id);
    }
    return known == null ? RuleTimeline.EMPTY : known;
  }

  /** Empty if there is none. */
  RuleTimeline shadow(String id) {
    return timelines.getOrDefault(TimelineKey.shadow(id), RuleTimeline.EMPTY);
  }

  /** The revision with the number of the given one, if it is kept; signed if that is. */
  Optional<RuleVersion> revision(Rule like) {
    return timeline(like.id()).revision(like).or(() -> shadow(like.id()).revision(like));
  }

  /** As {@link Marks#forgotten}; of the reader's. */
  Instant forgotten() {
    return marks.forgotten();
  }

  /** The number of the last change, or 0. */
  long applied() {
    return applied;
  }

  /** The highest slot of an aggregate call that was ever given, or 0; of the reader's. */
  long slots() {
    return slots;
  }

  /** Of a version that was let in. */
  void giveSlots(RuleVersion version) {
    for (long slot : version.slots()) {
      slots = Math.max(slots, slot);
    }
  }

  /** Whether all rules that were present at start are in it. */
  boolean started() {
    return started;
  }

  /**
   * What a change will make of its rule, where it changes anything: first of what counts, then of
   * the shadow, which ends when a higher revision comes. No row has been evaluated before the
   * start.
   */
  List<Applied> after(RuleChange change) {
    Rule rule = change.version().rule();
    RuleTimeline before = timeline(rule.id());
    RuleTimeline shadow = shadow(rule.id());
    long origin = started ? change.number() : 0;
    if (rule.isNothing()) {
      return forgotten(rule.id(), before, shadow);
    }
    if (isEviction(shadow, rule)) {
      return List.of(ofShadow(shadow, RuleTimeline.EMPTY));
    }
    if (isEviction(before, rule)) {
      return List.of(inForce(before, before.evicted(rule, origin)));
    }
    if (rule.isShadow()) {
      boolean isNew = before.all().noneMatch(span -> hasNumberOf(rule, span));
      boolean isHighest = before.isOutrankedBy(rule) && shadow.isOutrankedBy(rule);
      return isNew && isHighest
          ? List.of(ofShadow(shadow, RuleTimeline.ofShadow(change.version(), origin, shadow)))
          : List.of();
    }
    RuleTimeline after = before.with(change.version(), origin, shadow);
    List<Applied> changes = new ArrayList<>();
    if (!after.equals(before)) {
      changes.add(inForce(before, after));
    }
    if (!shadow.spans().isEmpty() && shadow.isOutrankedBy(rule)) {
      changes.add(ofShadow(shadow, RuleTimeline.EMPTY));
    }
    return changes;
  }

  private static List<Applied> forgotten(String id, RuleTimeline before, RuleTimeline shadow) {
    List<Applied> changes = new ArrayList<>();
    if (!before.spans().isEmpty()) {
      changes.add(new Applied(TimelineKey.inForce(id), before, RuleTimeline.EMPTY));
    }
    if (!shadow.spans().isEmpty()) {
      changes.add(ofShadow(shadow, RuleTimeline.EMPTY));
    }
    return changes;
  }

  private static boolean hasNumberOf(Rule rule, RuleTimeline.Span span) {
    return span.version().rule().revision() == rule.revision();
  }

  private static Applied inForce(RuleTimeline before, RuleTimeline after) {
    return new Applied(TimelineKey.of(after), before, after);
  }

  private static Applied ofShadow(RuleTimeline before, RuleTimeline after) {
    RuleTimeline either = after.spans().isEmpty() ? before : after;
    return new Applied(TimelineKey.of(either), before, after);
  }

  /** The reader never lets a removal in under the number of another revision. */
  private static boolean isEviction(RuleTimeline before, Rule rule) {
    return rule.action() == Rule.Action.REMOVE
        && before.revision(rule).filter(RuleVersion::isEvaluated).isPresent();
  }

  /** Why a revision may not stay, if so. */
  interface Judge {
    /** Throws where the job must not go on. */
    Optional<MillraceException> refusal(RuleVersion version);
  }

  /** The revisions that may not stay, and why. */
  Map<Rule, MillraceException> refused(Judge judge) {
    Map<Rule, MillraceException> refused = new LinkedHashMap<>();
    timelines.values().stream()
        .flatMap(RuleTimeline::all)
        .map(RuleTimeline.Span::version)
        .distinct()
        .forEach(each -> refusal(judge, each).ifPresent(why -> refused.put(each.rule(), why)));
    return refused;
  }

  private static Optional<MillraceException> refusal(Judge judge, RuleVersion version) {
    try {
      return judge.refusal(version);
    } catch (MillraceException e) {
      // Another start would find the same.
      throw new SuppressRestartsException(e);
    }
  }

  /** Takes away what may not stay, as the changes do that the reader then sends. */
  List<Applied> evictRefused(Judge judge) throws Exception {
    List<Applied> changes = new ArrayList<>();
    for (Rule rule : refused(judge).keySet()) {
      TimelineKey key = TimelineKey.of(rule);
      RuleTimeline before = timelines.get(key);
      RuleTimeline left = rule.isShadow() ? RuleTimeline.EMPTY : before.evicted(rule, applied);
      keep(key, left);
      evicted.add(new RuleVersion(rule.removal()).rule());
      changes.add(new Applied(key, before, left));
    }
    return changes;
  }

  /** Nothing becomes of what {@link #evictRefused} has done already. */
  List<Applied> apply(RuleChange change) throws Exception {
    List<Applied> changes = evicted.remove(change.version().rule()) ? List.of() : after(change);
    for (Applied each : changes) {
      keep(each.key(), each.after());
    }
    changed = true;
    applied = change.number();
    return changes;
  }

  private void keep(TimelineKey key, RuleTimeline timeline) throws Exception {
    changed = true;
    if (timeline.spans().isEmpty()) {
      timelines.remove(key);
      if (marks != null && !key.isShadow()) {
        marks.remove(key.id());
      }
      return;
    }
    if (!timeline.isMark()) {
      timelines.put(key, timeline);
      if (marks != null && !key.isShadow()) {
        marks.remove(key.id());
      }
      return;
    }
    timelines.remove(key);
    if (marks != null) {
      marks.put(key.id(), timeline);
    }
  }

  void start(RuleChange marker) {
    changed = true;
    started = true;
    applied = marker.number();
  }
}
