// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.row.RowOutput;
import io.millrace.types.AccumulatorState;
import io.millrace.types.AccumulatorStateSerializer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Windows whose open groups (a key in a window each) are kept in slots of a program on the heap. A
 * group's state is read when its first row comes and written before a checkpoint, or when there are
 * too many groups; only then does it get a timer. A group whose window ends while it is here is
 * written out without the state backend having seen it.
 */
final class BundledWindows<T, K, R> extends AbstractStreamOperator<R>
    implements OneInputStreamOperator<T, R>, Triggerable<K, TimeWindow> {
  /** Groups on the heap at a time. */
  static final int MOST_GROUPS = 16_384;

  private static final long serialVersionUID = 1L;
  private static final ValueStateDescriptor<AccumulatorState> STATE =
      new ValueStateDescriptor<>("accumulators", AccumulatorStateSerializer.INSTANCE);

  private final RowExpressions<T> expressions;
  private final RowOutput<R> row;
  private final KeySelector<T, K> keys;
  private final TypeSerializer<K> keySerializer;
  private final AlignedSpans spans;
  private final TypeSerializer<T> rows;
  private final WindowOptions<T> options;

  private transient InternalValueState<K, TimeWindow, AccumulatorState> states;
  private transient InternalTimerService<TimeWindow> timers;
  private transient GroupSlots<T, R> slots;
  private transient OpenGroups<K> groups;
  private transient StreamRecord<R> result;
  private transient Counter lateRows;

  BundledWindows(
      RowExpressions<T> expressions,
      RowOutput<R> row,
      KeySelector<T, K> keys,
      TypeSerializer<K> keySerializer,
      TypeSerializer<T> rows,
      AlignedSpans spans,
      WindowOptions<T> options) {
    this.expressions = expressions;
    this.row = row;
    this.keys = keys;
    this.keySerializer = keySerializer;
    this.rows = rows;
    this.spans = spans;
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    ValueState<AccumulatorState> state = getOrCreateKeyedState(new TimeWindow.Serializer(), STATE);
    states = (InternalValueState<K, TimeWindow, AccumulatorState>) state;
    timers = getInternalTimerService("windows", new TimeWindow.Serializer(), this);
    SideErrors<T> errors =
        new SideErrors<>(expressions, options.errors(), getMetricGroup(), output);
    boolean reused = getExecutionConfig().isObjectReuseEnabled();
    KeptRows<T> kept = errors.needRows() ? KeptRows.all(rows, reused) : null;
    slots = new GroupSlots<>(expressions, row, errors, kept);
    groups = new OpenGroups<>();
    result = new StreamRecord<>(null);
    lateRows = getMetricGroup().counter("numLateRecordsDropped");
  }

  /** The key is set where state is touched, which is not for every row. */
  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord record) {}

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    if (!element.hasTimestamp()) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot put a row into a window: no timestamp, expected a watermark strategy before");
    }
    long time = element.getTimestamp();
    long start = spans.lastStart(time);
    if (spans.maxTimestamp(start) <= timers.currentWatermark()) {
      late(element);
      return;
    }
    K key = keys.getKey(element.getValue());
    for (;
        start > time - spans.size() && spans.maxTimestamp(start) > timers.currentWatermark();
        start -= spans.slide()) {
      OpenGroups.Group<K> group = groups.find(start, key);
      if (group == null) {
        group = enter(start, key);
      }
      slots.add(element, group.slot);
      group.changed = true;
    }
  }

  private void late(StreamRecord<T> element) {
    if (options.late() == null) {
      lateRows.inc();
    } else {
      output.collect(options.late(), element);
    }
  }

  private OpenGroups.Group<K> enter(long start, K key) throws Exception {
    if (groups.size() == MOST_GROUPS) {
      store();
      groups.all().forEach(each -> slots.release(each.slot));
      groups.clear();
    }
    K kept = keySerializer.copy(key);
    TimeWindow window = spans.window(start);
    setCurrentKey(kept);
    states.setCurrentNamespace(window);
    AccumulatorState known = states.value();
    OpenGroups.Group<K> group =
        new OpenGroups.Group<>(kept, window, slots.take(known), known != null);
    groups.add(group);
    return group;
  }

  /** Writes what has changed to the state backend, which then has all. */
  private void store() throws Exception {
    slots.flush();
    for (OpenGroups.Group<K> group : groups.all()) {
      if (group.changed) {
        at(group);
        states.update(slots.state(group.slot));
        if (!group.stored) {
          timers.registerEventTimeTimer(group.window, group.window.maxTimestamp());
        }
        group.stored = true;
        group.changed = false;
      }
    }
  }

  private void at(OpenGroups.Group<K> group) {
    setCurrentKey(group.key);
    states.setCurrentNamespace(group.window);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    slots.flush();
    for (OpenGroups.Group<K> group : groups.takeEnded(mark.getTimestamp())) {
      write(group.window, slots.result(group.slot));
      slots.release(group.slot);
      if (group.stored) {
        at(group);
        states.clear();
        timers.deleteEventTimeTimer(group.window, group.window.maxTimestamp());
      }
    }
    super.processWatermark(mark);
  }

  /** For groups that were moved to the state backend. */
  @Override
  public void onEventTime(InternalTimer<K, TimeWindow> timer) throws Exception {
    states.setCurrentNamespace(timer.getNamespace());
    int slot = slots.take(states.value());
    write(timer.getNamespace(), slots.result(slot));
    slots.release(slot);
    states.clear();
  }

  @Override
  public void onProcessingTime(InternalTimer<K, TimeWindow> timer) {
    throw new IllegalStateException("no such timer was set");
  }

  private void write(TimeWindow window, R values) {
    if (values != null) {
      output.collect(result.replace(values, window.maxTimestamp()));
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    store();
  }

  @Override
  public void finish() throws Exception {
    store();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (slots != null) {
      slots.close();
    }
    super.close();
  }
}
