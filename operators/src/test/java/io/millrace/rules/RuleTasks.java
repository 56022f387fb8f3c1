// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.OperatorMetrics;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.json.ErrorJson;
import io.millrace.json.ResultJson;
import io.millrace.types.Event;
import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleAck;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The three rule operators as tasks of any parallelism, wired by hand. */
final class RuleTasks implements AutoCloseable {
  static final Schema SCHEMA =
      Schema.of(
          Field.of("carrier", DataType.UTF8),
          Field.of("delay", DataType.INT64),
          Field.of("ratio", DataType.FLOAT64));
  private static final int MAX_PARALLELISM = 8;

  private RuleOptions options;
  private final StateBackend backend;
  private long time;
  private OneInputStreamOperatorTestHarness<RuleLine, RuleChange> reader;
  private final List<TwoInputStreamOperatorTestHarness<Event, RuleChange, GroupRow>> routers =
      new ArrayList<>();
  private final List<
          KeyedTwoInputStreamOperatorTestHarness<GroupKey, GroupRow, RuleChange, RuleResult>>
      windows = new ArrayList<>();
  private OperatorMetrics readerMetrics;
  private final List<OperatorMetrics> routerMetrics = new ArrayList<>();
  private final List<OperatorMetrics> windowMetrics = new ArrayList<>();
  private final List<Long> marks = new ArrayList<>();
  private final List<String> results = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> shadow = new ArrayList<>();
  private final List<String> acks = new ArrayList<>();
  private long passed = Long.MIN_VALUE;
  private long number;
  private int rowsSent;
  private long watermark = Long.MIN_VALUE;

  RuleTasks(int parallelism) throws Exception {
    this(parallelism, EventTime.PRESENT);
  }

  RuleTasks(int parallelism, EventTime eventTime) throws Exception {
    this(parallelism, RuleOptions.of(SCHEMA, eventTime));
  }

  RuleTasks(int parallelism, int quarantineAfter) throws Exception {
    this(parallelism, Rules.over(SCHEMA).withQuarantineAfter(quarantineAfter).options());
  }

  RuleTasks(int parallelism, RuleOptions options) throws Exception {
    this(parallelism, options, new HashMapStateBackend());
  }

  /**
   * @param backend of the windows
   */
  RuleTasks(int parallelism, RuleOptions options, StateBackend backend) throws Exception {
    this.options = options;
    this.backend = backend;
    start(parallelism, null, null, null);
  }

  private void start(
      int parallelism,
      OperatorSubtaskState readerState,
      OperatorSubtaskState routerState,
      OperatorSubtaskState windowState)
      throws Exception {
    int old = routers.isEmpty() ? parallelism : routers.size();
    close();
    routers.clear();
    windows.clear();
    routerMetrics.clear();
    windowMetrics.clear();
    marks.clear();
    passed = Long.MIN_VALUE;
    reader = new OneInputStreamOperatorTestHarness<>(new RuleReader(options));
    readerMetrics = OperatorMetrics.of(reader);
    reader.setup(RuleTypeInfo.CHANGE.createSerializer(null));
    reader.setProcessingTime(time);
    reader.setCheckpointStorage(new JobManagerCheckpointStorage(64 << 20));
    if (readerState != null) {
      reader.initializeState(readerState);
    }
    reader.open();
    for (int i = 0; i < parallelism; i++) {
      var router =
          new TwoInputStreamOperatorTestHarness<>(
              new RuleRouter(options), MAX_PARALLELISM, parallelism, i);
      routerMetrics.add(OperatorMetrics.of(router));
      open(router, RuleTypeInfo.ROW, routerState, old, parallelism, i);
      routers.add(router);
      marks.add(Long.MIN_VALUE);
      var window =
          new KeyedTwoInputStreamOperatorTestHarness<GroupKey, GroupRow, RuleChange, RuleResult>(
              new RuleWindows(options),
              GroupRow::key,
              null,
              RuleTypeInfo.KEY,
              MAX_PARALLELISM,
              parallelism,
              i);
      window.setStateBackend(backend);
      window.setCheckpointStorage(new JobManagerCheckpointStorage(64 << 20));
      windowMetrics.add(OperatorMetrics.of(window));
      open(window, RuleTypeInfo.RESULT, windowState, old, parallelism, i);
      windows.add(window);
    }
    drain();
  }

