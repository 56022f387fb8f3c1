// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each instance that takes over a change says so, once. */
class RuleAckTest {
  @Test
  void eachInstanceTellsOfEachChangeThatWasLetIn() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2)) {
      tasks.rule("{'id':'a','revision':1,'sql':'delay > 1'}");
      tasks.rule("{'id':'a','revision':1,'sql':'delay > 2'}");
      tasks.rule("{'id':'b','revision':1,'sql':'no_column'}");
      tasks.marker();
      assertThat(tasks.acks())
          .containsExactlyInAnyOrder(
              "a 1 put router 0/2",
              "a 1 put router 1/2",
              "a 1 put windows 0/2",
              "a 1 put windows 1/2");

      tasks.restore(1);
      tasks.rule("{'id':'a','revision':2,'action':'remove'}");
      assertThat(tasks.acks())
          .containsExactlyInAnyOrder("a 2 remove router 0/1", "a 2 remove windows 0/1");
    }
  }
}
