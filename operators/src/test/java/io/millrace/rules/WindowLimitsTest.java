// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.session.SessionContext;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.junit.jupiter.api.Test;

/** A rule that would keep too much says so once, and the others go on. */
class WindowLimitsTest {
  private static final String BY_CARRIER =
      "{'id':'%s','revision':1,'sql':'count(*)','key':['carrier'],'window':%s}";

  private static RuleTasks tasks(Limit limit, long value) throws Exception {
    Limits limits = Limits.DEFAULT.with(limit, value);
    return new RuleTasks(
        1,
        Rules.over(RuleTasks.SCHEMA)
            .withSessions(() -> SessionContext.create().withLimits(limits))
            .options());
  }

  private static List<String> results(RuleTasks tasks) {
    return tasks.results().stream()
        .map(
            line ->
                line.replaceAll(
                    ".*\"rule\":\"(.)\".*\"key\":\\[(.*?)],.*\"value\":(.*)}", "$1 $2 $3"))
        .toList();
  }

  @Test
  void moreKeysThanMayBeAreRefusedOnceAWindow() throws Exception {
    for (String window : List.of("{'tumble':'10s'}", "{'hop':['10s','10s']}", "{'session':'6s'}")) {
      try (RuleTasks tasks = tasks(Limit.WINDOW_KEYS, 2)) {
        tasks.rule(BY_CARRIER.formatted("a", window));
        tasks.rule("{'id':'b','revision':1,'sql':'count(*)','window':{'tumble':'10s'}}");
        tasks.marker();
        for (String carrier : List.of("UA", "AA", "DL", "UA", "DL", "EV")) {
          tasks.event(1_000, carrier, 1L, null);
        }
        tasks.restore(1);
        tasks.event(2_000, "AA", 1L, null);
        assertThat(tasks.errors())
            .as(window)
            .singleElement()
            .asString()
            .contains("\"rule\":\"a\"", "LIMIT_EXCEEDED", "3 keys", "maxWindowKeys = 2");
        assertThat(tasks.atWindows("openKeys")).isEqualTo(3L);
        tasks.watermark(9_999);
        assertThat(tasks.atWindows("openKeys")).isEqualTo(0L);
        assertThat(results(tasks)).containsExactlyInAnyOrder("a \"UA\" 2", "a \"AA\" 2", "b  7");

        tasks.event(11_000, "DL", 1L, null);
        tasks.event(11_000, "EV", 1L, null);
        tasks.end();
        assertThat(results(tasks)).containsExactlyInAnyOrder("a \"DL\" 1", "a \"EV\" 1", "b  2");
        assertThat(tasks.errors()).isEmpty();
      }
    }
  }

  @Test
  void aRuleThatGoesMakesRoomForKeys() throws Exception {
    try (RuleTasks tasks = tasks(Limit.WINDOW_KEYS, 1)) {
      tasks.rule(BY_CARRIER.formatted("a", "{'tumble':'10s'}"));
      tasks.marker();
      tasks.event(1_000, "UA", 1L, null);
      tasks.rule("{'id':'a','revision':2,'action':'remove'}");
      tasks.rule(BY_CARRIER.formatted("b", "{'tumble':'10s'}"));
      tasks.event(1_000, "AA", 1L, null);
      tasks.end();

      assertThat(results(tasks)).containsExactly("b \"AA\" 1");
      assertThat(tasks.errors()).isEmpty();
    }
  }

  /** Rows of the far future say something of another window each. */
  @Test
  void whatWasSaidIsRememberedOfSoManyWindowsOnly() {
    WindowLimits limits =
        new WindowLimits(Limits.DEFAULT, new WindowLimits.Counts(new HashMap<>(), new HashMap<>()));
    int told = 0;
    for (int i = 0; i < 2 * WindowLimits.MOST_TOLD; i++) {
      told += limits.tellOfKeys(1, new TimeWindow(i, i + 10L)) ? 1 : 0;
    }
    assertThat(told).isEqualTo(WindowLimits.MOST_TOLD);
    limits.passed(WindowLimits.MOST_TOLD);
    assertThat(limits.tellOfKeys(1, new TimeWindow(99_999, 100_009))).isTrue();
  }

  @Test
  void aSessionThatGrowsTooLongIsCut() throws Exception {
    try (RuleTasks tasks = tasks(Limit.SESSION_SECONDS, 3)) {
      tasks.rule(BY_CARRIER.formatted("a", "{'session':'2s'}"));
      tasks.rule(BY_CARRIER.formatted("b", "{'tumble':'1m'}"));
      tasks.marker();
      for (int i = 0; i < 10; i++) {
        tasks.event(1_000 + i * 1_000, "UA", 1L, null);
      }
      assertThat(tasks.windowsCounted("droppedRows")).isEqualTo(2);
      assertThat(tasks.errors())
          .singleElement()
          .asString()
          .contains("\"rule\":\"a\"", "LIMIT_EXCEEDED", "4 seconds", "maxSessionSeconds = 3");
      tasks.end();
      assertThat(results(tasks))
          .containsExactlyInAnyOrder("a \"UA\" 4", "a \"UA\" 4", "b \"UA\" 10");
    }
  }

  /** A rule beside it that keeps no rows has all of them. */
  @Test
  void moreRowsThanMayBeKeptStayOutOfWhatKeepsThem() throws Exception {
    String rule = "{'id':'%s','revision':1,'sql':'%s','key':['carrier'],'window':%s}";
    for (String window : List.of("{'tumble':'10s'}", "{'hop':['10s','5s']}", "{'session':'5s'}")) {
      try (RuleTasks tasks = tasks(Limit.HELD_ROWS, 5)) {
        tasks.rule(rule.formatted("a", "array_length(array_agg(delay))", window));
        tasks.rule(rule.formatted("b", "count(*)", window));
        tasks.marker();
        for (int i = 0; i < 4; i++) {
          tasks.event(5_000 + i, i < 2 ? "UA" : "AA", 1L, null);
        }
        assertThat(tasks.atWindows("heldRows")).isEqualTo(4L);
        tasks.restore(2);
        tasks.restore(1);
        assertThat(tasks.atWindows("heldRows")).as(window).isEqualTo(4L);
        tasks.event(6_000, "UA", 1L, null);
        assertThat(tasks.errors()).isEmpty();
        tasks.event(7_000, "UA", 1L, null);
        assertThat(tasks.errors())
            .isNotEmpty()
            .allSatisfy(
                line ->
                    assertThat(line)
                        .contains("\"rule\":\"a\"", "LIMIT_EXCEEDED", "6 rows", "maxHeldRows = 5"));
        tasks.rule("{'id':'a','revision':2,'action':'remove'}");
        tasks.watermark(4_000);
        assertThat(tasks.atWindows("heldRows")).as("the other has the same share").isNotNull();
        tasks.rule(rule.formatted("c", "array_agg(delay)", window).replace("1,", "3,"));
        tasks.end();
        assertThat(results(tasks))
            .as(window)
            .contains("b \"UA\" 4", "b \"AA\" 2")
            .noneMatch(line -> line.startsWith("a"));
        assertThat(tasks.atWindows("heldRows")).isEqualTo(0L);
      }
    }
  }
}
