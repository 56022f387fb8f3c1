// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.types.AccumulatorState;
import io.millrace.types.AccumulatorStateSerializer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Windows of equal length, whose places follow from the time alone. */
final class BundledWindows<T, K, R> extends WindowOperator<T, K, R> {
  private static final long serialVersionUID = 1L;
  private static final ValueStateDescriptor<AccumulatorState> STATE =
      new ValueStateDescriptor<>("accumulators", AccumulatorStateSerializer.INSTANCE);

  private final AlignedSpans spans;

  private transient InternalValueState<K, TimeWindow, AccumulatorState> states;
  private transient InternalTimerService<TimeWindow> timers;
  private transient OpenGroups<K> groups;

  BundledWindows(WindowParts<T, K, R> parts, AlignedSpans spans) {
    super(parts);
    this.spans = spans;
  }

  @Override
  public void open() throws Exception {
    super.open();
    ValueState<AccumulatorState> state = getOrCreateKeyedState(new TimeWindow.Serializer(), STATE);
    states = (InternalValueState<K, TimeWindow, AccumulatorState>) state;
    timers = getInternalTimerService("windows", new TimeWindow.Serializer(), this);
    groups = new OpenGroups<>();
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    long time = time(element);
    long start = spans.lastStart(time);
    if (spans.maxTimestamp(start) <= timers.currentWatermark()) {
      late(element);
      return;
    }
    K key = parts.keys().getKey(element.getValue());
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

  private OpenGroups.Group<K> enter(long start, K key) throws Exception {
    if (groups.size() == MOST_GROUPS) {
      store();
      groups.all().forEach(each -> slots.release(each.slot));
      groups.clear();
    }
    K kept = parts.keySerializer().copy(key);
    TimeWindow window = spans.window(start);
    setCurrentKey(kept);
    states.setCurrentNamespace(window);
    AccumulatorState known = states.value();
    OpenGroups.Group<K> group =
        new OpenGroups.Group<>(kept, window, slots.take(known), known != null);
    groups.add(group);
    return group;
  }

  @Override
  void store() throws Exception {
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
      write(group.window, group.slot);
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
    write(timer.getNamespace(), slot);
    slots.release(slot);
    states.clear();
  }
}
