// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What tasks keep when windows and rules are gone: nothing keyed, no timer. */
class StateLeftTest {
  private static final String WINDOWED =
      "{'id':'%s','revision':1,'sql':'sum(delay)','key':['carrier'],'window':%s}";

  @Test
  void nothingIsLeftOfWindowsThatAreClosed() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      rules(tasks);
      tasks.marker();
      rows(tasks, 0);
      assertThat(tasks.keysKept()).isPositive();
      assertThat(tasks.timersKept()).isPositive();
      tasks.watermark(10_000_000);

      assertThat(tasks.results()).isNotEmpty();
      assertThat(tasks.keysKept()).isZero();
      assertThat(tasks.timersKept()).isZero();
    }
  }

  @Test
  void nothingIsLeftOfRulesThatAreRemoved() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      rules(tasks);
      tasks.marker();
      rows(tasks, 0);
      for (String id : new String[] {"t", "h", "s"}) {
        tasks.rule("{'id':'" + id + "','revision':2,'action':'remove'}");
      }
      tasks.watermark(4_500);
      assertThat(tasks.keysKept()).isZero();
      assertThat(tasks.timersKept()).isZero();

      rows(tasks, 50_000);
      tasks.end();
      assertThat(tasks.results()).isEmpty();
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void eventsThatWaitForTheMarkerAreKeptInACheckpoint() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2)) {
      rules(tasks);
      rows(tasks, 0);
      tasks.watermark(10_000_000);
      tasks.restore(3);
      assertThat(tasks.results()).isEmpty();
      tasks.marker();
      tasks.watermark(20_000_000);

      assertThat(tasks.results()).hasSize(2 + 4 + 2);
      assertThat(tasks.errors()).isEmpty();
    }
  }

  private static void rules(RuleTasks tasks) throws Exception {
    tasks.rule(WINDOWED.formatted("t", "{'tumble':'1h'}"));
    tasks.rule(WINDOWED.formatted("h", "{'hop':['20s','10s']}"));
    tasks.rule(WINDOWED.formatted("s", "{'session':'30s'}"));
  }

  private static void rows(RuleTasks tasks, long from) throws Exception {
    for (int i = 0; i < 10; i++) {
      tasks.event(from + i * 500, i % 2 == 0 ? "UA" : "AA", 1L, null);
    }
  }
}
