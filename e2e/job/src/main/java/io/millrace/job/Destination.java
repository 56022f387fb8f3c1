// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.connector.LineFileSink;
import io.millrace.connector.LineSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Where lines go: the forms of {@code --out} and {@code --errors}. */
sealed interface Destination {
  void connect(DataStream<String> lines, String name);

  /**
   * @param uri null for where lines go by default
   */
  static Destination of(Option option, String uri, Place place) throws BadOption {
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
    public void connect(DataStream<String> lines, String name) {
      one(lines, sink, name);
    }
  }

  /** A file that one task writes; exactly once. */
  record OneFile(Path file) implements Destination {
    @Override
    public void connect(DataStream<String> lines, String name) {
      one(lines, new LineFileSink(file), name);
    }
  }

  /** Files that are finished with a checkpoint, or the end; exactly once. */
  record Directory(String uri) implements Destination {
    @Override
    public void connect(DataStream<String> lines, String name) {
      FileSink<String> sink =
          FileSink.forRowFormat(
                  new org.apache.flink.core.fs.Path(uri), new SimpleStringEncoder<String>("UTF-8"))
              .withBucketAssigner(new BasePathBucketAssigner<>())
              .withRollingPolicy(OnCheckpointRollingPolicy.build())
              .withOutputFileConfig(new OutputFileConfig("part", ".jsonl"))
              .withBucketCheckInterval(Duration.ofMinutes(1).toMillis())
              .build();
      lines.sinkTo(sink).name(name).uid(name);
    }
  }

  private static void one(DataStream<String> lines, Sink<String> sink, String name) {
    lines.sinkTo(sink).setParallelism(1).name(name).uid(name);
  }
}
