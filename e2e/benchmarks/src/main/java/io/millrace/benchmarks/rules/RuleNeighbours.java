// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.flink.Cluster;
import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Cells;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.harness.Spread;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Whole jobs, run by turns: what rules lose beside one that fails, and what they save where parts
 * of them are the same.
 */
final class RuleNeighbours {
  private static final String NAME = "rules";
  private static final int RULES = 100;

  private static final String BESIDE = "beside";
  private static final String ALONE = RULES + " rules";
  private static final String FAILING = "and one that fails";
  private static final String LARGE = "and one over a limit";

  private static final String COMMON = "common";
  private static final String ONE = "1 rule";
  private static final String SAME = RULES + " rules over one part";
  private static final String OWN = RULES + " rules, each its own";

  private RuleNeighbours() {}

  static void run(Run run) {
    boolean quick = run.options().quick();
    Slots slots = Slots.runs(1, quick ? 5 : 9, run.options().pace());
    beside(run, Feed.POOL * (quick ? 16L : 64L), slots);
    common(run, Feed.POOL * (quick ? 2L : 8L), slots);
  }

  /** With as many failures as are let pass by default, after which the rule is left out. */
  static void beside(Run run, long rows, Slots slots) {
    List<String> selective = numbered(Selective.sql(RULES));
    compare(
        run,
        BESIDE,
        slots,
        cluster ->
            List.of(
                new RuleJob(cluster, ALONE, selective, rows, RuleJob.Errors.WRONG),
                beside(cluster, FAILING, selective, "1 / (a - a) > 0", rows),
                beside(cluster, LARGE, selective, "repeat(s, 2000000000) = s", rows)));
  }

  private static RuleJob beside(
      Cluster cluster, String name, List<String> others, String sql, long rows) {
    List<String> lines = new ArrayList<>(others);
    lines.add(line("bad", sql));
    return new RuleJob(cluster, name, lines, rows, RuleJob.Errors.EXPECTED);
  }

  static void common(Run run, long rows, Slots slots) {
    String part = "character_length(regexp_replace(upper(s), '[AEIOU]{%d}', '-'))";
    List<String> same =
        IntStream.range(0, RULES).mapToObj(i -> part.formatted(1) + " = " + (1_000 + i)).toList();
    List<String> own =
        IntStream.range(0, RULES)
            .mapToObj(i -> part.formatted(1 + i) + " = " + (1_000 + i))
            .toList();
    compare(
        run,
        COMMON,
        slots,
        cluster ->
            List.of(
                job(cluster, ONE, same.subList(0, 1), rows),
                job(cluster, SAME, same, rows),
                job(cluster, OWN, own, rows)));
  }

  private static RuleJob job(Cluster cluster, String name, List<String> sql, long rows) {
    return new RuleJob(cluster, name, numbered(sql), rows, RuleJob.Errors.WRONG);
  }

  private static void compare(
      Run run, String subject, Slots slots, Function<Cluster, List<RuleJob>> contestants) {
    try (Cluster cluster = new Cluster()) {
      List<RuleJob> jobs = contestants.apply(cluster);
      Map<String, Spread> spreads = slots.measure(jobs);
      long answers = jobs.get(0).answers();
      for (RuleJob job : jobs) {
        run.admit(NAME, subject, "", job.name(), () -> checked(job, answers))
            .ifPresent(
                right -> run.results().add(NAME, subject, "", "ns/row", List.of(right), spreads));
      }
    }
  }

  private static RuleJob checked(RuleJob job, long answers) {
    if (job.answers() != answers) {
      throw new WrongAnswer(job.answers() + " answers, expected " + answers);
    }
    return job;
  }

  private static List<String> numbered(List<String> sql) {
    return IntStream.range(0, sql.size()).mapToObj(i -> line("r" + i, sql.get(i))).toList();
  }

  private static String line(String id, String sql) {
    return "{\"id\":\"%s\",\"revision\":1,\"sql\":\"%s\"}".formatted(id, sql);
  }

  static List<Table> tables(Results results) {
    return List.of(
        table(results, "rules, jobs beside a rule that fails", BESIDE, ALONE, FAILING, LARGE),
        table(results, "rules, jobs of rules with a common part", COMMON, ONE, SAME, OWN));
  }

  private static Table table(Results results, String title, String subject, String... jobs) {
    Table table = new Table(title + " (speed against the first)", List.of("job", "rows/s"));
    for (String job : jobs) {
      OptionalDouble took = results.median(NAME, subject, "", job);
      if (took.isPresent()) {
        OptionalDouble speed = results.ratio(NAME, subject, "", jobs[0], job);
        table.add(
            List.of(
                job, Spread.number(1e9 / took.getAsDouble()) + " (" + Cells.times(speed) + ")"));
      }
    }
    return table;
  }

  static List<Aim> aims(Results results) {
    return List.of(
        Aim.atLeast(
            "rows a second beside a rule that fails / without it",
            0.8,
            "×",
            results.ratio(NAME, BESIDE, "", ALONE, FAILING)),
        Aim.atLeast(
            "rows a second beside a rule over a limit / without it",
            0.8,
            "×",
            results.ratio(NAME, BESIDE, "", ALONE, LARGE)));
  }
}
