// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In whatever order revisions come before the first row, the answers are the same. */
class RuleTimelineOrderTest {
  private static final List<String> RULES =
      List.of(
          "{'id':'a','revision':1,'sql':'sum(delay)','window':{'tumble':'10s'}}",
          "{'id':'a','revision':2,'sql':'count(*)','window':{'tumble':'10s'},"
              + "'effective_from':'1970-01-01T00:00:20Z'}",
          "{'id':'a','revision':3,'action':'pause','effective_from':'1970-01-01T00:00:40Z'}",
          "{'id':'a','revision':4,'sql':'max(delay)','window':{'tumble':'10s'},"
              + "'effective_from':'1970-01-01T00:00:30Z'}",
          "{'id':'a','revision':5,'sql':'min(delay)','window':{'tumble':'10s'},"
              + "'effective_from':'1970-01-01T00:00:50Z'}",
          "{'id':'b','revision':1,'sql':'sum(delay)','window':{'tumble':'10s'}}",
          "{'id':'b','revision':2,'action':'remove'}",
          "{'id':'d','revision':1,'sql':'sum(delay)','window':{'tumble':'10s'}}",
          "{'id':'d','revision':3,'action':'shadow','sql':'count(*)','window':{'tumble':'10s'}}",
          "{'id':'d','revision':2,'sql':'max(delay)','window':{'tumble':'10s'}}",
          "{'id':'d','revision':4,'action':'shadow','sql':'min(delay)','window':{'tumble':'10s'}}",
          "{'id':'e','revision':3,'action':'shadow','sql':'sum(delay)','window':{'tumble':'10s'}}",
          "{'id':'e','revision':4,'action':'remove','effective_from':'1970-01-01T00:00:30Z'}",
          "{'id':'c','revision':9,'sql':'sum(delay)','window':{'session':'9s'},"
              + "'effective_from':'1970-01-01T00:00:10Z'}",
          "{'id':'c','revision':8,'sql':'-sum(delay)','window':{'session':'9s'}}",
          "{'id':'c','revision':7,'sql':'1','window':{'session':'9s'},"
              + "'effective_from':'1970-01-01T00:00:05Z'}");

  @Test
  void orderOfRevisionsDoesNotShow() throws Exception {
    List<String> expected = answers(RULES);
    assertThat(expected)
        .anyMatch(line -> line.contains("\"rule\":\"a\",\"revision\":1"))
        .anyMatch(line -> line.contains("\"rule\":\"a\",\"revision\":2"))
        .noneMatch(line -> line.contains("\"revision\":3"))
        .anyMatch(line -> line.contains("\"rule\":\"a\",\"revision\":4"))
        .anyMatch(line -> line.contains("\"rule\":\"a\",\"revision\":5"))
        .noneMatch(line -> line.contains("\"rule\":\"b\""))
        .noneMatch(line -> line.contains("\"rule\":\"d\",\"revision\":3"))
        .anyMatch(line -> line.contains("\"rule\":\"d\",\"revision\":2"))
        .anyMatch(line -> line.contains("\"rule\":\"d\",\"revision\":4,\"shadow\":true"))
        .noneMatch(line -> line.contains("\"rule\":\"e\""))
        .noneMatch(line -> line.contains("\"revision\":7"))
        .anyMatch(line -> line.contains("\"rule\":\"c\",\"revision\":8"))
        .anyMatch(line -> line.contains("\"rule\":\"c\",\"revision\":9"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      List<String> shuffled = new ArrayList<>(RULES);
      Collections.shuffle(shuffled, random);
      assertThat(answers(shuffled)).as("seed %d: %s", seed, shuffled).isEqualTo(expected);
    }
  }

  private static List<String> answers(List<String> rules) throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      for (String rule : rules) {
        tasks.rule(rule);
      }
      tasks.marker();
      for (int i = 0; i < 60; i++) {
        tasks.event(1_000L * i, "UA", (long) i, null);
      }
      tasks.end();
      assertThat(tasks.errors()).allMatch(line -> line.contains("higher ones came before"));
      return Stream.concat(tasks.results().stream(), tasks.shadow().stream()).sorted().toList();
    }
  }
}
