// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.Limit;
import io.millrace.MillraceException;
import io.millrace.connector.EventTimes;
import io.millrace.expr.Schema;
import io.millrace.rules.EventTime;
import io.millrace.rules.Rules;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.sql.Dialect;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTypeInfo;
import java.time.Duration;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** From options to a stream graph: sources, the rule operators, sinks. */
final class RulesPipeline {
  private static final OutputTag<RuleError> UNREAD =
      new OutputTag<>("events-unread", RuleTypeInfo.ERROR);

  private final Options options;
  private final EventInput events;
  private final EventTimes times;
  private final Trust trust;
  private final RuleInput rules;
  private final Destination out;
  private final Destination errors;

  /** Null if nobody wants them. */
  private final Destination shadow;

  /** Null if nobody wants them. */
  private final Destination acks;

  /** Looks at everything that the options name, and starts nothing. */
  RulesPipeline(Options options, Place place) throws BadOption {
    this.options = options;
    Topics topics = Topics.of(options);
    this.events = EventInput.of(options, topics);
    this.times =
        new EventTimes(
            options.text(Option.EVENT_TIME),
            options.duration(Option.WATERMARK_LAG),
            options.duration(Option.IDLE));
    checkTimes();
    this.trust = Trust.of(options);
    this.rules = RuleInput.of(options, topics);
    this.out = Destination.of(Option.OUT, options, topics, place);
    this.errors = Destination.of(Option.ERRORS, options, topics, place);
    this.shadow = wanted(Option.SHADOW, topics, place);
    this.acks = wanted(Option.ACKS, topics, place);
    checkOutputs();
  }

  private void checkOutputs() throws BadOption {
    if (isFiles(errors) && errors.equals(out)) {
      throw taken(Option.ERRORS, "--out");
    }
    if (isFiles(shadow) && (shadow.equals(out) || shadow.equals(errors))) {
      throw taken(Option.SHADOW, "--out or --errors");
    }
    if (acks != null && (acks.equals(out) || acks.equals(errors) || acks.equals(shadow))) {
      throw taken(Option.ACKS, "--out, --errors or --shadow");
    }
    boolean isEverKept = options.duration(Option.CHECKPOINT_INTERVAL) != null;
    if (events.isEndless() && out instanceof Destination.Directory && !isEverKept) {
      throw new BadOption(
          Option.OUT,
          "a directory without --checkpoint-interval",
          "one: its files are finished with checkpoints, and these events do not end");
    }
    if (options.isGiven(Option.EXACTLY_ONCE) && !(out instanceof Destination.Topic)) {
      throw new BadOption(
          Option.EXACTLY_ONCE,
          "it with --out " + options.text(Option.OUT),
          "a topic: files are written exactly once anyway");
    }
    if (options.isGiven(Option.EXACTLY_ONCE) && !isEverKept) {
      throw new BadOption(
          Option.EXACTLY_ONCE,
          "it without --checkpoint-interval",
          "one: results are committed with checkpoints");
    }
  }

  private Destination wanted(Option option, Topics topics, Place place) throws BadOption {
    return options.text(option) == null ? null : Destination.of(option, options, topics, place);
  }

  private static boolean isFiles(Destination destination) {
    return destination != null && !(destination instanceof Destination.Stream);
  }

  private BadOption taken(Option option, String others) {
    return new BadOption(
        option, "\"" + options.text(option) + "\" as in " + others, "another place");
  }

  private void checkTimes() throws BadOption {
    if (times.expression() != null && options.time(Option.TIME) == EventTime.ARRIVAL) {
      throw new BadOption(
          Option.EVENT_TIME,
          "\"" + times.expression() + "\" beside --time processing",
          "one of the two");
    }
    try {
      times.check(events.schema());
    } catch (MillraceException refused) {
      throw new BadOption(Option.EVENT_TIME, InputFile.firstLine(refused));
    }
  }

  private EventTime time() {
    EventTime time = options.time(Option.TIME);
    return time == EventTime.PRESENT && times.expression() == null ? EventTime.ABSENT : time;
  }

  Schema schema() {
    return events.schema();
  }

  void build(StreamExecutionEnvironment environment) {
    SingleOutputStreamOperator<Event> rows = rows(environment);
    Rules.Outputs outputs =
        trust
            .applyTo(Rules.over(schema()))
            .withEventTime(time())
            .withStartUp(options.startUp(Option.START))
            .withQuarantineAfter(options.count(Option.QUARANTINE_AFTER))
            .withMetrics(options.count(Option.RULE_METRICS))
            .withSessions(sessions(options))
            .apply(rows, rules.connect(environment));
    var results = lines(outputs.results(), ResultForm.IN_FORCE, out, "results");
    out.connect(results, "results");
    DataStream<RuleError> unwritten = results.getSideOutput(JsonLines.ERRORS);
    if (shadow != null) {
      var watched = lines(outputs.shadow(), ResultForm.SHADOW, shadow, "shadow");
      shadow.connect(watched, "shadow");
      unwritten = unwritten.union(watched.getSideOutput(JsonLines.ERRORS));
    }
    DataStream<RuleError> all = outputs.errors().union(rows.getSideOutput(UNREAD), unwritten);
    errors.connect(
        lines(all, ErrorForm.IN_FORCE, errors, "errors")
            .union(lines(outputs.shadowErrors(), ErrorForm.SHADOW, errors, "shadow-errors")),
        "errors");
    if (acks != null) {
      acks.connect(lines(outputs.acks(), AckForm.ALL, acks, "acks"), "acks");
    }
  }

  private <T> SingleOutputStreamOperator<Tuple2<String, String>> lines(
      DataStream<T> elements, JsonLines.Form<T> form, Destination to, String name) {
    return elements
        .process(new JsonLines<>(schema(), form, to.mostBytes()))
        .returns(JsonLines.TYPE)
        .name(name + " as JSON")
        .uid(name + "-json");
  }

  /** What tasks make of it travels, the options do not. */
  private static SessionFactory sessions(Options options) {
    Dialect dialect = options.dialect(Option.DIALECT);
    Duration deadline = options.duration(Option.DEADLINE);
    return () -> {
      SessionContext session = SessionContext.create().withDialect(dialect);
      return deadline == null
          ? session
          : session.withLimits(session.limits().with(Limit.BATCH_MILLIS, deadline.toMillis()));
    };
  }

  private SingleOutputStreamOperator<Event> rows(StreamExecutionEnvironment environment) {
    var read = events.connect(environment, times, options.count(Option.RATE));
    return read.process(new ReadRows(UNREAD))
        .returns(EventTypeInfo.of(schema()))
        .setParallelism(read.getParallelism())
        .name("events read")
        .uid("events-read");
  }
}
