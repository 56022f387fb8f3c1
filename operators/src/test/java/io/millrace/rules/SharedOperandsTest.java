// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands twice in what is bound, each time within what does, is gone through once. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedOperandsTest {
  private static final int DEEP = 40;

  private static String nested(String column) {
    return "nullif(".repeat(DEEP) + column + ",7)".repeat(DEEP);
  }

  @Test
  void rulesOfManyNullifsInOneAnotherAnswer() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      String value = nested("delay");
      tasks.rule("{'id':'row','revision':1,'sql':'%s = 5'}".formatted(value));
      tasks.rule("{'id':'again','revision':1,'sql':'%s = 5'}".formatted(value));
      tasks.rule(
          "{'id':'sum','revision':1,'sql':'sum(%s)','window':{'tumble':'10s'},'where':'%s > 1'}"
              .formatted(value, value));
      tasks.rule(
          "{'id':'max','revision':1,'sql':'sum(%s) + max(delay)','window':{'tumble':'10s'}}"
              .formatted(value));
      tasks.marker();
      tasks.event(1_000, "UA", 5L, 1.0);
      tasks.end();

      assertThat(tasks.errors()).isEmpty();
      assertThat(tasks.results()).hasSize(4);
    }
  }
}
