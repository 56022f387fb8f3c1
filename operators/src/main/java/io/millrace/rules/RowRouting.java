// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.EvaluationError;
import io.millrace.expr.Literal;
import io.millrace.types.Event;
import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import io.millrace.types.RuleWindow;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** One row against all rules. */
final class RowRouting {
  /** Where answers, rows and errors go. */
  record Outputs(
      Output<StreamRecord<GroupRow>> rows, ShadowOutput shadow, RuleMetrics metrics, Counter late) {
    void result(Rule rule, RuleResult result) {
      StreamRecord<RuleResult> element = new StreamRecord<>(result);
      if (result.event().hasTime()) {
        element.setTimestamp(result.event().time());
      }
      metrics.result(rule);
      if (rule.isShadow()) {
        shadow.result(element);
      } else {
        rows.collect(SideOutputs.RESULTS, element);
      }
    }

    void quarantined(RuleChange found) {
      rows.collect(SideOutputs.QUARANTINED, new StreamRecord<>(found));
    }

    void error(Rule rule, RuleError error) {
      if (rule.isShadow()) {
        shadow.error(error);
      } else {
        rows.collect(SideOutputs.ERRORS, new StreamRecord<>(error));
      }
    }
  }

  /** Of so many rows the time is taken of one. */
  private static final int MEASURED = 128;

  private final RuleBook book;
  private final RowGroups groups;
  private final Quarantine quarantine;
  private final Outputs outputs;
  private final PartialRows partials;

  /** Rules that may be in several groups, and were looked at for the row at hand. */
  private final Set<RuleTimeline> done = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Groups to which the row at hand was sent because of such rules. */
  private final Set<RowGroup> sent = new HashSet<>();

  /** Those of them of which each call could take the row. */
  private final Set<RowGroup> sound = new HashSet<>();

  private final Consumer<RowGroup> each = this::route;

  private Event event;
  private int rows;

  RowRouting(RuleBook book, RowGroups groups, Quarantine quarantine, Outputs outputs) {
    this.book = book;
    this.groups = groups;
    this.quarantine = quarantine;
    this.outputs = outputs;
    partials = new PartialRows(row -> outputs.rows().collect(new StreamRecord<>(row, row.time())));
  }

  void route(EventRow row) {
    event = row.event();
    sent.clear();
    sound.clear();
    done.clear();
    rows = (rows + 1) % MEASURED;
    groups.forRow(row, each);
  }

  private void route(RowGroup group) {
    group.rows().inc();
    if (rows == 0 && group.times() != null) {
      measure(group);
    }
    if (group.number() == 0) {
      answer(group);
    } else if (event.hasTime()) {
      sendSteady(group);
      group.varying().forEach(this::send);
    }
  }

  /** What is evaluated then is not evaluated again for the row at hand. */
  private void measure(RowGroup group) {
    if (!quarantine.holds(group.rule())) {
      long start = System.nanoTime();
      group.plan().evaluate(group.keys());
      group.times().update(System.nanoTime() - start);
    }
  }

  /** The one revision of a group without a window, if it counts for the row at hand. */
  private void answer(RowGroup group) {
    Rule rule = group.rule();
    if (!(group.isSteady() || counts(group)) || quarantine.holds(rule)) {
      return;
    }
    RowPlan.Outcome outcome = group.plan().evaluate(0);
    if (outcome == RowPlan.Outcome.REJECTED) {
      return;
    }
    EvaluationError problem = group.plan().problem();
    boolean isNull = outcome == RowPlan.Outcome.SEEN && rule.onError() == Rule.OnError.NULL;
    if (problem == null || isNull) {
      emit(rule, group);
    } else {
      failed(rule, problem);
    }
    if (problem != null) {
      count(group.version());
    }
  }

  private boolean counts(RowGroup group) {
    for (RuleTimeline timeline : group.varying()) {
      RuleTimeline.Span span = event.hasTime() ? timeline.at(event.time()) : timeline.undated();
      if (span != null && group.holds(span.version())) {
        return true;
      }
    }
    return false;
  }

