// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.MillraceException;
import io.millrace.connector.EventFiles;
import io.millrace.connector.EventTimes;
import io.millrace.connector.EventsDirectory;
import io.millrace.connector.EventsFile;
import io.millrace.connector.EventsSource;
import io.millrace.connector.kafka.KafkaEvents;
import io.millrace.connector.kafka.KafkaTopic;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import io.millrace.types.RuleError;
import java.io.IOException;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;

/** Where events come from: the forms of {@code --events}. */
sealed interface EventInput {
  Schema schema();

  boolean isEndless();

  SingleOutputStreamOperator<Either<Event, RuleError>> connect(
      StreamExecutionEnvironment environment, EventTimes times, double rowsPerSecond);

  /** Looks at them as far as it takes to see that they can be read. */
  static EventInput of(Options options, Topics topics) throws BadOption {
    String uri = options.text(Option.EVENTS);
    String columns = options.text(Option.SCHEMA);
    if (KafkaTopic.isMeantBy(uri)) {
      KafkaTopic topic = topics.source(Option.EVENTS, uri);
      return new OfTopic(
          topic, schema(uri, columns), Topics.facts(Option.EVENTS, topic).partitions());
    }
    String nullText = options.text(Option.NULL);
    if (InputFile.status(Option.EVENTS, uri).isDir()) {
      return directory(uri, columns, nullText);
    }
    EventsFile file = new EventsFile(uri, columns, nullText);
    return new OfFiles(file, schema(file), false);
  }

  private static EventInput directory(String uri, String columns, String nullText)
      throws BadOption {
    try {
      EventsDirectory directory = EventsDirectory.of(uri, columns, nullText);
      return new OfFiles(directory, directory.schema(), !directory.list().complete());
    } catch (MillraceException refused) {
      throw new BadOption(Option.SCHEMA, InputFile.firstLine(refused));
    } catch (IOException unreadable) {
      throw new BadOption(
          Option.EVENTS, "an unreadable file: " + InputFile.firstLine(unreadable), "rows");
    }
  }

  private static Schema schema(String uri, String columns) throws BadOption {
    if (columns == null) {
      throw new BadOption(Option.SCHEMA, "nothing", "the columns of " + uri);
    }
    try {
      Schema schema = SqlSchema.parse(columns);
      EventsFile.flat(schema);
      return schema;
    } catch (MillraceException refused) {
      throw new BadOption(Option.SCHEMA, InputFile.firstLine(refused));
    }
  }

  private static Schema schema(EventsFile file) throws BadOption {
    if (needsColumns(file) && file.columns() == null) {
      throw new BadOption(Option.SCHEMA, "nothing", "the columns of " + file.uri());
    }
    try {
      return file.schema();
    } catch (MillraceException refused) {
      throw new BadOption(
          file.needsColumns() ? Option.SCHEMA : Option.EVENTS, InputFile.firstLine(refused));
    } catch (IOException unreadable) {
      throw new BadOption(
          Option.EVENTS, "an unreadable file: " + InputFile.firstLine(unreadable), "rows");
    }
  }

  private static boolean needsColumns(EventsFile file) throws BadOption {
    try {
      return file.needsColumns();
    } catch (MillraceException unknownForm) {
      throw new BadOption(Option.EVENTS, InputFile.firstLine(unknownForm));
    }
  }

  /** One task reads them. */
  record OfFiles(EventFiles files, Schema schema, boolean isEndless) implements EventInput {
    @Override
    public SingleOutputStreamOperator<Either<Event, RuleError>> connect(
        StreamExecutionEnvironment environment, EventTimes times, double rowsPerSecond) {
      EventsSource source = new EventsSource(files, times, rowsPerSecond, EventTypeInfo.of(schema));
      return environment
          .fromSource(source, source.watermarks(), "events")
          .setParallelism(1)
          .uid("events");
    }
  }

  /**
   * A task for each partition at most: one without would hold the watermark back.
   *
   * @param partitions when the job is started
   */
  record OfTopic(KafkaTopic topic, Schema schema, int partitions) implements EventInput {
    @Override
    public boolean isEndless() {
      return topic.until() == KafkaTopic.Until.NEVER;
    }

    @Override
    public SingleOutputStreamOperator<Either<Event, RuleError>> connect(
        StreamExecutionEnvironment environment, EventTimes times, double rowsPerSecond) {
      return environment
          .fromSource(
              new KafkaEvents(topic, schema, times, rowsPerSecond), times.strategy(), "events")
          .setParallelism(Math.max(1, Math.min(partitions, environment.getParallelism())))
          .uid("events-kafka");
    }
  }
}
