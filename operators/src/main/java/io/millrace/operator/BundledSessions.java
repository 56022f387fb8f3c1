// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.operator.OpenSessions.Session;
import io.millrace.types.AccumulatorState;
import io.millrace.types.AccumulatorStateSerializer;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalMapState;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sessions: rows of a key that are no further than a gap from one another. A key comes to the heap
 * with all its sessions, as a row may join any of them, or several.
 */
final class BundledSessions<T, K, R> extends WindowOperator<T, K, R> {
  private static final long serialVersionUID = 1L;
  private static final MapStateDescriptor<TimeWindow, AccumulatorState> STATE =
      new MapStateDescriptor<>(
          "sessions", new TimeWindow.Serializer(), AccumulatorStateSerializer.INSTANCE);

  private final long gap;

  private transient InternalMapState<K, VoidNamespace, TimeWindow, AccumulatorState> states;
  private transient InternalTimerService<TimeWindow> timers;
  private transient OpenSessions<K> open;

  BundledSessions(WindowParts<T, K, R> parts, long gap) {
    super(parts);
    this.gap = gap;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void open() throws Exception {
    super.open();
    Object state = getOrCreateKeyedState(VoidNamespaceSerializer.INSTANCE, STATE);
    states = (InternalMapState<K, VoidNamespace, TimeWindow, AccumulatorState>) state;
    states.setCurrentNamespace(VoidNamespace.INSTANCE);
    timers = getInternalTimerService("sessions", new TimeWindow.Serializer(), this);
    open = new OpenSessions<>();
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    long time = time(element);
    TimeWindow window = new TimeWindow(time, time + gap);
    K key = parts.keys().getKey(element.getValue());
    if (!open.has(key)) {
      enter(key);
    }
    Session<K> session = joined(open.touching(key, window), window);
    if (session == null) {
      if (window.maxTimestamp() <= timers.currentWatermark()) {
        late(element);
        return;
      }
      session = new Session<>(parts.keySerializer().copy(key), window, slots.take(null));
      open.add(session);
    }
    slots.add(element, session.slot);
    session.changed = true;
  }

  /** A row makes one session of those that it joins; null if there is none. */
  private Session<K> joined(List<Session<K>> sessions, TimeWindow row) throws Exception {
    if (sessions.isEmpty()) {
      return null;
    }
    Session<K> first = sessions.get(0);
    first.window = first.window.cover(row);
    for (Session<K> other : sessions.subList(1, sessions.size())) {
      first.window = first.window.cover(other.window);
      slots.merge(first.slot, other.slot);
      slots.release(other.slot);
      open.remove(other);
      forget(other);
    }
    return first;
  }

  /** Brings a key to the heap, with the sessions that the state backend has. */
  private void enter(K key) throws Exception {
    if (open.size() >= MOST_GROUPS) {
      store();
      open.all().forEach(each -> slots.release(each.slot));
      open.clear();
    }
    K kept = parts.keySerializer().copy(key);
    setCurrentKey(kept);
    for (Map.Entry<TimeWindow, AccumulatorState> known : states.entries()) {
      Session<K> session = new Session<>(kept, known.getKey(), slots.take(known.getValue()));
      session.stored = known.getKey();
      open.add(session);
    }
  }

  @Override
  void store() throws Exception {
    slots.flush();
    for (Session<K> session : open.all()) {
      if (session.changed) {
        if (!session.window.equals(session.stored)) {
          forget(session);
          timers.registerEventTimeTimer(session.window, session.window.maxTimestamp());
          session.stored = session.window;
        }
        setCurrentKey(session.key);
        states.put(session.window, slots.state(session.slot));
        session.changed = false;
      }
    }
  }

  /** The state backend is to have it no longer. */
  private void forget(Session<K> session) throws Exception {
    setCurrentKey(session.key);
    if (session.stored != null) {
      states.remove(session.stored);
      timers.deleteEventTimeTimer(session.stored, session.stored.maxTimestamp());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    slots.flush();
    for (Session<K> session : open.takeEnded(mark.getTimestamp())) {
      write(session.window, session.slot);
      slots.release(session.slot);
      forget(session);
    }
    super.processWatermark(mark);
  }

  /** For sessions that were moved to the state backend; on the heap they may have grown since. */
  @Override
  public void onEventTime(InternalTimer<K, TimeWindow> timer) throws Exception {
    if (open.has(timer.getKey())) {
      return;
    }
    TimeWindow window = timer.getNamespace();
    int slot = slots.take(states.get(window));
    write(window, slot);
    slots.release(slot);
    states.remove(window);
  }
}
