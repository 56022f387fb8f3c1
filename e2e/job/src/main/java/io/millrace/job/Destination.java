// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.connector.LineFileSink;
import io.millrace.connector.LineSink;
import io.millrace.connector.kafka.JsonRecords;
import io.millrace.connector.kafka.KafkaTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Where lines go: the forms of {@code --out} and {@code --errors}. */
sealed interface Destination {
  /** Takes lines, each behind what is its key where there are keys, or null. */
  void connect(DataStream<Tuple2<String, String>> lines, String name);

  /** How long a line may be at most. */
  default int mostBytes() {
    return Integer.MAX_VALUE;
  }

  /** What is not given goes where lines go by default. */
  static Destination of(Option option, Options options, Topics topics, Place place)
      throws BadOption {
    String uri = options.text(option);
    if (uri != null && KafkaTopic.isMeantBy(uri)) {
      KafkaTopic topic = topics.target(option, uri);
      String transactions = options.isGiven(Option.EXACTLY_ONCE) ? options.text(Option.NAME) : null;
      return new Topic(topic, Topics.facts(option, topic).valueBytes(), transactions);
    }
    return of(option, uri, place);
  }

  private static Destination of(Option option, String uri, Place place) throws BadOption {
    if (uri == null) {
      return new Stream(place == Place.EMBEDDED ? LineSink.STANDARD_ERROR : LineSink.LOG);
    }
    if (place == Place.EMBEDDED && uri.equals("print")) {
      return new Stream(LineSink.STANDARD_OUTPUT);
    }
    if (place == Place.EMBEDDED && uri.endsWith(".jsonl")) {
      return file(option, uri);
    }
    if (uri.equals("print") || uri.endsWith(".jsonl")) {
      throw new BadOption(option, "\"" + uri + "\"", "a directory: the job runs on a cluster");
    }
    return new Directory(uri);
  }

  private static Destination file(Option option, String uri) throws BadOption {
    Path file = Path.of(uri).toAbsolutePath().normalize();
    if (!Files.isDirectory(file.getParent())) {
      throw new BadOption(option, "no directory " + file.getParent(), "a file in one");
    }
    if (Files.isDirectory(file)) {
      throw new BadOption(option, "the directory " + uri, "a file, as its name ends in .jsonl");
    }
    return new OneFile(file);
  }

  /** Standard output, standard error or the log; at least once. */
  record Stream(LineSink sink) implements Destination {
    @Override
    public void connect(DataStream<Tuple2<String, String>> lines, String name) {
      one(lines, sink, name);
    }
  }

  /** A file that one task writes; exactly once. */
  record OneFile(Path file) implements Destination {
    @Override
    public void connect(DataStream<Tuple2<String, String>> lines, String name) {
      one(lines, new LineFileSink(file), name);
    }
  }

  /** Files that are finished with a checkpoint, or the end; exactly once. */
  record Directory(String uri) implements Destination {
    @Override
    public void connect(DataStream<Tuple2<String, String>> lines, String name) {
      FileSink<String> sink =
          FileSink.forRowFormat(
                  new org.apache.flink.core.fs.Path(uri), new SimpleStringEncoder<String>("UTF-8"))
              .withBucketAssigner(new BasePathBucketAssigner<>())
              .withRollingPolicy(OnCheckpointRollingPolicy.build())
              .withOutputFileConfig(new OutputFileConfig("part", ".jsonl"))
              .withBucketCheckInterval(Duration.ofMinutes(1).toMillis())
              .build();
      texts(lines, name).sinkTo(sink).name(name).uid(name);
    }
  }

  /**
   * Records of a topic.
   *
   * @param transactions what their ids begin with, for exactly once; null for at least once
   */
  record Topic(KafkaTopic topic, int mostBytes, String transactions) implements Destination {
    @Override
    public void connect(DataStream<Tuple2<String, String>> lines, String name) {
      String prefix = transactions == null ? null : transactions + "-" + topic.name() + "-" + name;
      JsonRecords<Tuple2<String, String>> records =
          JsonRecords.of(topic.name(), line -> line.f0, line -> line.f1);
      lines.sinkTo(topic.sink(records, prefix)).name(name).uid(name + "-kafka");
    }
  }

  private static SingleOutputStreamOperator<String> texts(
      DataStream<Tuple2<String, String>> lines, String name) {
    return lines
        .map(line -> line.f1)
        .returns(Types.STRING)
        .name(name + " without keys")
        .uid(name + "-texts");
  }

  private static void one(
      DataStream<Tuple2<String, String>> lines, Sink<String> sink, String name) {
    texts(lines, name).sinkTo(sink).setParallelism(1).name(name).uid(name);
  }
}
