// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.benchmarks.flink.Cluster;
import io.millrace.benchmarks.harness.Contestant;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.benchmarks.workload.WrongAnswer;
import io.millrace.rules.RuleLine;
import io.millrace.rules.Rules;
import io.millrace.session.SessionContext;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A whole job of rules over rows, at parallelism 1; a slot is one run. */
final class RuleJob implements Contestant {
  static final String NAME = "millrace";

  /** What it means that a rule has an error. */
  enum Errors {
    /** The job would be faster than it is. */
    WRONG,
    EXPECTED
  }

  private static final long LOOK_MILLIS = 500;

  private final Cluster cluster;
  private final String name;
  private final List<String> lines;
  private final long rows;
  private final Path directory;
  private final Errors errors;
  private long answers;
  private long stateBytes;

  /**
   * @param lines of JSON, a rule each
   * @param directory where its state is written behind the last row, to be weighed; null for none
   */
  RuleJob(Cluster cluster, List<String> lines, long rows, Path directory) {
    this(cluster, NAME, lines, rows, directory, Errors.WRONG);
  }

  RuleJob(Cluster cluster, String name, List<String> lines, long rows, Errors errors) {
    this(cluster, name, lines, rows, null, errors);
  }

  private RuleJob(
      Cluster cluster, String name, List<String> lines, long rows, Path directory, Errors errors) {
    this.cluster = cluster;
    this.name = name;
    this.errors = errors;
    this.lines = new ArrayList<>(lines);
    this.lines.add(
        "{\"id\":\"%s\",\"revision\":1,\"sql\":\"%s\"}".formatted(Feed.PROBE, Feed.IS_PROBE));
    this.rows = rows;
    this.directory = directory;
  }

  @Override
  public String name() {
    return name;
  }

  /** Of the last run; those of windows only where its state is weighed. */
  long answers() {
    return answers;
  }

  /** Of a savepoint behind the last row of the last run. */
  long stateBytes() {
    return stateBytes;
  }

  @Override
  public double slot(long nanos, Pace pace) {
    try (Feed feed = new Feed(rows)) {
      JobClient job = start(feed);
      while (!feed.isOver(LOOK_MILLIS)) {
        if (job.getJobStatus().get().isTerminalState()) {
          job.getJobExecutionResult().get();
          throw new IllegalStateException("it ended before its rows did");
        }
      }
      double took = (double) feed.nanos() / rows;
      if (directory == null) {
        job.cancel().get();
      } else {
        stateBytes = weigh(job);
        closeWindows(job);
      }
      answers = feed.answers();
      return took;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot run the job of rules", e);
    }
  }

  private JobClient start(Feed feed) throws Exception {
    StreamExecutionEnvironment env = cluster.environment();
    // The last probe waits in a buffer for so long: Flink's 100 ms would be seen in the times.
    env.setBufferTimeout(2);
    EventTypeInfo type = EventTypeInfo.of(Rows.schema());
    DataStream<Event> events =
        env.fromSequence(0, Long.MAX_VALUE - 1)
            .flatMap(feed.events())
            .returns(type)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Event>forMonotonousTimestamps()
                    .withTimestampAssigner((event, before) -> event.time()));
    List<RuleLine> elements = new ArrayList<>();
    lines.forEach(line -> elements.add(new RuleLine(line, "rules")));
    elements.add(RuleLine.START_COMPLETE);
    DataStream<RuleLine> rules = env.fromData(elements, TypeInformation.of(RuleLine.class));
    Rules.Outputs outputs =
        Rules.over(Rows.schema())
            .withSessions(() -> SessionContext.create().withLimits(limits()))
            .apply(events, rules);
    outputs
        .results()
        .map(feed.results())
        .returns(TypeInformation.of(RuleResult.class))
        .sinkTo(new DiscardingSink<>());
    boolean areWrong = errors == Errors.WRONG;
    outputs
        .errors()
        .filter(error -> areWrong)
        .map(RuleJob::refused)
        .returns(TypeInformation.of(RuleResult.class))
        .sinkTo(new DiscardingSink<>());
    return env.executeAsync();
  }

  /** One rule more than are admitted without being asked: the probe. */
  private static Limits limits() {
    return Limits.DEFAULT.with(Limit.RULES, 2 * Limits.DEFAULT.of(Limit.RULES));
  }

  /** A rule that is not there, or that fails, would make the job faster than it is. */
  private static RuleResult refused(RuleError error) {
    throw new WrongAnswer(error.message());
  }

  private long weigh(JobClient job) throws Exception {
    String place =
        job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.NATIVE).get();
    try (Stream<Path> files = Files.walk(Path.of(URI.create(place)))) {
      return files.filter(Files::isRegularFile).mapToLong(RuleJob::size).sum();
    }
  }

  private void closeWindows(JobClient job) throws Exception {
    job.stopWithSavepoint(true, directory.toUri().toString(), SavepointFormatType.NATIVE).get();
    job.getJobExecutionResult().get();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
