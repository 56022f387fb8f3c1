// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot anywhere in the stream, restored with another parallelism, shows nowhere. */
class RuleRestoreTest {
  private interface Step {
    void run(RuleTasks tasks) throws Exception;
  }

  /** Two keys, three rules and more; changes of every kind in the middle. */
  private static List<Step> stream() {
    List<Step> steps = new ArrayList<>();
    steps.add(event(1_000, "UA", 1L));
    steps.add(
        rule(
            "'id':'sum','revision':1,'sql':'sum(delay)','key':['carrier'],"
                + "'window':{'tumble':'10s'}"));
    steps.add(
        rule(
            "'id':'avg','revision':1,'sql':'avg(ratio) > 1','key':['carrier'],"
                + "'window':{'hop':['20s','10s']},'emit':'all'"));
    steps.add(
        rule(
            "'id':'last','revision':1,'sql':'last_value(delay)','key':['delay % 2'],"
                + "'window':{'session':'4s'}"));
    steps.add(rule("'id':'row','revision':1,'sql':'delay > 5'"));
    steps.add(rule("'id':'row','revision':5,'action':'shadow','sql':'10 / (delay - 4) > 0'"));
    steps.add(
        rule(
            "'id':'sum','revision':3,'action':'shadow','sql':'sum(delay) * 2','key':['carrier'],"
                + "'window':{'tumble':'10s'},'where':'delay > 1'"));
    steps.add(event(2_000, "AA", 2L));
    steps.add(RuleTasks::marker);
    for (int i = 0; i < 8; i++) {
      steps.add(event(3_000 + 700 * i, i % 3 == 0 ? "UA" : "AA", i));
    }
    steps.add(tasks -> tasks.watermark(5_000));
    steps.add(
        rule(
            "'id':'sum','revision':2,'sql':'sum(delay) + 1000','key':['carrier'],"
                + "'window':{'tumble':'10s'}"));
    steps.add(
        rule(
            "'id':'late','revision':1,'sql':'sum(delay)','key':['carrier'],"
                + "'window':{'tumble':'10s'}"));
    steps.add(
        rule(
            "'id':'last','revision':3,'action':'shadow','sql':'first_value(delay)',"
                + "'key':['delay % 2'],'window':{'session':'4s'}"));
    steps.add(
        rule(
            "'id':'last','revision':2,'sql':'-last_value(delay)','key':['delay % 2'],"
                + "'window':{'session':'4s'},'effective_from':'1970-01-01T00:00:12Z'"));
    for (int i = 0; i < 8; i++) {
      steps.add(event(8_000 + 900 * i, i % 3 == 0 ? "UA" : "AA", i));
    }
    steps.add(tasks -> tasks.watermark(9_999));
    steps.add(rule("'id':'avg','revision':2,'action':'remove'"));
    steps.add(
        rule(
            "'id':'sum','revision':4,'sql':'sum(delay)','key':['carrier'],"
                + "'window':{'tumble':'10s'},'where':'delay > 1'"));
    steps.add(event(17_000, "AA", 3L));
    steps.add(event(9_000, "AA", 9L));
    steps.add(tasks -> tasks.watermark(14_000));
    steps.add(event(18_000, "UA", 4L));
    return steps;
  }

  private static Step event(long time, String carrier, long delay) {
    return tasks -> tasks.event(time, carrier, delay, delay / 2.0);
  }

  private static Step rule(String fields) {
    return tasks -> tasks.rule("{" + fields + "}");
  }

  private static List<String> run(int parallelism, int at, int... then) throws Exception {
    try (RuleTasks tasks = new RuleTasks(parallelism)) {
      List<Step> steps = stream();
      for (int i = 0; i < steps.size(); i++) {
        if (i >= at && i - at < then.length) {
          tasks.restore(then[i - at]);
        }
        steps.get(i).run(tasks);
      }
      tasks.end();
      List<String> all = new ArrayList<>(tasks.results());
      all.addAll(tasks.errors());
      all.addAll(tasks.shadow());
      return all.stream().sorted().toList();
    }
  }

  @Test
  void theStreamIsWorthATest() throws Exception {
    assertThat(run(1, 0))
        .anyMatch(line -> line.contains("\"rule\":\"sum\",\"revision\":2"))
        .anyMatch(line -> line.contains("\"rule\":\"late\""))
        .anyMatch(line -> line.contains("\"rule\":\"last\",\"revision\":1"))
        .anyMatch(line -> line.contains("\"rule\":\"last\",\"revision\":2"))
        .anyMatch(line -> line.contains("\"rule\":\"avg\""))
        .anyMatch(line -> line.contains("\"rule\":\"row\""))
        .anyMatch(line -> line.contains("\"rule\":\"sum\",\"revision\":4"))
        .anyMatch(line -> line.contains("\"rule\":\"sum\",\"revision\":3,\"shadow\":true"))
        .anyMatch(line -> line.contains("\"rule\":\"last\",\"revision\":3,\"shadow\":true"))
        .anyMatch(line -> line.contains("\"rule\":\"row\",\"revision\":5,\"shadow\":true"))
        .anyMatch(line -> line.contains("LATE_EVENT"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void parallelismShowsNowhere(int parallelism) throws Exception {
    assertThat(run(parallelism, 0)).isEqualTo(run(1, 0));
  }

  @Test
  void aRestoreAtAnyPlaceWithRescalingShowsNowhere() throws Exception {
    List<String> expected = run(1, 0);
    for (int at = 0; at < stream().size(); at++) {
      assertThat(run(1, at, 2, 1)).as("1, 2, 1 at step %d", at).isEqualTo(expected);
      assertThat(run(2, at, 3)).as("2, 3 at step %d", at).isEqualTo(expected);
    }
  }
}
