// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.flink.Cluster;
import io.millrace.benchmarks.harness.Cells;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.harness.Spread;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.judge.DataFusion;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Whole jobs: what another rule costs, of many that are selective, and of many that share. */
final class RuleJobs {
  private static final String NAME = "rules";
  static final String STREAM = "stream";
  private static final List<Integer> STREAMED = List.of(1, 10, 100, 1_000, 10_000);
  private static final String SHARED = "shared";
  private static final String STATE = "state";
  private static final List<Integer> SHARING = List.of(1, 10, 1_000);

  /** How many predicates a query counts: DataFusion plans more columns in the square of them. */
  private static final int ASKED = 200;

  private RuleJobs() {}

  static void run(Run run) {
    boolean quick = run.options().quick();
    Slots slots = Slots.runs(1, quick ? 3 : 7, run.options().pace());
    stream(run, STREAMED, Feed.POOL * (quick ? 16L : 64L), slots);
    share(run, SHARING, Feed.POOL * (quick ? 8L : 32L), slots);
  }

  /** Times jobs of so many selective rules over so many rows; answers are counted by DataFusion. */
  static void stream(Run run, List<Integer> counts, long rows, Slots slots) {
    try (Cluster cluster = new Cluster()) {
      for (int count : counts) {
        List<String> sql = Selective.sql(count);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          lines.add("{\"id\":\"r%d\",\"revision\":1,\"sql\":\"%s\"}".formatted(i, sql.get(i)));
        }
        RuleJob job = new RuleJob(cluster, lines, rows, null);
        Map<String, Spread> spreads = slots.measure(List.of(job));
        OptionalLong expected = times(rows / Feed.POOL, answers(run, sql, "t"));
        String variant = String.valueOf(count);
        run.admit(NAME, STREAM, variant, RuleJob.NAME, () -> checked(job, expected))
            .ifPresent(
                right ->
                    run.results().add(NAME, STREAM, variant, "ns/row", List.of(right), spreads));
      }
    }
  }

  private static OptionalLong times(long passes, OptionalLong answers) {
    return answers.isEmpty() ? answers : OptionalLong.of(passes * answers.getAsLong());
  }

  private static RuleJob checked(RuleJob job, OptionalLong expected) {
    if (expected.isPresent() && job.answers() != expected.getAsLong()) {
      throw new WrongAnswer(job.answers() + " answers, expected " + expected.getAsLong());
    }
    return job;
  }

  /**
   * How often the predicates are true of the rows of the pool, or of what a query makes of them;
   * empty where DataFusion is not there.
   */
  private static OptionalLong answers(Run run, List<String> predicates, String from) {
    if (run.judge().isEmpty()) {
      return OptionalLong.empty();
    }
    DataFusion judge = run.judge().get();
    Rows pool = Rows.generate(Feed.POOL);
    judge.load(judge.write(pool), pool.count(), pool.count());
    long answers = 0;
    for (int first = 0; first < predicates.size(); first += ASKED) {
      String counts =
          predicates.subList(first, Math.min(predicates.size(), first + ASKED)).stream()
              .map(each -> "count(*) FILTER (WHERE " + each + ")")
              .collect(Collectors.joining(", "));
      for (Column count : judge.answers("SELECT " + counts + " FROM " + from)) {
        answers += ((Column.Longs) count).values()[0];
      }
    }
    return OptionalLong.of(answers);
  }

  /**
   * Times and weighs jobs of so many rules on one aggregate, with a key of a thousand values. Their
   * windows close when all is measured; answers are counted by DataFusion.
   */
  static void share(Run run, List<Integer> counts, long rows, Slots slots) {
    try (Cluster cluster = new Cluster()) {
      for (int count : counts) {
        List<String> lines = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          double threshold = i / 1e3;
          lines.add(
              """
              {"id":"r%d","revision":1,"sql":"avg(x) > %s","key":["b"],"window":{"tumble":"1d"}}\
              """
                  .formatted(i, threshold));
          answers.add("average > " + threshold);
        }
        RuleJob job = new RuleJob(cluster, lines, rows, run.directory());
        Map<String, Spread> spreads = slots.measure(List.of(job));
        OptionalLong expected =
            answers(run, answers, "(SELECT avg(x) AS average FROM t GROUP BY b)");
        String variant = String.valueOf(count);
        run.admit(NAME, SHARED, variant, RuleJob.NAME, () -> checked(job, expected))
            .ifPresent(right -> addShared(run, variant, right, spreads));
      }
    }
  }

  private static void addShared(Run run, String variant, RuleJob job, Map<String, Spread> spreads) {
    run.results().add(NAME, SHARED, variant, "ns/row", List.of(job), spreads);
    Spread bytes = Spread.of(job.stateBytes());
    run.results().add(new Result(NAME, STATE, variant, RuleJob.NAME, "", "B", bytes, null));
  }

  static Table streamed(Results results) {
    Table table =
        new Table(
            "rules, jobs of selective rules of 20 shapes (speed against 10 rules)",
            List.of("rules", "rows/s"));
    for (int count : STREAMED) {
      OptionalDouble took = took(results, STREAM, count);
      if (took.isPresent()) {
        table.add(List.of(String.valueOf(count), rate(took) + share(results, STREAM, count)));
      }
    }
    return table;
  }

  static Table shared(Results results) {
    Table table =
        new Table(
            "rules, jobs of rules on one aggregate of 1,001 keys (speed against 10 rules)",
            List.of("rules", "rows/s", "state"));
    for (int count : SHARING) {
      OptionalDouble took = took(results, SHARED, count);
      if (took.isPresent()) {
        table.add(
            List.of(
                String.valueOf(count),
                rate(took) + share(results, SHARED, count),
                Spread.number(
                        results
                            .median(NAME, STATE, String.valueOf(count), "millrace")
                            .orElseThrow())
                    + " B"));
      }
    }
    return table;
  }

  private static OptionalDouble took(Results results, String subject, int count) {
    return results.median(NAME, subject, String.valueOf(count), RuleJob.NAME);
  }

  private static String rate(OptionalDouble took) {
    return Spread.number(1e9 / took.getAsDouble());
  }

  private static String share(Results results, String subject, int count) {
    return " (" + Cells.times(ofTen(results, subject, count)) + ")";
  }

  /** The rate of so many rules over that of ten. */
  static OptionalDouble ofTen(Results results, String subject, int count) {
    OptionalDouble ten = took(results, subject, 10);
    OptionalDouble many = took(results, subject, count);
    return ten.isEmpty() || many.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(ten.getAsDouble() / many.getAsDouble());
  }
}
