// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.session.SessionContext;
import org.junit.jupiter.api.Test;

/** What events do that come before the rules of the start are all there. */
class RuleStartTest {
  private static final String SUM =
      "{'id':'sum','revision':1,'sql':'sum(delay)','window':{'tumble':'10s'}}";

  private static RuleTasks tasks(StartUp startUp) throws Exception {
    return new RuleTasks(2, Rules.over(RuleTasks.SCHEMA).withStartUp(startUp).options());
  }

  private static void run(RuleTasks tasks) throws Exception {
    tasks.event(1_000, "UA", 1L, null);
    tasks.rule(SUM);
    tasks.event(2_000, "UA", 10L, null);
    tasks.restore(3);
    tasks.event(3_000, "UA", 100L, null);
    tasks.marker();
    tasks.event(4_000, "UA", 1_000L, null);
    tasks.end();
  }

  @Test
  void theyWait() throws Exception {
    try (RuleTasks tasks = tasks(StartUp.BUFFER)) {
      run(tasks);
      assertThat(tasks.results()).singleElement().asString().contains("\"value\":1111}");
    }
  }

  @Test
  void howManyWaitNowIsToldAndIsBounded() throws Exception {
    Limits limits = Limits.DEFAULT.with(Limit.WAITING_BYTES, 2_000);
    RuleOptions options =
        Rules.over(RuleTasks.SCHEMA)
            .withSessions(() -> SessionContext.create().withLimits(limits))
            .options();
    try (RuleTasks tasks = new RuleTasks(1, options)) {
      tasks.rule(SUM);
      for (int i = 0; i < 10; i++) {
        tasks.event(1_000, "UA", 1L, null);
      }
      assertThat(tasks.atRouter("bootstrapBufferedRecords")).isEqualTo(10L);
      tasks.restore(1);
      assertThat(tasks.atRouter("bootstrapBufferedRecords")).isEqualTo(10L);
      String large = "x".repeat(1_000);
      assertThatThrownBy(() -> tasks.event(1_000, large, 1L, null))
          .hasMessageContaining("bytes of 11 events that wait, expected at most maxWaitingBytes");
      tasks.marker();
      assertThat(tasks.atRouter("bootstrapBufferedRecords")).isEqualTo(0L);
      tasks.event(1_000, large, 1L, null);
      tasks.end();
      assertThat(tasks.results()).singleElement().asString().contains("\"value\":11}");
    }
  }

  @Test
  void orTheyPass() throws Exception {
    try (RuleTasks tasks = tasks(StartUp.PASS)) {
      run(tasks);
      assertThat(tasks.results()).singleElement().asString().contains("\"value\":1110}");
    }
  }
}
