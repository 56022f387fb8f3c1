// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.Event;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Gives each event the time when it comes here, and the watermark that follows the clock: behind
 * it, windows of processing time are those of event time. No event is late, and windows end also
 * while none comes.
 *
 * <p>Times never go back, over restores neither: a clock that was set back stands still here until
 * it is where it was.
 */
final class ArrivalTimes extends AbstractStreamOperator<Event>
    implements OneInputStreamOperator<Event, Event> {
  private static final long serialVersionUID = 1L;
  private static final long UNLESS_SET = 200;

  private transient ListState<Long> stored;
  private transient long time;
  private transient long watermark;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    stored =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("time", Types.LONG));
    time = Long.MIN_VALUE;
    watermark = Long.MIN_VALUE;
    for (long each : stored.get()) {
      time = Math.max(time, each);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    stored.clear();
    if (time != Long.MIN_VALUE) {
      stored.add(time);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    long interval = getExecutionConfig().getAutoWatermarkInterval();
    tick(interval > 0 ? interval : UNLESS_SET);
  }

  private void tick(long interval) {
    long next = getProcessingTimeService().getCurrentProcessingTime() + interval;
    getProcessingTimeService()
        .registerTimer(
            next,
            now -> {
              passed();
              tick(interval);
            });
  }

  private void passed() {
    if (now() - 1 > watermark) {
      watermark = time - 1;
      output.emitWatermark(new Watermark(watermark));
    }
  }

  private long now() {
    time = Math.max(time, getProcessingTimeService().getCurrentProcessingTime());
    return time;
  }

  @Override
  public void processElement(StreamRecord<Event> element) {
    Event event = element.getValue();
    Event timed = new Event(event.number(), event.values(), now(), watermark);
    output.collect(new StreamRecord<>(timed, time));
  }

  /** Only the end of the input means anything. */
  @Override
  public void processWatermark(Watermark mark) {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      watermark = mark.getTimestamp();
      output.emitWatermark(mark);
    }
  }

  /** Time passes without events. */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}
}
