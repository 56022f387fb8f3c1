// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.session.SessionContext;
import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleTypeInfo;
import io.millrace.types.WindowShare;
import io.millrace.types.WindowShareSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Rows of groups, keyed, beside the same rules: keeps the accumulators of each window and writes
 * what the rules make of them when the watermark passes its end.
 *
 * <p>A row whose router knew more changes than this task has applied waits for them, and the
 * watermark with it.
 */
final class RuleWindows extends AbstractStreamOperator<RuleResult>
    implements TwoInputStreamOperator<GroupRow, RuleChange, RuleResult>,
        Triggerable<GroupKey, TimeWindow> {
  private static final long serialVersionUID = 1L;
  private static final MapStateDescriptor<TimeWindow, List<WindowShare>> WINDOWS =
      new MapStateDescriptor<>(
          "windows",
          new TimeWindow.Serializer(),
          new ListSerializer<>(WindowShareSerializer.INSTANCE));
  private static final ListStateDescriptor<GroupRow> WAITING =
      new ListStateDescriptor<>("waiting", RuleTypeInfo.ROW);

  private final RuleOptions options;
  private transient RuleBinder binder;
  private transient RuleBook book;
  private transient Quarantine quarantine;
  private transient CompileTime compileTime;
  private transient WindowKeys windowKeys;
  private transient WindowGroups groups;
  private transient RuleAcks acks;
  private transient WindowStore store;
  private transient ListState<GroupRow> waiting;
  private transient boolean anyWaiting;
  private transient Watermark held;
  private transient DroppedWindows dropped;
  private transient RuleMetrics metrics;

  RuleWindows(RuleOptions options) {
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    SessionContext session = options.session();
    RuleTrust trust = new RuleTrust(options, session.limits());
    trust.refresh();
    binder = new RuleBinder(options.schema(), options.eventTime(), trust, session);
    book = RuleBook.ofTask(context.getOperatorStateStore());
    List<RuleBook.Applied> evicted = book.evictRefused(binder::refusal);
    quarantine = new Quarantine(context.getOperatorStateStore(), options.quarantineAfter());
    evicted.forEach(quarantine::forget);
    evicted.forEach(
        each ->
            LOG.warn("A revision of {} can not be bound any more, and is left out", each.key()));
    windowKeys = new WindowKeys(context.getOperatorStateStore(), getRuntimeContext().getTaskInfo());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    book.snapshot();
    quarantine.snapshot();
    windowKeys.snapshot(store.limits().counts());
  }

  @Override
  public void open() throws Exception {
    super.open();
    WarmUp.run();
    MapState<TimeWindow, List<WindowShare>> windows = getKeyedStateStore().getMapState(WINDOWS);
    waiting = getKeyedStateStore().getListState(WAITING);
    InternalTimerService<TimeWindow> timers =
        getInternalTimerService("windows", new TimeWindow.Serializer(), this);
    groups = new WindowGroups(binder);
    compileTime = new CompileTime(getMetricGroup());
    compileTime.of(() -> book.timelines().forEach(groups::put));
    getMetricGroup().gauge("quarantinedRules", quarantine::size);
    metrics = new RuleMetrics(getMetricGroup(), options.metrics(), quarantine::holds);
    book.timelines().forEach(metrics::put);
    store =
        new WindowStore(
            windows,
            new ShareChunks(getKeyedStateStore().getMapState(ShareChunks.CHUNKS)),
            timers,
            quarantine,
            new WindowOutputs(output, metrics, getMetricGroup()),
            limits());
    getMetricGroup().gauge("openKeys", store.limits()::open);
    getMetricGroup().gauge("heldRows", store.limits()::held);
    dropped = new DroppedWindows();
    acks =
        new RuleAcks(
            "windows", output, getRuntimeContext().getTaskInfo(), getProcessingTimeService());
    anyWaiting = stillWaiting();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    super.prepareSnapshotPreBarrier(checkpoint);
    drop();
  }

  @Override
  public void processElement1(StreamRecord<GroupRow> element) throws Exception {
    GroupRow row = element.getValue();
    if (row.change() > book.applied()) {
      waiting.add(row);
      anyWaiting = true;
    } else {
      add(row);
    }
  }

  @Override
  public void processElement2(StreamRecord<RuleChange> element) throws Exception {
    RuleChange change = element.getValue();
    if (change.isQuarantine()) {
      quarantine(change);
      return;
    }
    if (change.isMarker()) {
      book.start(change);
    } else {
      for (RuleBook.Applied each : book.apply(change)) {
        apply(each);
      }
      acks.applied(change);
    }
    if (anyWaiting) {
      retry();
    }
  }

  /** Unless the revision is gone; one that is yet to come is not. */
  private void quarantine(RuleChange found) {
    Rule rule = found.version().rule();
    boolean isKnown = book.revision(rule).isPresent();
    if (isKnown || book.applied() < -found.number()) {
      quarantine.add(rule);
    }
  }

  private void apply(RuleBook.Applied change) throws Exception {
    quarantine.forget(change);
    metrics.put(change.key(), change.after());
    for (WindowGroup group : groups.shrunkBy(change)) {
      if (dropped.isOther(group)) {
        drop();
      }
      dropped.add(group, change);
    }
    compileTime.of(() -> groups.put(change.key(), change.after()));
    if (dropped.areSessions() || dropped.isFull()) {
      drop();
    }
  }

  private void drop() throws Exception {
    if (!dropped.isEmpty()) {
      getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              WINDOWS,
              (key, state) -> dropped.drop((GroupKey) key, store));
      dropped.clear();
    }
  }

  private void add(GroupRow row) throws Exception {
    if (dropped.concerns(row.key().group())) {
      Object key = getCurrentKey();
      drop();
      setCurrentKey(key);
    }
    store.add(groups.get(row.key().group()), row);
  }

  private void retry() throws Exception {
    drop();
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            WAITING,
            (key, state) -> retryKey());
    anyWaiting = stillWaiting();
    if (!anyWaiting && held != null) {
      Watermark mark = held;
      held = null;
      advance(mark);
    }
  }

  private void advance(Watermark mark) throws Exception {
    super.processWatermark(mark);
    store.limits().passed(mark.getTimestamp());
  }

  private void retryKey() throws Exception {
    List<GroupRow> early = new ArrayList<>();
    for (GroupRow row : waiting.get()) {
      if (row.change() > book.applied()) {
        early.add(row);
      } else {
        store.add(groups.get(row.key().group()), row);
      }
    }
    waiting.update(early);
  }

  private WindowLimits limits() throws Exception {
    Optional<WindowLimits.Counts> restored = windowKeys.restored();
    return new WindowLimits(binder.limits(), restored.isPresent() ? restored.get() : counted());
  }

  private WindowLimits.Counts counted() throws Exception {
    Map<Long, Long> keys = new HashMap<>();
    Map<Long, Long> rows = new HashMap<>();
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            WINDOWS,
            (key, state) -> {
              long group = ((GroupKey) key).group();
              keys.merge(group, 1L, Long::sum);
              for (List<WindowShare> shares : state.values()) {
                long more = WindowStore.rows(shares);
                if (more != 0) {
                  rows.merge(group, more, Long::sum);
                }
              }
            });
    return new WindowLimits.Counts(keys, rows);
  }

  private boolean stillWaiting() {
    try (Stream<Object> keys =
        getKeyedStateBackend().getKeys(WAITING.getName(), VoidNamespace.INSTANCE)) {
      return keys.findAny().isPresent();
    }
  }

  @Override
  public void onEventTime(InternalTimer<GroupKey, TimeWindow> timer) throws Exception {
    store.close(groups.get(timer.getKey().group()), timer.getKey(), timer.getNamespace());
  }

  @Override
  public void onProcessingTime(InternalTimer<GroupKey, TimeWindow> timer) {
    throw new AssertionError("no timer in processing time is set");
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    drop();
    if (anyWaiting) {
      held = mark;
    } else {
      advance(mark);
    }
  }

  /** Rules have no event time. */
  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) {
    if (input == 0) {
      output.emitWatermarkStatus(status);
    }
  }
}
