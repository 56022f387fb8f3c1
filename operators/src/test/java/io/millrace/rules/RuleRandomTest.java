// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random streams of rows, watermarks and changes of rules, shadows and tombstones, some of which
 * fail: neither parallelism, nor restores, nor the other rules show in what a rule answers.
 */
class RuleRandomTest {
  private static final int STREAMS = 20;

  /** A revision that fails so often may be in quarantine, where there is one instance. */
  private static final int FEW = 2;

  private static final int MANY = 1_000;
  private static final List<String> IDS = List.of("a", "b", "c", "d");
  private static final String[] SHAPES = {
    "'sql':'sum(delay)','window':{'tumble':'8s'}",
    "'sql':'sum(delay) * 2','window':{'tumble':'8s'}",
    "'sql':'count(*)','key':['carrier'],'window':{'tumble':'8s'},'having':'sum(delay) > 3'",
    "'sql':'max(delay)','key':['carrier'],'window':{'hop':['9s','3s']}",
    "'sql':'max(delay) + 1','key':['carrier'],'window':{'hop':['9s','3s']}",
    "'sql':'last_value(delay)','key':['carrier'],'window':{'session':'2s'}",
    "'sql':'-last_value(delay)','key':['carrier'],'window':{'session':'2s'}",
    "'sql':'sum(delay)','window':{'session':'3s'},'where':'delay > 2'",
    "'sql':'delay * 3','where':'delay > 4'",
    "'sql':'7 / (delay - 4)'",
    "'sql':'7 / (delay - 3)','on_error':'null'",
    "'sql':'sum(7 / (delay - 2))','window':{'tumble':'8s'}",
    "'sql':'max(7 / (delay - 1))','on_error':'null','key':['carrier'],'window':{'hop':['9s','3s']}",
    "'sql':'7 / (count(*) % 3)','window':{'session':'2s'}",
    "'sql':'7 / (count(*) % 2)','on_error':'null','window':{'tumble':'3s'}",
  };

  /** One element of the input. */
  private interface Step {
    void run(RuleTasks tasks) throws Exception;
  }

  private record Named(String rule, Step step) {}

