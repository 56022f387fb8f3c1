// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.expr.Schema;
import io.millrace.types.Event;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleTypeInfo;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Rules over events: rules come as elements of a stream of their own, and answer rows and keyed
 * windows of rows while they come, change and go.
 *
 * <pre>{@code
 * Rules.Outputs outputs = Rules.over(schema).apply(events, ruleLines);
 * outputs.results().sinkTo(…);
 * outputs.errors().sinkTo(…);
 * }</pre>
 */
@PublicEvolving
public final class Rules {
  /** Whether events have event time, without which rules may have no windows. */
  public enum EventTime {
    PRESENT,
    ABSENT
  }

  /** What rules give: answers, and what was refused or has no answer. */
  public record Outputs(DataStream<RuleResult> results, DataStream<RuleError> errors) {}

  static final OutputTag<RuleError> ERRORS = new OutputTag<>("errors", RuleTypeInfo.ERROR);
  static final OutputTag<RuleChange> QUARANTINED =
      new OutputTag<>("quarantined", RuleTypeInfo.CHANGE);
  static final OutputTag<RuleResult> RESULTS = new OutputTag<>("results", RuleTypeInfo.RESULT);

  private final Options options;
  private final String prefix;

  private Rules(Options options, String prefix) {
    this.options = options;
    this.prefix = prefix;
  }

  /** Events have these columns, and event time. */
  public static Rules over(Schema schema) {
    return new Rules(Options.of(schema, EventTime.PRESENT), "rules");
  }

  public Rules withEventTime(EventTime eventTime) {
    return new Rules(new Options(options.schema(), eventTime, options.quarantineAfter()), prefix);
  }

  /**
   * After how many failures of its evaluation a revision is not evaluated any more at that parallel
   * instance, at least 1; 1,000 unless set.
   */
  public Rules withQuarantineAfter(int failures) {
    return new Rules(new Options(options.schema(), options.eventTime(), failures), prefix);
  }

  /** What the uids of the operators start with; {@code rules} unless set. */
  public Rules withUidPrefix(String newPrefix) {
    return new Rules(options, newPrefix);
  }

  /**
   * Events carry the watermark of their part of the input; the watermarks of the stream are never
   * ahead of it.
   */
  public Outputs apply(DataStream<Event> events, DataStream<RuleLine> lines) {
    SingleOutputStreamOperator<RuleChange> changes =
        lines
            .global()
            .transform("rule reader", RuleTypeInfo.CHANGE, new RuleReader(options))
            .uid(prefix + "-reader")
            .setDescription("Reads rules, binds them and numbers their changes")
            .forceNonParallel();
    SingleOutputStreamOperator<GroupRow> rows =
        events
            .connect(changes.broadcast())
            .transform("rule router", RuleTypeInfo.ROW, new RuleRouter(options))
            .uid(prefix + "-router")
            .setDescription("Answers rules over rows, sends rows to their windows");
    SingleOutputStreamOperator<RuleResult> windows =
        rows.keyBy(GroupRow::key, RuleTypeInfo.KEY)
            .connect(changes.union(rows.getSideOutput(QUARANTINED)).broadcast())
            .transform("rule windows", RuleTypeInfo.RESULT, new RuleWindows(options))
            .uid(prefix + "-windows")
            .setDescription("Keeps the windows of rules and writes their results");
    return new Outputs(
        rows.getSideOutput(RESULTS).union(windows),
        changes
            .getSideOutput(ERRORS)
            .union(rows.getSideOutput(ERRORS), windows.getSideOutput(ERRORS)));
  }

  Options options() {
    return options;
  }

  /** What the operators must know, in a form that travels with the job. */
  record Options(Schema schema, EventTime eventTime, int quarantineAfter) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int QUARANTINE_AFTER = 1_000;

    Options {
      if (quarantineAfter < 1) {
        throw new IllegalArgumentException(
            "Cannot quarantine rules: after %d failures, expected at least 1"
                .formatted(quarantineAfter));
      }
    }

    /** A qualifier of the columns is dropped: rules may write any. */
    static Options of(Schema schema, EventTime eventTime) {
      return new Options(new Schema(null, schema.fields()), eventTime, QUARANTINE_AFTER);
    }
  }
}
