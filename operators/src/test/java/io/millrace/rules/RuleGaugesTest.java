// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What operators say of all rules. */
class RuleGaugesTest {
  private static final String RULE = "{'id':'r%d','revision':%d,'sql':'delay > 1'}";

  @Test
  void countWhatIsInForceAndWhatIsAShadow() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(RULE.formatted(1, 1));
      tasks.rule(RULE.formatted(2, 1));
      tasks.marker();
      tasks.rule("{'id':'r2','revision':2,'action':'shadow','sql':'delay > 2'}");
      assertThat(tasks.atRouter("rulesInForce")).isEqualTo(2L);
      assertThat(tasks.atRouter("shadowRules")).isEqualTo(1L);
      tasks.restore(1);
      tasks.rule(RULE.formatted(2, 3));
      tasks.rule("{'id':'r1','revision':2,'action':'pause'}");
      assertThat(tasks.atRouter("rulesInForce")).isEqualTo(1L);
      assertThat(tasks.atRouter("shadowRules")).isEqualTo(0L);
    }
  }

  @Test
  void mayBeReadWhileRulesCome() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (RuleTasks tasks = new RuleTasks(1)) {
      CompletableFuture<Void> reporter =
          CompletableFuture.runAsync(
              () -> {
                while (!done.get()) {
                  tasks.atRouter("rulesInForce");
                  tasks.atRouter("shadowRules");
                }
              });
      for (int i = 0; i < 300; i++) {
        tasks.rule(RULE.formatted(i, 1));
      }
      done.set(true);
      assertThat(reporter).succeedsWithin(Duration.ofSeconds(60));
      assertThat(tasks.atRouter("rulesInForce")).isEqualTo(300L);
    }
  }
}
