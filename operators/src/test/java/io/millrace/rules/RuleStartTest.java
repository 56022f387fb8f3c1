// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

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
  void orTheyPass() throws Exception {
    try (RuleTasks tasks = tasks(StartUp.PASS)) {
      run(tasks);
      assertThat(tasks.results()).singleElement().asString().contains("\"value\":1110}");
    }
  }
}
