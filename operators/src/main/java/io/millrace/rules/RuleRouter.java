// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.session.SessionContext;
import io.millrace.types.Event;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleTimeline;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Events beside rules: answers rules without a window at once, and sends each row that a group of
 * rules sees, with its key and what the aggregates need, to where its windows are kept.
 *
 * <p>Until the marker behind the rules that were present at start, events wait in state, as many as
 * there is room for, and the watermark is held back. The rules input never holds the watermark back
 * after that.
 */
final class RuleRouter extends AbstractStreamOperator<GroupRow>
    implements TwoInputStreamOperator<Event, RuleChange, GroupRow> {
  private static final long serialVersionUID = 1L;

  private final RuleOptions options;
  private transient RuleBinder binder;
  private transient RuleBook book;
  private transient Quarantine quarantine;
  private transient RowGroups groups;
  private transient RuleAcks acks;
  private transient RuleMetrics metrics;
  private transient CompileTime compileTime;
  private transient RowRouting routing;
  private transient WaitingEvents waiting;
  private transient Watermark held;
  private transient WatermarkStatus heldStatus;

  /** Read by reporters of metrics, as the next one. */
  private transient volatile long rulesInForce;

  private transient volatile long shadowRules;

  private transient volatile long compiled;

  RuleRouter(RuleOptions options) {
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
    waiting =
        new WaitingEvents(context.getOperatorStateStore(), options.schema(), session.limits());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    super.prepareSnapshotPreBarrier(checkpoint);
    routing.flush();
  }

  @Override
  public void finish() throws Exception {
    routing.flush();
    super.finish();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    book.snapshot();
    quarantine.snapshot();
  }

  @Override
  public void open() throws Exception {
    super.open();
    WarmUp.run();
    acks =
        new RuleAcks(
            "router", output, getRuntimeContext().getTaskInfo(), getProcessingTimeService());
    Counter late = getMetricGroup().counter("lateRecords");
    getMetricGroup().gauge("bootstrapBufferedRecords", waiting::count);
    getMetricGroup().gauge("rulesInForce", () -> rulesInForce);
    getMetricGroup().gauge("shadowRules", () -> shadowRules);
    getMetricGroup().gauge("quarantinedRules", quarantine::size);
    groups = new RowGroups(binder);
    metrics = new RuleMetrics(getMetricGroup(), options.metrics(), quarantine::holds);
    routing = new RowRouting(book, groups, quarantine, rowOutputs(late));
    compileTime = new CompileTime(getMetricGroup());
    getMetricGroup().gauge("compileCacheSize", () -> compiled);
    getMetricGroup().gauge("pendingBatchRows", routing::pending);
    compileTime.of(() -> book.timelines().forEach(groups::put));
    book.timelines().forEach((key, timeline) -> count(key, RuleTimeline.EMPTY, timeline));
    if (book.started()) {
      release();
    }
  }

  private RowRouting.Outputs rowOutputs(Counter late) {
    return new RowRouting.Outputs(
        output, new ShadowOutput(output, getMetricGroup()), metrics, late);
  }

  private void count(TimelineKey key, RuleTimeline before, RuleTimeline after) {
    metrics.put(key, after);
    metrics.lookedAt(key, groups.of(after));
    compiled = groups.size();
    int more = (after.isEvaluated() ? 1 : 0) - (before.isEvaluated() ? 1 : 0);
    if (key.isShadow()) {
      shadowRules = shadowRules + more;
    } else {
      rulesInForce = rulesInForce + more;
    }
  }

  @Override
  public void processElement1(StreamRecord<Event> element) throws Exception {
    if (book.started()) {
      route(element.getValue());
    } else {
      waiting.add(element.getValue());
    }
  }

  @Override
  public void processElement2(StreamRecord<RuleChange> element) throws Exception {
    RuleChange change = element.getValue();
    routing.flush();
    if (change.isMarker()) {
      book.start(change);
      release();
    } else {
      for (RuleBook.Applied each : book.apply(change)) {
        compileTime.of(() -> groups.apply(each));
        quarantine.forget(each);
        count(each.key(), each.before(), each.after());
      }
      acks.applied(change);
    }
  }

  private void release() throws Exception {
    for (Event event : waiting.all()) {
      route(event);
    }
    waiting.clear();
    routing.flush();
    if (held != null) {
      super.processWatermark(held);
      held = null;
    }
    if (heldStatus != null) {
      output.emitWatermarkStatus(heldStatus);
      heldStatus = null;
    }
  }

  private void route(Event event) {
    long clock = getProcessingTimeService().getCurrentProcessingTime();
    routing.route(new EventRow(event, clock));
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    if (book.started()) {
      routing.flush();
      super.processWatermark(mark);
    } else {
      held = mark;
    }
  }

  /** Rules have no event time. */
  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) {
    if (input == 0) {
      if (book.started()) {
        routing.flush();
        output.emitWatermarkStatus(status);
      } else {
        heldStatus = status;
      }
    }
  }
}
