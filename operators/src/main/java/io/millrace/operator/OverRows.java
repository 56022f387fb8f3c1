// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.compile.OverProgram.Together;
import io.millrace.compile.OverRow;
import io.millrace.compile.Running;
import io.millrace.operator.LivePartitions.Live;
import io.millrace.row.RowOutput;
import io.millrace.types.AccumulatorState;
import io.millrace.types.AccumulatorStateSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.runtime.state.internal.InternalMapState;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * OVER over the rows of a key. Rows wait in state, by their time, until the watermark has passed
 * it; then they move the frames of their partition and are answered, and those that a frame may
 * still give back are in state by their number. What calls have made of them is on the heap and
 * goes to the state backend before a checkpoint, or when there are too many partitions or too large
 * ones.
 */
final class OverRows<T, K, R> extends AbstractStreamOperator<R>
    implements OneInputStreamOperator<T, R>, Triggerable<K, AccumulatorState> {
  /** Partitions on the heap at a time. */
  static final int MOST_PARTITIONS = 4_096;

  private static final long serialVersionUID = 1L;

  /** Rows and accumulators are lists of values alike. */
  private static final AccumulatorStateSerializer VALUES = AccumulatorStateSerializer.INSTANCE;

  private final RowExpressions<T> expressions;
  private final RowOutput<R> row;
  private final TypeSerializer<K> keySerializer;
  private final OverOptions<T> options;

  /** By the partition and their time. */
  private transient InternalListState<K, AccumulatorState, AccumulatorState> waiting;

  private transient InternalMapState<K, AccumulatorState, Long, AccumulatorState> rows;
  private transient InternalValueState<K, AccumulatorState, AccumulatorState> frames;
  private transient InternalTimerService<AccumulatorState> timers;
  private transient RunningEvaluation<T, R> evaluation;
  private transient SideErrors<T> errors;
  private transient LivePartitions<K> partitions;

  /** Rows that are being worked on, of the partition at hand. */
  private transient Map<Long, OverRow> near;

  private transient LongFunction<OverRow> lookup;
  private transient StreamRecord<R> result;
  private transient StreamRecord<T> gone;
  private transient Counter lateRows;

  OverRows(
      RowExpressions<T> expressions,
      RowOutput<R> row,
      TypeSerializer<K> keySerializer,
      OverOptions<T> options) {
    this.expressions = expressions;
    this.row = row;
    this.keySerializer = keySerializer;
    this.options = options;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void open() throws Exception {
    super.open();
    waiting =
        (InternalListState<K, AccumulatorState, AccumulatorState>)
            getOrCreateKeyedState(VALUES, new ListStateDescriptor<>("waiting", VALUES));
    rows =
        (InternalMapState<K, AccumulatorState, Long, AccumulatorState>)
            getOrCreateKeyedState(
                VALUES, new MapStateDescriptor<>("rows", LongSerializer.INSTANCE, VALUES));
    frames =
        (InternalValueState<K, AccumulatorState, AccumulatorState>)
            getOrCreateKeyedState(VALUES, new ValueStateDescriptor<>("frames", VALUES));
    timers = getInternalTimerService("over", VALUES, this);
    errors = new SideErrors<>(expressions, options.outputs().errors(), getMetricGroup(), output);
    evaluation = new RunningEvaluation<>(expressions, row, options, errors);
    partitions = new LivePartitions<>(MOST_PARTITIONS, options.heapBytes());
    OverForm.require(getOperatorStateBackend(), evaluation.program().form());
    near = new HashMap<>();
    lookup = number -> near.computeIfAbsent(number, this::stored);
    result = new StreamRecord<>(null);
    gone = new StreamRecord<>(null);
    lateRows = getMetricGroup().counter("numLateRecordsDropped");
  }

  private OverRow stored(long number) {
    try {
      return OverRow.of(rows.get(number).calls().get(0));
    } catch (Exception e) {
      throw new IllegalStateException("Cannot read row " + number + " of the state", e);
    }
  }

  @Override
  public void processElement(StreamRecord<T> element) throws Exception {
    boolean hasTime = element.hasTimestamp();
    boolean waits = options.time() == Running.Time.EVENT;
    if (waits && !hasTime) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot put a row in order: no timestamp, expected a watermark strategy before");
    }
    long time = hasTime ? element.getTimestamp() : Long.MIN_VALUE;
    if (waits && time <= timers.currentWatermark()) {
      late(element);
      return;
    }
    errors.at(element);
    OverRow read = evaluation.read(element.getValue(), time);
    if (read == null) {
      return;
    }
    AccumulatorState namespace =
        new AccumulatorState(List.of(evaluation.program().partition(read)));
    Live<K> live = live(namespace);
    keepFor(live);
    if (live.held() >= options.mostRows()) {
      errors.accept(
          Limits.DEFAULT.refusal(
              Limit.WINDOW_ROWS, "evaluate OVER", (live.held() + 1) + " rows of a key"));
      return;
    }
    if (waits) {
      await(live, read);
    } else {
      add(live, read, Together.NO);
      answer(live, Long.MIN_VALUE);
    }
  }

  private void late(StreamRecord<T> element) {
    if (options.outputs().late() == null) {
      lateRows.inc();
    } else {
      output.collect(options.outputs().late(), element);
    }
  }

  /** The partition of the current key, to which state and timers are turned. */
  @SuppressWarnings("unchecked")
  private Live<K> live(AccumulatorState namespace) throws Exception {
    at(namespace);
    K key = (K) getCurrentKey();
    Live<K> live = partitions.find(key, namespace);
    if (live == null) {
      live = restored(keySerializer.copy(key), namespace, frames.value());
      partitions.add(live);
    }
    if (partitions.areTooMany()) {
      while (partitions.areTooMany()) {
        Live<K> eldest = partitions.eldest();
        store(eldest);
        partitions.remove(eldest);
      }
      setCurrentKey(key);
      at(namespace);
    }
    return live;
  }

  private Live<K> restored(K key, AccumulatorState namespace, AccumulatorState state) {
    if (state == null) {
      return new Live<>(key, namespace, evaluation.program().open());
    }
    List<Object> own = state.calls().get(0);
    Live<K> live =
        new Live<>(
            key,
            namespace,
            evaluation.program().open(state.calls().subList(1, state.calls().size())));
    live.kept = (Long) own.get(0);
    live.waiting = (Long) own.get(1);
    live.cleanAt = (Long) own.get(2);
    live.stored = live.partition.rows();
    return live;
  }

  private void at(AccumulatorState namespace) {
    rows.setCurrentNamespace(namespace);
    frames.setCurrentNamespace(namespace);
  }

  private void await(Live<K> live, OverRow read) throws Exception {
    timers.registerEventTimeTimer(live.namespace, read.time());
    waiting.setCurrentNamespace(moment(live, read.time()));
    waiting.add(new AccumulatorState(List.of(read.toState())));
    live.waiting++;
    live.changed = true;
  }

  private static AccumulatorState moment(Live<?> live, long time) {
    return new AccumulatorState(List.of(live.namespace.calls().get(0), List.of(time)));
  }

  @Override
  public void onEventTime(InternalTimer<K, AccumulatorState> timer) throws Exception {
    errorsAt(timer.getTimestamp());
    Live<K> live = live(timer.getNamespace());
    waiting.setCurrentNamespace(moment(live, timer.getTimestamp()));
    Iterable<AccumulatorState> ripe = waiting.get();
    if (ripe != null) {
      List<OverRow> together = new ArrayList<>();
      ripe.forEach(each -> together.add(OverRow.of(each.calls().get(0))));
      waiting.clear();
      live.waiting -= together.size();
      evaluation.program().sort(together);
      Together with = Together.NO;
      for (OverRow each : together) {
        with = add(live, each, with) ? Together.YES : with;
      }
    }
    answer(live, timer.getTimestamp());
  }

  private boolean add(Live<K> live, OverRow next, Together with) {
    long number = live.partition.rows();
    OverRow added = evaluation.append(live.partition, next, with);
    if (added != null) {
      near.put(number, added);
    }
    live.changed = true;
    return added != null;
  }

  /**
   * Answers the rows that can be, keeps those that are needed and forgets the others.
   *
   * @param time up to which all rows are there
   */
  private void answer(Live<K> live, long time) throws Exception {
    boolean ready = true;
    while (ready && live.partition.hasUnanswered()) {
      long readyAt = evaluation.program().readyAt(live.partition, lookup);
      ready = readyAt <= time;
      if (ready) {
        live.changed = true;
        OverRow next = lookup.apply(live.partition.answered());
        errorsAt(next.time());
        write(evaluation.answer(live.partition, lookup), next.time());
      } else {
        timers.registerEventTimeTimer(live.namespace, readyAt);
      }
    }
    keep(live);
    near.clear();
    partitions.weigh(live);
  }

  /** Rows that waited are not at hand any more. */
  private void errorsAt(long time) {
    if (options.time() == Running.Time.EVENT) {
      gone.setTimestamp(time);
      errors.at(gone);
    }
  }

  private void write(R values, long time) {
    if (values != null) {
      output.collect(
          time == Long.MIN_VALUE ? result.replace(values) : result.replace(values, time));
    }
  }

  private void keep(Live<K> live) throws Exception {
    long needed = live.partition.needed();
    for (long number = live.kept; number < Math.min(needed, live.stored); number++) {
      rows.remove(number);
    }
    for (long number = Math.max(needed, live.stored); number < live.partition.rows(); number++) {
      rows.put(number, new AccumulatorState(List.of(lookup.apply(number).toState())));
    }
    live.kept = needed;
    live.stored = live.partition.rows();
  }

  /** Puts off forgetting a key, not for every row. */
  private void keepFor(Live<K> live) {
    if (options.idleMillis() > 0) {
      long now = timers.currentProcessingTime();
      if (now + options.idleMillis() > live.cleanAt) {
        if (live.cleanAt > 0) {
          timers.deleteProcessingTimeTimer(live.namespace, live.cleanAt);
        }
        live.cleanAt = now + options.idleMillis() + options.idleMillis() / 2;
        live.changed = true;
        timers.registerProcessingTimeTimer(live.namespace, live.cleanAt);
      }
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<K, AccumulatorState> timer) throws Exception {
    Live<K> live = live(timer.getNamespace());
    if (options.idleMillis() == 0 || timer.getTimestamp() != live.cleanAt) {
      return; // set by a job with other options, or put off since
    }
    if (live.waiting > 0 || live.partition.hasUnanswered()) {
      keepFor(live);
      return;
    }
    rows.clear();
    frames.clear();
    partitions.remove(live);
  }

  /** Writes what has changed to the state backend, which then has all. */
  private void store() throws Exception {
    for (Live<K> live : partitions.all()) {
      store(live);
    }
  }

  private void store(Live<K> live) throws Exception {
    if (live.changed) {
      setCurrentKey(live.key);
      at(live.namespace);
      frames.update(live.state());
      live.changed = false;
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
    if (evaluation != null) {
      evaluation.close();
    }
    super.close();
  }
}
