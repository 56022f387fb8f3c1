// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.flink.Cluster;
import io.millrace.benchmarks.rules.Feed;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.rules.RuleLine;
import io.millrace.rules.Rules;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * {@code millrace soak [RULES] [LIVE]}: a job that so many distinct rules go through, so many at a
 * time, while rows come. Each time all have been replaced it says what the JVM holds. Exit code 1
 * says that it went on growing.
 */
@Internal
public final class Soak {
  private static final String HELP =
      """
      usage: ./millrace soak [RULES] [LIVE]

        RULES  how many distinct rules there are altogether (200000)
        LIVE   how many at a time (10000); at least three times as many are needed
      """;

  private static final long RULES = 200_000;
  private static final int LIVE = 10_000;
  private static final long LOOK_MILLIS = 20;

  /** The router and the windows. */
  private static final int OPERATORS = 2;

  private Soak() {}

  public static void main(String[] arguments) throws Exception {
    long rules = arguments.length > 0 ? number(arguments[0]) : RULES;
    int live = arguments.length > 1 ? (int) number(arguments[1]) : LIVE;
    if (rules < 3L * live || live < 1) {
      System.err.print(HELP);
      System.exit(2);
    }
    System.out.println("    rules  seconds  " + Footprint.HEADER);
    List<Footprint> footprints = run(rules, live, System.out::println);
    Footprint first = footprints.get(1);
    Footprint last = footprints.get(footprints.size() - 1);
    boolean flat = last.isAsFlatAs(first);
    System.out.println(flat ? "flat since the second line" : "grown since the second line");
    System.exit(flat ? 0 : 1);
  }

  private static long number(String text) {
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }

  /** What is held each time that all rules have been replaced. */
  static List<Footprint> run(long rules, int live, Consumer<String> lines) throws Exception {
    List<Footprint> footprints = new ArrayList<>();
    try (Cluster cluster = new Cluster();
        Turnover turnover = new Turnover(Feed.pool(), live)) {
      JobClient job = start(cluster.environment(), turnover, rules);
      long start = System.nanoTime();
      for (long count = live; count <= rules; count += live) {
        turnover.admit(count);
        await(job, turnover, OPERATORS * DistinctRules.changes(count, live));
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        footprints.add(Footprint.now());
        lines.accept(
            "%9d  %7d  %s".formatted(count, seconds, footprints.get(footprints.size() - 1)));
      }
      job.cancel().get();
    }
    return footprints;
  }

  private static void await(JobClient job, Turnover turnover, long changes) throws Exception {
    while (turnover.applied() < changes) {
      if (turnover.refused() != null) {
        throw new IllegalStateException("a rule was refused: " + turnover.refused());
      }
      if (job.getJobStatus().get().isTerminalState()) {
        job.getJobExecutionResult().get();
        throw new IllegalStateException("it ended before its rules did");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static JobClient start(StreamExecutionEnvironment env, Turnover turnover, long rules)
      throws Exception {
    DataStream<Event> events =
        env.fromSequence(0, Long.MAX_VALUE - 1)
            .flatMap(turnover.rows())
            .returns(EventTypeInfo.of(Rows.schema()))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Event>forMonotonousTimestamps()
                    .withTimestampAssigner((event, before) -> event.time()));
    DataStream<RuleLine> lines =
        env.fromSequence(0, rules - 1)
            .flatMap(turnover.rules())
            .returns(TypeInformation.of(RuleLine.class));
    Rules.Outputs outputs = Rules.over(Rows.schema()).apply(events, lines);
    outputs.results().sinkTo(new DiscardingSink<>());
    outputs.acks().flatMap(turnover.acks()).returns(Types.STRING).sinkTo(new DiscardingSink<>());
    outputs
        .errors()
        .flatMap(turnover.errors())
        .returns(Types.STRING)
        .sinkTo(new DiscardingSink<>());
    return env.executeAsync();
  }
}