  private void emit(Rule rule, RowGroup group) {
    Object value = group.plan().values().get(0);
    if (rule.emit() == Rule.Emit.ALL || Boolean.TRUE.equals(value)) {
      Literal literal = new Literal(group.bound().value().type(), value);
      outputs.result(
          rule, new RuleResult(rule.id(), rule.revision(), List.of(), null, literal, event));
    }
  }

  /** Counts a failure, and tells the tasks that keep the windows if it was one too many. */
  private void count(RuleVersion version) {
    outputs.metrics().failed(version.rule());
    quarantine
        .failed(version.rule())
        .ifPresent(
            line -> {
              outputs.error(version.rule(), line);
              if (version.group() != 0) {
                outputs.quarantined(RuleChange.quarantine(book.applied(), version));
              }
            });
  }

  /** For the rules that are here for all time: mostly, what becomes of one becomes of all. */
  private void sendSteady(RowGroup group) {
    for (RuleTimeline timeline : group.steady()) {
      if (send(timeline) && isSettled(group)) {
        return;
      }
    }
  }

  /** Whether there is no more to write of the row at hand, for whatever rules. */
  private boolean isSettled(RowGroup group) {
    return group.plan().evaluate(group.keys()) == RowPlan.Outcome.REJECTED || sound.contains(group);
  }

  /**
   * To each of the rule's groups that has an open window for the row; late if none has.
   *
   * @return whether anything was asked of the row
   */
  private boolean send(RuleTimeline timeline) {
    if (timeline.spans().size() > 1 && !done.add(timeline)) {
      return true;
    }
    boolean seen = false;
    boolean asked = false;
    RuleVersion late = null;
    for (int i = 0; i < timeline.spans().size(); i++) {
      RuleTimeline.Span span = timeline.spans().get(i);
      RuleVersion version = span.version();
      if (!version.isEvaluated() || version.group() == 0 || quarantine.holds(version.rule())) {
        continue;
      }
      RuleWindow window = version.rule().window();
      long end = WindowSpans.lastEnd(window, event.time(), span.from(), timeline.until(i));
      if (end == WindowSpans.NONE) {
        continue;
      }
      asked = true;
      boolean open = end - 1 > event.watermark();
      if (open || window.merges()) {
        seen |= send(span, open ? null : event);
      } else if (sees(version)) {
        late = version;
      }
    }
    if (!seen && late != null) {
      outputs.late().inc();
      outputs.error(late.rule(), Failures.late(late.rule(), event));
    }
    return asked;
  }

  private boolean sees(RuleVersion version) {
    RowGroup group = groups.of(version);
    return group.plan().evaluate(group.keys()) == RowPlan.Outcome.SEEN;
  }

  private boolean send(RuleTimeline.Span span, Event late) {
    RuleVersion version = span.version();
    RowGroup group = groups.of(version);
    RowPlan plan = group.plan();
    RowPlan.Outcome outcome = plan.evaluate(group.keys());
    if (outcome == RowPlan.Outcome.REJECTED) {
      return false;
    }
    EvaluationError problem = group.problem(version);
    boolean isNull =
        outcome == RowPlan.Outcome.SEEN && version.rule().onError() == Rule.OnError.NULL;
    if (problem != null && !isNull) {
      failed(version.rule(), problem);
    }
    if (problem != null) {
      count(version);
    }
    if (outcome == RowPlan.Outcome.SEEN && sent.add(group)) {
      if (!group.anyProblem()) {
        sound.add(group);
      }
      partials.add(group, row(group, span, late));
    }
    return true;
  }

  /** How many rows are folded and not sent yet. */
  int pending() {
    return partials.size();
  }

  /** Sends what was folded, before anything goes by that would see a difference. */
  void flush() {
    partials.flush();
  }

  private GroupRow row(RowGroup group, RuleTimeline.Span span, Event late) {
    GroupKey key = GroupKey.of(group.number(), group.plan().values());
    return new GroupRow(
        key,
        book.applied(),
        span.origin(),
        event.time(),
        event.watermark(),
        group.arguments(),
        late);
  }

  private void failed(Rule rule, EvaluationError problem) {
    if (rule.onError() == Rule.OnError.FAIL) {
      throw Failures.ofJob(rule, problem);
    }
    outputs.error(
        rule,
        RuleError.ofEvent(
            rule.id(), rule.revision(), problem.code(), Failures.message(problem), event));
  }
}
