// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random streams of rows and changes give what {@link RuleModel} says, line for line. */
class RuleModelTest {
  private static final int STREAMS = 60;
  private static final int RESTORED = 3;

  /** Of which one cuts its slide in two, and one leaves gaps. */
  private static final long[][] HOPS = {
    {9_000, 3_000}, {10_000, 4_000}, {12_000, 500}, {3_000, 5_000}
  };

  private static final String[] AGGREGATES = {"sum", "max", "last_value"};

  private final RuleModel model = new RuleModel();
  private final Map<String, Set<Long>> revisions = new HashMap<>();

  private static RuleModel.Shape shape(Random random) {
    boolean keyed = random.nextBoolean();
    int aggregate = random.nextInt(AGGREGATES.length);
    long above = random.nextInt(4) == 0 ? 3 : -1;
    return switch (random.nextInt(3)) {
      case 0 -> new RuleModel.Shape(8_000, 8_000, 0, keyed, aggregate, above);
      case 1 -> {
        long[] hop = HOPS[random.nextInt(HOPS.length)];
        yield new RuleModel.Shape(hop[0], hop[1], 0, keyed, aggregate, above);
      }
      default -> new RuleModel.Shape(0, 0, 2_000, keyed, aggregate, above);
    };
  }

  private static String json(RuleModel.Revision rule) {
    String text = "{'id':'%s','revision':%d".formatted(rule.id(), rule.number());
    if (rule.from() != null) {
      text += ",'effective_from':'" + Instant.ofEpochMilli(rule.from()) + "'";
    }
    RuleModel.Shape shape = rule.shape();
    if (shape == null) {
      return text + ",'action':'" + (rule.factor() == 1 ? "pause" : "remove") + "'}";
    }
    String window =
        shape.gap() > 0
            ? "{'session':'" + shape.gap() + "ms'}"
            : "{'hop':['" + shape.size() + "ms','" + shape.slide() + "ms']}";
    return text
        + ",'sql':'%s(delay) * %d'".formatted(AGGREGATES[shape.aggregate()], rule.factor())
        + (shape.keyed() ? ",'key':['carrier']" : "")
        + (shape.above() < 0 ? "" : ",'where':'delay > " + shape.above() + "'")
        + ",'window':"
        + window
        + "}";
  }

  private void rule(RuleTasks tasks, Random random, List<RuleModel.Shape> shapes, String id)
      throws Exception {
    long number = 1L + random.nextInt(12);
    if (!revisions.computeIfAbsent(id, each -> new HashSet<>()).add(number)) {
      return;
    }
    RuleModel.Shape shape =
        random.nextInt(6) == 0 ? null : shapes.get(random.nextInt(shapes.size()));
    Long from = random.nextInt(3) == 0 ? random.nextInt(40) * 1_000L : null;
    RuleModel.Revision next =
        new RuleModel.Revision(id, number, from, shape, 1 + random.nextInt(3));
    model.change(next);
    tasks.rule(json(next));
  }

  /** Something to do before each element. */
  private interface Between {
    void run(RuleTasks tasks) throws Exception;
  }

  private void stream(RuleTasks tasks, Random random, Between between) throws Exception {
    RuleModel.Shape first = shape(random);
    RuleModel.Shape second = random.nextBoolean() ? shape(random) : first.withOtherAggregate();
    List<RuleModel.Shape> shapes = List.of(first, second);
    for (int i = random.nextInt(4); i > 0; i--) {
      rule(tasks, random, shapes, "ab".substring(i % 2, i % 2 + 1));
    }
    tasks.marker();
    long top = 0;
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(6) == 0) {
        between.run(tasks);
        rule(tasks, random, shapes, random.nextBoolean() ? "a" : "b");
      }
      long time = Math.max(0, top + random.nextInt(3_000) - 1_200);
      top = Math.max(top, time);
      String carrier = random.nextBoolean() ? "UA" : "AA";
      long delay = random.nextInt(9);
      between.run(tasks);
      tasks.event(time, carrier, delay, null);
      model.event(time, carrier, delay);
      between.run(tasks);
      tasks.watermark(top - 700);
      model.watermark(top - 700);
    }
    tasks.end();
    model.watermark(Long.MAX_VALUE);
  }

  @Test
  void rulesAnswerWhatTheModelSays() throws Exception {
    answer(STREAMS, tasks -> {});
  }

  @Test
  void alsoWhenTheyAreRestoredBeforeEachElement() throws Exception {
    int[] count = {0};
    answer(RESTORED, tasks -> tasks.restore(1 + count[0]++ % 3));
  }

  private static void answer(int streams, Between between) throws Exception {
    long seed = System.nanoTime();
    for (int i = 0; i < streams; i++) {
      RuleModelTest test = new RuleModelTest();
      try (RuleTasks tasks = new RuleTasks(1 + i % 3)) {
        test.stream(tasks, new Random(seed + i), between);
        List<String> late = new ArrayList<>();
        for (String line : tasks.errors()) {
          if (line.contains("higher ones came before")) {
            continue;
          }
          assertThat(line).contains("LATE_EVENT");
          late.add(
              line.replaceAll(
                  ".*rule\":\"(.)\",\"revision\":(\\d+).*delay\":(\\d+).*", "$1 $2 $3"));
        }
        assertThat(tasks.results().stream().sorted().toList())
            .as("seed %d", seed + i)
            .isEqualTo(test.model.results().stream().sorted().toList());
        assertThat(late.stream().sorted().toList())
            .as("seed %d, late", seed + i)
            .isEqualTo(test.model.late().stream().sorted().toList());
      }
    }
  }
}
