// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.MillraceException;
import io.millrace.connector.EventTimes;
import io.millrace.connector.EventsFile;
import io.millrace.connector.EventsSource;
import io.millrace.connector.RulesSource;
import io.millrace.expr.Schema;
import io.millrace.json.AckJson;
import io.millrace.json.ErrorJson;
import io.millrace.json.ResultJson;
import io.millrace.rules.EventTime;
import io.millrace.rules.RuleLine;
import io.millrace.rules.Rules;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.sql.Dialect;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTypeInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** From options to a stream graph: sources, the rule operators, sinks. */
final class RulesPipeline {
  private static final OutputTag<RuleError> UNREAD =
      new OutputTag<>("events-unread", RuleTypeInfo.ERROR);

  private final Options options;
  private final EventsFile events;
  private final EventTimes times;
  private final Schema schema;
  private final Trust trust;
  private final RulesSource rules;
  private final Destination out;
  private final Destination errors;

  /** Null if nobody wants them. */
  private final Destination shadow;

  /** Null if nobody wants them. */
  private final Destination acks;

  /** Looks at everything that the options name, and starts nothing. */
  RulesPipeline(Options options, Place place) throws BadOption {
    this.options = options;
    this.events =
        new EventsFile(
            options.text(Option.EVENTS), options.text(Option.SCHEMA), options.text(Option.NULL));
    this.schema = schema(events);
    this.times =
        new EventTimes(
            options.text(Option.EVENT_TIME),
            options.duration(Option.WATERMARK_LAG),
            options.duration(Option.IDLE));
    checkTimes();
    this.trust = Trust.of(options);
    this.rules = rules(options.text(Option.RULES));
    this.out = Destination.of(Option.OUT, options.text(Option.OUT), place);
    this.errors = Destination.of(Option.ERRORS, options.text(Option.ERRORS), place);
    this.shadow = wanted(Option.SHADOW, place);
    this.acks = wanted(Option.ACKS, place);
    if (isFiles(errors) && errors.equals(out)) {
      throw taken(Option.ERRORS, "--out");
    }
    if (isFiles(shadow) && (shadow.equals(out) || shadow.equals(errors))) {
      throw taken(Option.SHADOW, "--out or --errors");
    }
    if (acks != null && (acks.equals(out) || acks.equals(errors) || acks.equals(shadow))) {
      throw taken(Option.ACKS, "--out, --errors or --shadow");
    }
  }

  private Destination wanted(Option option, Place place) throws BadOption {
    String text = options.text(option);
    return text == null ? null : Destination.of(option, text, place);
  }

  private static boolean isFiles(Destination destination) {
    return destination != null && !(destination instanceof Destination.Stream);
  }

  private BadOption taken(Option option, String others) {
    return new BadOption(
        option, "\"" + options.text(option) + "\" as in " + others, "another place");
  }

  private static Schema schema(EventsFile events) throws BadOption {
    status(Option.EVENTS, events.uri());
    if (needsColumns(events) && events.columns() == null) {
      throw new BadOption(Option.SCHEMA, "nothing", "the columns of " + events.uri());
    }
    try {
      return events.schema();
    } catch (MillraceException refused) {
      throw new BadOption(
          events.columns() == null ? Option.EVENTS : Option.SCHEMA, firstLine(refused));
    } catch (IOException unreadable) {
      throw new BadOption(Option.EVENTS, "an unreadable file: " + firstLine(unreadable), "rows");
    }
  }

  private static boolean needsColumns(EventsFile events) throws BadOption {
    try {
      return events.needsColumns();
    } catch (MillraceException unknownForm) {
      throw new BadOption(Option.EVENTS, firstLine(unknownForm));
    }
  }

  private void checkTimes() throws BadOption {
    if (times.expression() != null && options.time(Option.TIME) == EventTime.ARRIVAL) {
      throw new BadOption(
          Option.EVENT_TIME,
          "\"" + times.expression() + "\" beside --time processing",
          "one of the two");
    }
    try {
      times.check(schema);
    } catch (MillraceException refused) {
      throw new BadOption(Option.EVENT_TIME, firstLine(refused));
    }
  }

  private static RulesSource rules(String uri) throws BadOption {
    FileStatus found = status(Option.RULES, uri);
    Path path = new Path(uri);
    if (found.isDir()) {
      return RulesSource.directory(path);
    }
    if (!path.getName().endsWith(".jsonl")) {
      throw new BadOption(Option.RULES, "\"" + uri + "\"", "a .jsonl file or a directory");
    }
    return RulesSource.file(path);
  }

  private static FileStatus status(Option option, String uri) throws BadOption {
    try {
      Path path = new Path(uri);
      return path.getFileSystem().getFileStatus(path);
    } catch (FileNotFoundException missing) {
      throw new BadOption(option, "no file \"" + uri + "\"", "one that exists");
    } catch (IOException | RuntimeException unreachable) {
      throw new BadOption(option, firstLine(unreachable), "a file that exists");
    }
  }

  private static String firstLine(Exception failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }

  private EventTime time() {
    EventTime time = options.time(Option.TIME);
    return time == EventTime.PRESENT && times.expression() == null ? EventTime.ABSENT : time;
  }

  Schema schema() {
    return schema;
  }

  void build(StreamExecutionEnvironment environment) {
    SingleOutputStreamOperator<Event> rows = rows(environment);
    DataStream<RuleLine> lines =
        environment
            .fromSource(rules, WatermarkStrategy.noWatermarks(), "rules")
            .setParallelism(1)
            .uid("rules");
    Rules.Outputs outputs =
        trust
            .applyTo(Rules.over(schema))
            .withEventTime(time())
            .withStartUp(options.startUp(Option.START))
            .withQuarantineAfter(options.count(Option.QUARANTINE_AFTER))
            .withSessions(sessions(options.dialect(Option.DIALECT)))
            .apply(rows, lines);
    out.connect(
        outputs.results().map(new JsonLines<>(schema, ResultJson::line)).returns(Types.STRING),
        "results");
    errors.connect(
        outputs
            .errors()
            .union(rows.getSideOutput(UNREAD))
            .map(new JsonLines<>(schema, ErrorJson::line))
            .returns(Types.STRING)
            .union(
                outputs
                    .shadowErrors()
                    .map(new JsonLines<>(schema, ErrorJson::shadowLine))
                    .returns(Types.STRING)),
        "errors");
    if (shadow != null) {
      shadow.connect(
          outputs
              .shadow()
              .map(new JsonLines<>(schema, ResultJson::shadowLine))
              .returns(Types.STRING),
          "shadow");
    }
    if (acks != null) {
      acks.connect(outputs.acks().map(AckJson::line).returns(Types.STRING), "acks");
    }
  }

  private static SessionFactory sessions(Dialect dialect) {
    return () -> SessionContext.create().withDialect(dialect);
  }

  private SingleOutputStreamOperator<Event> rows(StreamExecutionEnvironment environment) {
    EventTypeInfo type = EventTypeInfo.of(schema);
    EventsSource source = new EventsSource(events, times, options.count(Option.RATE), type);
    return environment
        .fromSource(source, source.watermarks(), "events")
        .setParallelism(1)
        .uid("events")
        .process(new ReadRows(UNREAD))
        .returns(type)
        .setParallelism(1)
        .name("events read")
        .uid("events-read");
  }
}
