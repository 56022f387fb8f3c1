// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of one key, window and predicate keep each aggregate call once, and do not show it. */
class SharedCallsTest {
  private static final String RULE =
      "{'id':'%s','revision':%d,'sql':'%s','key':['carrier'],'window':{'tumble':'10s'}}";

  private static String rule(String id, int revision, String sql) {
    return RULE.formatted(id, revision, sql);
  }

  private static List<String> values(RuleTasks tasks, String id) {
    return tasks.results().stream()
        .filter(line -> line.startsWith("{\"rule\":\"" + id + "\""))
        .map(line -> line.replaceAll(".*\"value\":(.*)}", "$1"))
        .toList();
  }

  /** But for the number of the last change, of which each share has a few digits more. */
  @Test
  void aThousandRulesOnOneAggregateKeepAsMuchAsOne() throws Exception {
    assertThat(kept(1_000)).isPositive().isCloseTo(kept(1), within(4L));
  }

  private static long kept(int rules) throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      for (int i = 0; i < rules; i++) {
        tasks.rule(rule("r" + i, 1, "avg(delay) > " + i));
      }
      tasks.marker();
      for (int i = 0; i < 20; i++) {
        tasks.event(i * 100, i % 2 == 0 ? "UA" : "AA", 7L, null);
      }
      long bytes = tasks.keyedBytes();
      tasks.end();
      assertThat(tasks.results()).hasSize(2 * Math.min(7, rules));
      return bytes;
    }
  }

  @Test
  void rulesThatHaveSomeCallsInCommonAreOfOneGroup() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(rule("a", 1, "sum(delay)"));
      tasks.rule(rule("b", 1, "max(delay) - sum(delay)"));
      tasks.rule(rule("c", 1, "count(*)"));
      tasks.marker();
      tasks.event(1_000, "UA", 7L, null);
      tasks.event(2_000, "UA", 5L, null);

      assertThat(tasks.keysKept()).isEqualTo(1);
      tasks.end();
      assertThat(tasks.results())
          .extracting(line -> line.replaceAll(".*\"rule\":\"(.)\".*\"value\":(.*)}", "$1 $2"))
          .containsExactlyInAnyOrder("a 12", "b -5", "c 2");
    }
  }

  @Test
  void aCallThatComesLaterSeesRowsFromThenOn() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(rule("a", 1, "sum(delay)"));
      tasks.marker();
      tasks.event(1_000, "UA", 7L, null);
      tasks.rule(rule("b", 1, "max(delay) + sum(delay)"));
      tasks.event(2_000, "UA", 5L, null);
      tasks.end();

      assertThat(tasks.results())
          .extracting(line -> line.replaceAll(".*\"rule\":\"(.)\".*\"value\":(.*)}", "$1 $2"))
          .containsExactlyInAnyOrder("a 12", "b 10");
    }
  }

  @Test
  void aCallThatLeftLeavesNothingToThoseThatFollow() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(rule("a", 1, "sum(delay)"));
      tasks.rule(rule("b", 1, "max(delay)"));
      tasks.marker();
      tasks.event(1_000, "UA", 7L, null);
      tasks.rule("{'id':'b','revision':2,'action':'remove'}");
      tasks.restore(2);
      tasks.rule(rule("c", 1, "min(delay)"));
      tasks.event(2_000, "UA", 9L, null);
      tasks.rule("{'id':'c','revision':2,'action':'remove'}");
      tasks.rule(rule("b", 3, "max(delay)"));
      tasks.restore(1);
      tasks.event(3_000, "UA", 5L, null);
      tasks.end();

      assertThat(tasks.results())
          .extracting(line -> line.replaceAll(".*\"rule\":\"(.)\".*\"value\":(.*)}", "$1 $2"))
          .containsExactlyInAnyOrder("a 21", "b 5");
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void aChangeThatKeepsTheCallsGoesOnAndOneThatDoesNotStartsAnew() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(rule("a", 1, "sum(delay)"));
      tasks.rule(rule("b", 1, "sum(delay) + max(delay)"));
      tasks.marker();
      tasks.event(1_000, "UA", 7L, null);
      tasks.rule(rule("a", 2, "sum(delay) * 10"));
      tasks.rule(rule("b", 2, "sum(delay)"));
      tasks.event(2_000, "UA", 5L, null);
      tasks.end();

      assertThat(tasks.results())
          .extracting(line -> line.replaceAll(".*\"rule\":\"(.)\".*\"value\":(.*)}", "$1 $2"))
          .containsExactlyInAnyOrder("a 120", "b 5");
      assertThat(tasks.windowsCounted("droppedWindows")).isEqualTo(1);
    }
  }

  @Test
  void aCallThatHasNoArgumentsIsTheErrorOfItsRulesAlone() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(rule("a", 1, "count(*)"));
      tasks.rule(rule("b", 1, "sum(10 / delay)"));
      tasks.marker();
      tasks.event(1_000, "UA", 0L, null);
      tasks.event(2_000, "UA", 5L, null);
      tasks.end();

      assertThat(tasks.errors())
          .singleElement()
          .asString()
          .contains("\"rule\":\"b\"", "EVALUATION");
      assertThat(tasks.results())
          .extracting(line -> line.replaceAll(".*\"rule\":\"(.)\".*\"value\":(.*)}", "$1 $2"))
          .containsExactlyInAnyOrder("a 2", "b 2");
    }
  }

  @Test
  void aCallWithoutAResultIsTheErrorOfItsRulesAlone() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(rule("a", 1, "count(*)"));
      tasks.rule(rule("b", 1, "10 / sum(delay)"));
      tasks.rule(rule("c", 1, "length(string_agg(carrier, repeat(carrier, 4000000)))"));
      tasks.marker();
      for (int i = 0; i < 20; i++) {
        tasks.event(1_000 + i, "UA", 0L, null);
      }
      tasks.end();

      assertThat(tasks.errors()).hasSize(2);
      assertThat(values(tasks, "a")).containsExactly("20");
    }
  }
}
