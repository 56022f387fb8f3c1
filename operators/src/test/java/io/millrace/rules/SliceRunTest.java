// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.udf.Accumulator;
import io.millrace.udf.AggregateUdf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a hopping window has in common with the next is merged once, and that never shows. */
class SliceRunTest {
  private static final AtomicLong MERGES = new AtomicLong();
  private static final SessionFactory SESSIONS =
      () -> {
        SessionContext session = SessionContext.create();
        session.registerUdaf(
            AggregateUdf.of(
                "counted",
                List.of(DataType.INT64),
                DataType.INT64,
                List.of(DataType.INT64),
                Counted::new));
        return session;
      };

  /** Rows, by an accumulator that counts merges of all. */
  static final class Counted implements Accumulator {
    private long rows;

    @Override
    public void update(List<Object> args) {
      rows++;
    }

    @Override
    public void merge(List<Object> state) {
      MERGES.incrementAndGet();
      rows += (Long) state.get(0);
    }

    @Override
    public List<Object> state() {
      return List.of(rows);
    }

    @Override
    public Object evaluate() {
      return rows;
    }
  }

  private static long mergesOfEachWindow(int seconds, boolean isInterrupted) throws Exception {
    RuleOptions options = Rules.over(RuleTasks.SCHEMA).withSessions(SESSIONS).options();
    try (RuleTasks tasks = new RuleTasks(1, options)) {
      tasks.rule(
          "{'id':'a','revision':1,'sql':'counted(delay)','key':['carrier'],"
              + "'window':{'hop':['%ds','1s']}}".formatted(seconds));
      tasks.marker();
      long before = 0;
      for (int i = 0; i < 2 * seconds; i++) {
        if (i == seconds) {
          before = MERGES.get();
          tasks.results();
        }
        tasks.event(1_000 * i, "UA", 1L, null);
        tasks.watermark(1_000 * i + 999);
        if (isInterrupted && i % 100 == 0) {
          tasks.restore(1);
        }
      }
      assertThat(tasks.results())
          .hasSize(seconds)
          .allMatch(line -> line.endsWith("\"value\":" + seconds + "}"));
      return (MERGES.get() - before) / seconds;
    }
  }

  @Test
  void mergesOfAWindowGrowAsTheRootOfItsSlices() throws Exception {
    assertThat(mergesOfEachWindow(100, false)).isLessThan(2 * 10 + 10);
    assertThat(mergesOfEachWindow(900, false)).isLessThan(2 * 30 + 10);
    assertThat(mergesOfEachWindow(900, true)).isLessThan(2 * 30 + 40);
  }

  private static final List<String> CALLS =
      List.of(
          "sum(ratio)",
          "avg(ratio) * 3",
          "first_value(delay)",
          "last_value(delay) + count(*)",
          "stddev(ratio) + max(delay)",
          "min(ratio) - sum(delay)");

  private interface Step {
    void run(RuleTasks tasks) throws Exception;
  }

  private static String rule(Random random, int revision) {
    String sql = CALLS.get(random.nextInt(CALLS.size()));
    String[] hops = {"'64s','1s'", "'50s','3s'", "'61s','2s'"};
    return "{'id':'r%d','revision':%d,'sql':'%s','key':['carrier'],'window':{'hop':[%s]}}"
        .formatted(random.nextInt(4), revision, sql, hops[random.nextInt(hops.length)]);
  }

  /**
   * Rows in and out of order, some late for a part of their windows, changes of rules now and then.
   */
  private static List<Step> stream(Random random) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String rule = rule(random, 1);
      steps.add(tasks -> tasks.rule(rule));
    }
    steps.add(RuleTasks::marker);
    long top = 0;
    for (int i = 1; i < 300; i++) {
      if (random.nextInt(40) == 0) {
        String rule = rule(random, 1 + i);
        steps.add(tasks -> tasks.rule(rule));
      }
      if (random.nextInt(30) == 0) {
        String other = "{'id':'other','revision':%d,'sql':'delay > 100'}".formatted(i);
        steps.add(tasks -> tasks.rule(other));
      }
      top += random.nextInt(60) == 0 ? 80_000 : random.nextInt(1_500);
      long time = Math.max(0, random.nextInt(12) == 0 ? top - random.nextInt(40_000) : top);
      String carrier = random.nextInt(4) == 0 ? "AA" : "UA";
      long delay = random.nextInt(1_000);
      double ratio = random.nextDouble();
      steps.add(tasks -> tasks.event(time, carrier, delay, ratio));
      long mark = top - random.nextInt(2_000);
      steps.add(tasks -> tasks.watermark(Math.max(mark, tasks.marked())));
    }
    return steps;
  }

  private static List<String> run(List<Step> steps, int parallelism, Step between)
      throws Exception {
    try (RuleTasks tasks = new RuleTasks(parallelism)) {
      for (Step step : steps) {
        step.run(tasks);
        between.run(tasks);
      }
      tasks.end();
      assertThat(tasks.keysKept() + tasks.timersKept()).isZero();
      List<String> lines = new ArrayList<>(tasks.results());
      lines.addAll(tasks.errors());
      return lines.stream().sorted().toList();
    }
  }

  private static void restored(RuleTasks tasks, Random restores) throws Exception {
    if (restores.nextInt(12) == 0) {
      tasks.restore(1);
    }
  }

  /** To the last bit, though no run outlives a restore. */
  @Test
  void neitherRestoresNorParallelismShow() throws Exception {
    long seed = System.nanoTime();
    for (int i = 0; i < 2; i++) {
      List<Step> steps = stream(new Random(seed + i));
      Random restores = new Random(i);
      List<String> expected = run(steps, 1, tasks -> {});
      assertThat(expected).as("seed %d", seed + i).hasSizeGreaterThan(300);
      assertThat(run(steps, 1, tasks -> restored(tasks, restores)))
          .as("seed %d, restored", seed + i)
          .isEqualTo(expected);
      assertThat(run(steps, 3, tasks -> {})).as("seed %d, parallel", seed + i).isEqualTo(expected);
    }
  }
}
