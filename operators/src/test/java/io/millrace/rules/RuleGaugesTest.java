// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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

  /** What is late was not evaluated, and that a rule is in quarantine is no failure more. */
  @Test
  void countAsErrorsWhatHadNoAnswerAlsoWhereItBecameNull() throws Exception {
    String window = "'key':['carrier'],'window':{'tumble':'1s'}";
    try (RuleTasks tasks = new RuleTasks(1, 3)) {
      tasks.rule("{'id':'said','revision':1,'sql':'1 / delay'}");
      tasks.rule("{'id':'null','revision':1,'sql':'1 / delay','on_error':'null'}");
      tasks.rule("{'id':'null','revision':2,'action':'shadow','sql':'1 / delay'}");
      tasks.rule("{'id':'ends','revision':1,'sql':'1 / sum(delay)'," + window + "}");
      tasks.rule(
          "{'id':'nulls','revision':1,'sql':'1 / sum(delay)','on_error':'null'," + window + "}");
      tasks.marker();
      for (int i = 0; i < 5; i++) {
        tasks.event(1_000 * i, "UA", 0L, null);
      }
      tasks.watermark(10_000);
      tasks.event(0, "UA", 1L, null);

      assertThat(tasks.errors())
          .filteredOn(line -> line.contains("LATE_EVENT"))
          .as("late rows and quarantines are there")
          .hasSize(2);
      for (String rule : List.of("rule.said", "rule.null", "shadow.null")) {
        assertThat(tasks.atRouter("millrace." + rule + ".numErrors")).as(rule).isEqualTo(3L);
        assertThat(tasks.atRouter("millrace." + rule + ".quarantined")).as(rule).isEqualTo(1);
      }
      for (String rule : List.of("rule.ends", "rule.nulls")) {
        assertThat(tasks.atRouter("millrace." + rule + ".numErrors")).as(rule).isEqualTo(0L);
        assertThat(tasks.atWindows("millrace." + rule + ".numErrors")).as(rule).isEqualTo(3L);
      }
      assertThat(tasks.atRouter("millrace.shadow.null.numRecordsEvaluated")).isEqualTo(6L);
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