  private static List<Named> stream(Random random) {
    List<Named> steps = new ArrayList<>();
    int first = random.nextInt(4);
    for (int i = 0; i < first; i++) {
      steps.add(rule(random));
    }
    steps.add(new Named(null, RuleTasks::marker));
    long top = 0;
    long mark = Long.MIN_VALUE;
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(6) == 0) {
        steps.add(rule(random));
      }
      long time = Math.max(0, top + random.nextInt(3_000) - 1_200);
      top = Math.max(top, time);
      String carrier = random.nextBoolean() ? "UA" : "AA";
      long delay = random.nextInt(9);
      steps.add(new Named(null, tasks -> tasks.event(time, carrier, delay, null)));
      long next = Math.max(mark, top - 1_500);
      mark = next;
      steps.add(new Named(null, tasks -> tasks.watermark(next)));
    }
    return steps;
  }

  private static Named rule(Random random) {
    String id = IDS.get(random.nextInt(IDS.size()));
    if (random.nextInt(12) == 0) {
      return new Named(id, tasks -> tasks.tombstone(id));
    }
    int revision = 1 + random.nextInt(12);
    String shape = SHAPES[random.nextInt(SHAPES.length)];
    String content =
        switch (random.nextInt(12)) {
          case 0 -> "'action':'pause'";
          case 1 -> "'action':'remove'";
          case 2, 3 -> "'action':'shadow'," + shape;
          default -> shape;
        };
    String from =
        random.nextInt(3) == 0
            ? ",'effective_from':'1970-01-01T00:00:%02dZ'".formatted(random.nextInt(40))
            : "";
    String json = "{'id':'%s','revision':%d,%s%s}".formatted(id, revision, content, from);
    return new Named(id, tasks -> tasks.rule(json));
  }

  /** All lines but refusals, which depend on nothing but the reader. */
  private static List<String> run(List<Named> steps, String only, int parallelism, Random restores)
      throws Exception {
    return run(
        steps,
        only,
        parallelism,
        tasks -> {
          if (restores.nextInt(12) == 0) {
            tasks.restore(1 + restores.nextInt(3));
          }
        });
  }

  private static List<String> run(List<Named> steps, String only, int parallelism, Step before)
      throws Exception {
    return run(steps, only, new RuleTasks(parallelism, MANY), before);
  }

  private static List<String> run(List<Named> steps, String only, RuleTasks started, Step before)
      throws Exception {
    try (RuleTasks tasks = started) {
      for (Named named : steps) {
        before.run(tasks);
        if (only == null || named.rule() == null || named.rule().equals(only)) {
          named.step().run(tasks);
        }
      }
      tasks.end();
      List<String> lines = new ArrayList<>(tasks.results());
      lines.addAll(tasks.errors());
      lines.addAll(tasks.shadow());
      lines.removeIf(line -> line.contains("REVISION_CONFLICT"));
      return lines.stream().sorted().toList();
    }
  }

  @Test
  void parallelismAndRestoresDoNotShow() throws Exception {
    long seed = System.nanoTime();
    for (int i = 0; i < STREAMS; i++) {
      List<Named> steps = stream(new Random(seed + i));
      List<String> expected = run(steps, null, 1, tasks -> {});
      assertThat(run(steps, null, 1, new Random(i)))
          .as("seed %d, restored", seed + i)
          .isEqualTo(expected);
      assertThat(run(steps, null, 3, new Random(i)))
          .as("seed %d, parallel and restored", seed + i)
          .isEqualTo(expected);
    }
  }

  @Test
  void aRestoreAfterEachElementDoesNotShow() throws Exception {
    long seed = System.nanoTime();
    for (int i = 0; i < STREAMS / 5; i++) {
      List<Named> steps = stream(new Random(seed + i));
      int parallelism = 1 + i % 2;
      assertThat(run(steps, null, parallelism, tasks -> tasks.restore(parallelism)))
          .as("seed %d, parallelism %d", seed + i, parallelism)
          .isEqualTo(run(steps, null, 1, tasks -> {}));
    }
  }

  /** Instances count apart, so there is one. */
  @Test
  void aRestoreAfterEachElementDoesNotShowInWhatIsQuarantined() throws Exception {
    long seed = System.nanoTime();
    String failing = "{'id':'q','revision':1,'sql':'1 / (delay - delay)'}";
    for (int i = 0; i < STREAMS / 10; i++) {
      List<Named> steps = stream(new Random(seed + i));
      steps.add(0, new Named("q", tasks -> tasks.rule(failing)));
      List<String> expected = run(steps, null, new RuleTasks(1, FEW), tasks -> {});
      assertThat(run(steps, null, new RuleTasks(1, FEW), tasks -> tasks.restore(1)))
          .as("seed %d", seed + i)
          .isEqualTo(expected)
          .anyMatch(line -> line.contains("quarantine-after"));
    }
  }

  @Test
  void otherRulesDoNotShow() throws Exception {
    long seed = System.nanoTime();
    int answers = 0;
    for (int i = 0; i < STREAMS; i++) {
      List<Named> steps = stream(new Random(seed + i));
      List<String> together = run(steps, null, 2, tasks -> {});
      for (String id : IDS) {
        List<String> own =
            together.stream().filter(line -> line.startsWith("{\"rule\":\"" + id)).toList();
        assertThat(run(steps, id, 2, tasks -> {}))
            .as("seed %d, rule %s", seed + i, id)
            .isEqualTo(own);
        answers += own.size();
      }
    }
    assertThat(answers).isGreaterThan(10 * STREAMS);
  }

  @Test
  void resultsOfWindowsAreUnique() throws Exception {
    long seed = System.nanoTime();
    for (int i = 0; i < STREAMS; i++) {
      List<String> lines = run(stream(new Random(seed + i)), null, 2, tasks -> {});
      assertThat(
              lines.stream()
                  .filter(line -> line.contains("\"window\""))
                  .map(line -> line.replaceAll(",\"value\".*", "")))
          .as("seed %d", seed + i)
          .doesNotHaveDuplicates();
    }
  }
}
