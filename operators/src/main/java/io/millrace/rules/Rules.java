// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.expr.Schema;
import io.millrace.session.SessionFactory;
import io.millrace.trust.TrustPolicy;
import io.millrace.types.Event;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleAck;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleTypeInfo;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

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
  /**
   * What rules give.
   *
   * @param results answers of what is in force
   * @param errors what was refused or has no answer
   * @param shadow answers of shadows
   * @param shadowErrors what has no answer of a shadow
   * @param acks of each change of a rule that was let in, one from each instance of the router and
   *     of the windows, when the change is in force there; at least once
   */
  public record Outputs(
      DataStream<RuleResult> results,
      DataStream<RuleError> errors,
      DataStream<RuleResult> shadow,
      DataStream<RuleError> shadowErrors,
      DataStream<RuleAck> acks) {}

  private final RuleOptions options;
  private final String prefix;

  private Rules(RuleOptions options, String prefix) {
    this.options = options;
    this.prefix = prefix;
  }

  /** Events have these columns, and event time. */
  public static Rules over(Schema schema) {
    return new Rules(RuleOptions.of(schema, EventTime.PRESENT), "rules");
  }

  public Rules withEventTime(EventTime eventTime) {
    return new Rules(options.withEventTime(eventTime), prefix);
  }

  /**
   * After how many failures of its evaluation a revision is not evaluated any more at that parallel
   * instance, at least 1; 1,000 unless set.
   */
  public Rules withQuarantineAfter(int failures) {
    return new Rules(options.withQuarantineAfter(failures), prefix);
  }

  /**
   * How many rules and shadows have metrics of their own at a parallel instance, the first that
   * come; the others are counted together. 100 unless set, from 0.
   */
  public Rules withMetrics(int rules) {
    return new Rules(options.withMetrics(rules), prefix);
  }

  /** What becomes of events until the first rules are in force; they wait unless set. */
  public Rules withStartUp(StartUp startUp) {
    return new Rules(options.withStartUp(startUp), prefix);
  }

  /**
   * Which functions rules may bring along; none unless set. The policy travels with the job, the
   * secrets of shared keys with it. Where it has keys, only what is signed may end the job ({@code
   * on_error: fail}) or follow on what is signed.
   */
  public Rules withTrust(TrustPolicy policy) {
    return new Rules(options.withTrust(policy, null), prefix);
  }

  /**
   * As {@link #withTrust(TrustPolicy)}, of signatures, with the file of its key set: when the job
   * starts and every second after that, the reader of the rules takes what it says then. Rules
   * whose key is revoked or gone go.
   *
   * @param keySetFile a URI that TaskManagers can read; where they can not, the policy's keys stay
   */
  public Rules withTrust(TrustPolicy policy, String keySetFile) {
    if (policy.keys().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot trust " + keySetFile + ": policy " + policy + ", expected one of signatures");
    }
    return new Rules(options.withTrust(policy, keySetFile), prefix);
  }

  /**
   * Rules may call the functions that are registered with such a session, and bring what its
   * extension codecs read, also rules that nobody signed: a codec is asked with bytes of whoever
   * may write rules. Each task makes its own session. Whether functions by value are let in, alone
   * or in what a codec wrote, is for {@link #withTrust} to say, and never where the session's
   * inlining is off.
   */
  public Rules withSessions(SessionFactory factory) {
    return new Rules(options.withSessions(factory), prefix);
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
        timed(events)
            .connect(changes.broadcast())
            .transform("rule router", RuleTypeInfo.ROW, new RuleRouter(options))
            .uid(prefix + "-router")
            .setDescription("Answers rules over rows, sends rows to their windows");
    SingleOutputStreamOperator<RuleResult> windows =
        rows.keyBy(GroupRow::key, RuleTypeInfo.KEY)
            .connect(changes.union(rows.getSideOutput(SideOutputs.QUARANTINED)).broadcast())
            .transform("rule windows", RuleTypeInfo.RESULT, new RuleWindows(options))
            .uid(prefix + "-windows")
            .setDescription("Keeps the windows of rules and writes their results");
    return new Outputs(
        rows.getSideOutput(SideOutputs.RESULTS).union(windows),
        changes
            .getSideOutput(SideOutputs.ERRORS)
            .union(
                rows.getSideOutput(SideOutputs.ERRORS), windows.getSideOutput(SideOutputs.ERRORS)),
        rows.getSideOutput(SideOutputs.SHADOW).union(windows.getSideOutput(SideOutputs.SHADOW)),
        rows.getSideOutput(SideOutputs.SHADOW_ERRORS)
            .union(windows.getSideOutput(SideOutputs.SHADOW_ERRORS)),
        rows.getSideOutput(SideOutputs.ACKS).union(windows.getSideOutput(SideOutputs.ACKS)));
  }

  private DataStream<Event> timed(DataStream<Event> events) {
    if (options.eventTime() != EventTime.ARRIVAL) {
      return events;
    }
    return events
        .transform("arrival times", events.getType(), new ArrivalTimes())
        .uid(prefix + "-times")
        .setDescription("Gives events the time when they come")
        .setParallelism(events.getParallelism());
  }

  RuleOptions options() {
    return options;
  }
}