  private static <T> void open(
      AbstractStreamOperatorTestHarness<T> task,
      RuleTypeInfo<T> type,
      OperatorSubtaskState state,
      int old,
      int parallelism,
      int index)
      throws Exception {
    task.setup(type.createSerializer(null));
    if (state != null) {
      task.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, old, parallelism, index));
    }
    task.open();
  }

  /** As a job that is started again with other options. */
  void restore(int parallelism, RuleOptions other) throws Exception {
    options = other;
    restore(parallelism);
  }

  /** The clock of the reader; its timers until then run. */
  void readerTime(long millis) throws Exception {
    time = millis;
    reader.setProcessingTime(millis);
    drain();
  }

  /** Takes a snapshot of everything, and goes on from it with another parallelism. */
  void restore(int parallelism) throws Exception {
    restore(parallelism, snapshots());
  }

  /** As a job that is started from what {@link #snapshots} of another gave. */
  void restore(int parallelism, Map<String, OperatorSubtaskState> snapshots) throws Exception {
    start(parallelism, snapshots.get("reader"), snapshots.get("router"), snapshots.get("windows"));
  }

  Map<String, OperatorSubtaskState> snapshots() throws Exception {
    OperatorSubtaskState readerState = beforeSnapshots();
    return Map.of("reader", readerState, "router", snapshot(routers), "windows", snapshot(windows));
  }

  /** With what the routers send before a checkpoint. */
  private OperatorSubtaskState beforeSnapshots() throws Exception {
    OperatorSubtaskState readerState = reader.snapshot(1, 1);
    for (var router : routers) {
      router.prepareSnapshotPreBarrier(1);
    }
    drain();
    for (var window : windows) {
      window.prepareSnapshotPreBarrier(1);
    }
    return readerState;
  }

  /** How many rows the routers have sent to where windows are. */
  int rowsSent() {
    return rowsSent;
  }

  /** As {@link #restore}, with the rules that the reader keeps at the routers, marks among them. */
  void restoreRoutersAsReader() throws Exception {
    OperatorSubtaskState readerState = beforeSnapshots();
    start(routers.size(), readerState, readerState, snapshot(windows));
  }

  private static OperatorSubtaskState snapshot(
      List<? extends AbstractStreamOperatorTestHarness<?>> tasks) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[tasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = tasks.get(i).snapshot(1, 1);
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  void rule(String json) throws Exception {
    rule(new RuleLine(json.replace('\'', '"'), "test:1"));
  }

  void rule(RuleLine line) throws Exception {
    reader.processElement(new StreamRecord<>(line));
    drain();
  }

  void tombstone(String id) throws Exception {
    reader.processElement(new StreamRecord<>(RuleLine.tombstone(id, "rules[0]@7")));
    drain();
  }

  void marker() throws Exception {
    reader.processElement(new StreamRecord<>(RuleLine.START_COMPLETE));
    drain();
  }

  /** The changes that the reader has given out and no other task has seen. */
  List<RuleChange> changesOf(String json) throws Exception {
    reader.processElement(new StreamRecord<>(new RuleLine(json.replace('\'', '"'), "test:1")));
    return taken(reader.getOutput(), RuleChange.class);
  }

  void changeAtRouter(int index, RuleChange change) throws Exception {
    routers.get(index).processElement2(new StreamRecord<>(change));
    drain();
  }

  void changeAtWindows(int index, RuleChange change) throws Exception {
    windows.get(index).processElement2(new StreamRecord<>(change));
    drain();
  }

  /** A row as a router would have sent it. */
  void rowAtWindows(GroupRow row) throws Exception {
    windowsOf(row).processElement1(new StreamRecord<>(row, row.time()));
    drain();
  }

  private TwoInputStreamOperatorTestHarness<GroupRow, RuleChange, RuleResult> windowsOf(
      GroupRow row) {
    return windows.get(
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            row.key(), MAX_PARALLELISM, windows.size()));
  }

  void event(long time, Object... values) throws Exception {
    eventAt((int) (number % routers.size()), time, values);
  }

  void eventAt(int router, long time, Object... values) throws Exception {
    Event event = new Event(++number, values, time, watermark);
    routers.get(router).processElement1(new StreamRecord<>(event));
    drain();
  }

  void watermark(long mark) throws Exception {
    watermark = mark;
    for (var router : routers) {
      router.processWatermark1(new Watermark(mark));
    }
    drain();
  }

  /** The last of the watermarks. */
  long marked() {
    return watermark;
  }

  void end() throws Exception {
    watermark(Long.MAX_VALUE);
  }

  /** What the windows of all tasks have counted since the start. */
  long windowsCounted(String name) {
    return windowMetrics.stream().mapToLong(each -> each.count(name)).sum();
  }

  /** A metric of the first router. */
  Object atRouter(String gauge) {
    return routerMetrics.get(0).gauge(gauge);
  }

  /** Names of metrics, by the operator. */
  Map<String, Set<String>> metrics() {
    return Map.of(
        "reader",
        readerMetrics.names(),
        "router",
        routerMetrics.get(0).names(),
        "windows",
        windowMetrics.get(0).names());
  }

  /** A metric of the windows of the first task. */
  Object atWindows(String gauge) {
    return windowMetrics.get(0).gauge(gauge);
  }

  int keysKept() {
    return windows.stream().mapToInt(each -> each.numKeyedStateEntries()).sum();
  }

  /** What shares of all keys have apart from them. */
  int chunksKept() throws Exception {
    AtomicInteger count = new AtomicInteger();
    for (var window : windows) {
      AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) window.getOperator();
      operator
          .<GroupKey>getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              ShareChunks.CHUNKS,
              (key, state) -> state.keys().forEach(id -> count.incrementAndGet()));
    }
    return count.get();
  }

  /** What a checkpoint has of the windows of all keys. */
  long keyedBytes() throws Exception {
    long bytes = 0;
    for (var window : windows) {
      for (KeyedStateHandle each : window.snapshot(1, 1).getManagedKeyedState()) {
        bytes += each.getStateSize();
      }
    }
    return bytes;
  }

  int rulesKeptByTheReader() throws Exception {
    return rulesKept(reader);
  }

  /** By any task of the other operators, at most. */
  int rulesKeptBehindTheReader() throws Exception {
    int most = 0;
    for (var router : routers) {
      most = Math.max(most, rulesKept(router));
    }
    for (var window : windows) {
      most = Math.max(most, rulesKept(window));
    }
    return most;
  }

  private static int rulesKept(AbstractStreamOperatorTestHarness<?> task) throws Exception {
    var operator = (AbstractStreamOperator<?>) task.getOperator();
    task.snapshot(1, 1);
    var kept = operator.getOperatorStateBackend().getBroadcastState(RuleBook.RULES);
    int count = 0;
    for (var each : kept.entries()) {
      assertThat(each.getValue().all()).allSatisfy(one -> assertThat(one.spans()).isNotEmpty());
      count += each.getValue().all().size();
    }
    return count;
  }

  int timersKept() {
    return windows.stream().mapToInt(each -> each.numEventTimeTimers()).sum();
  }

  /** Lines since the last call. */
  List<String> results() {
    List<String> taken = List.copyOf(results);
    results.clear();
    return taken;
  }

  /** Results and errors of shadows, since the last call. */
  List<String> shadow() {
    List<String> taken = List.copyOf(shadow);
    shadow.clear();
    return taken;
  }

  /** Since the last call. */
  List<String> acks() {
    List<String> taken = List.copyOf(acks);
    acks.clear();
    return taken;
  }

  List<String> errors() {
    List<String> taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }

  RuleTasks processingTime(long millis) throws Exception {
    for (var router : routers) {
      router.setProcessingTime(millis);
    }
    return this;
  }

  private void drain() throws Exception {
    for (RuleChange change : taken(reader.getOutput(), RuleChange.class)) {
      for (var router : routers) {
        router.processElement2(new StreamRecord<>(change));
      }
      for (var window : windows) {
        window.processElement2(new StreamRecord<>(change));
      }
    }
    errors(reader);
    for (int i = 0; i < routers.size(); i++) {
      drainRouter(i);
    }
    long least = marks.stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
    if (least > passed) {
      passed = least;
      for (var window : windows) {
        window.processWatermark1(new Watermark(least));
      }
    }
    for (var window : windows) {
      for (RuleResult result : taken(window.getOutput(), RuleResult.class)) {
        results.add(ResultJson.line(result, SCHEMA));
      }
      errors(window);
      acks(window);
    }
  }

  private void acks(AbstractStreamOperatorTestHarness<?> task) {
    for (RuleAck ack : side(task, SideOutputs.ACKS)) {
      acks.add(
          "%s %d %s %s %d/%d"
              .formatted(
                  ack.rule(),
                  ack.revision(),
                  ack.action().name().toLowerCase(Locale.ROOT),
                  ack.operator(),
                  ack.subtask(),
                  ack.subtasks()));
    }
  }

  private void drainRouter(int index) throws Exception {
    var router = routers.get(index);
    while (!router.getOutput().isEmpty()) {
      Object element = router.getOutput().poll();
      if (element instanceof Watermark mark) {
        marks.set(index, mark.getTimestamp());
      } else if (element instanceof StreamRecord<?> record) {
        GroupRow row = (GroupRow) record.getValue();
        rowsSent++;
        windowsOf(row).processElement1(new StreamRecord<>(row, row.time()));
      }
    }
    for (RuleResult result : side(router, SideOutputs.RESULTS)) {
      results.add(ResultJson.line(result, SCHEMA));
    }
    errors(router);
    acks(router);
    for (RuleChange found : side(router, SideOutputs.QUARANTINED)) {
      for (var window : windows) {
        window.processElement2(new StreamRecord<>(found));
      }
    }
  }

  private void errors(AbstractStreamOperatorTestHarness<?> task) {
    for (RuleError error : side(task, SideOutputs.ERRORS)) {
      errors.add(ErrorJson.line(error, SCHEMA));
    }
    for (RuleResult result : side(task, SideOutputs.SHADOW)) {
      shadow.add(ResultJson.shadowLine(result, SCHEMA));
    }
    for (RuleError error : side(task, SideOutputs.SHADOW_ERRORS)) {
      shadow.add(ErrorJson.shadowLine(error, SCHEMA));
    }
  }

  private static <T> List<T> side(AbstractStreamOperatorTestHarness<?> task, OutputTag<T> tag) {
    List<T> taken = new ArrayList<>();
    Queue<StreamRecord<T>> queue = task.getSideOutput(tag);
    while (queue != null && !queue.isEmpty()) {
      taken.add(queue.poll().getValue());
    }
    return taken;
  }

  private static <T> List<T> taken(Queue<Object> queue, Class<T> type) {
    List<T> taken = new ArrayList<>();
    while (!queue.isEmpty()) {
      if (queue.poll() instanceof StreamRecord<?> record) {
        taken.add(type.cast(record.getValue()));
      }
    }
    return taken;
  }

  @Override
  public void close() throws Exception {
    if (reader != null) {
      reader.close();
    }
    for (var router : routers) {
      router.close();
    }
    for (var window : windows) {
      window.close();
    }
  }
}
