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
  void sayHowManyRowsWereLookedAtForARuleAndHowLongThatTook() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'all','revision':1,'sql':'delay + 1'}");
      tasks.rule("{'id':'some','revision':1,'sql':'delay = 7'}");
      tasks.rule("{'id':'sum','revision':1,'sql':'sum(delay)','window':{'tumble':'1h'}}");
      tasks.rule("{'id':'max','revision':1,'sql':'max(delay)','window':{'tumble':'1h'}}");
      tasks.marker();
      for (int i = 0; i < 1_000; i++) {
        tasks.event(i, "UA", i % 10L, null);
      }
      assertThat(tasks.atRouter("pendingBatchRows")).isEqualTo(1);
      assertThat(tasks.atRouter("compileCacheSize")).isEqualTo(3L);
      assertThat((Long) tasks.atRouter("compileTimeMs")).isNotNegative();
      tasks.rule("{'id':'all','revision':2,'sql':'delay + 2'}");
      tasks.rule("{'id':'late','revision':1,'sql':'min(delay)','window':{'tumble':'1h'}}");
      tasks.event(2_000, "UA", 7L, null);

      assertThat(evaluated(tasks, "all")).isEqualTo(1_001L);
      assertThat(evaluated(tasks, "some")).as("of an index").isEqualTo(101L);
      assertThat(evaluated(tasks, "sum")).isEqualTo(1_001L);
      assertThat(evaluated(tasks, "max")).isEqualTo(1_001L);
      assertThat(evaluated(tasks, "late")).isEqualTo(1L);
      assertThat((Long) tasks.atRouter("millrace.rule.sum.evalTimeNanos")).isEqualTo(7L);
    }
  }

  private static Object evaluated(RuleTasks tasks, String rule) {
    return tasks.atRouter("millrace.rule." + rule + ".numRecordsEvaluated");
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
