// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.RecordedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The three operators of rules go on from what each release kept, with the output that they would
 * have had. {@code -Dmillrace.write=true} records the newest release anew.
 */
class RulesUpgradeTest {
  private static final List<String> OPERATORS = List.of("reader", "router", "windows");

  /** So that a rule is in quarantine before the snapshot. */
  private static final int QUARANTINE_AFTER = 2;

  static Stream<RecordedState> recorded() {
    return RecordedState.of("rules");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void goOn(RecordedState state) throws Exception {
    if (state.isWritten()) {
      write(state);
    }
    Map<String, OperatorSubtaskState> snapshots = new TreeMap<>();
    for (String operator : OPERATORS) {
      snapshots.put(operator, state.read(operator));
    }
    for (int parallelism = 1; parallelism <= 3; parallelism++) {
      try (RuleTasks tasks = tasks()) {
        tasks.restore(parallelism, snapshots);
        assertThat(after(tasks)).as("parallelism %d", parallelism).isEqualTo(state.output());
      }
    }
  }

  private static void write(RecordedState state) throws Exception {
    try (RuleTasks tasks = tasks()) {
      before(tasks);
      for (Map.Entry<String, OperatorSubtaskState> each : tasks.snapshots().entrySet()) {
        state.write(each.getKey(), each.getValue());
      }
      tasks.results();
      tasks.errors();
      state.writeOutput(after(tasks));
    }
  }

  private static RuleTasks tasks() throws Exception {
    return new RuleTasks(1, QUARANTINE_AFTER);
  }

  /**
   * Each kind of rule and window; rows in open ones, some of them many, what is folded and what is
   * shared, a change to come, marks, a quarantine.
   */
  private static void before(RuleTasks tasks) throws Exception {
    tasks.rule("{'id':'row','revision':1,'sql':'delay > 5'}");
    tasks.rule("{'id':'bad','revision':1,'sql':'10 / delay > 1'}");
    tasks.rule(
        "{'id':'sum','revision':1,'sql':'sum(delay)','key':['carrier'],'window':{'tumble':'10s'}}");
    tasks.rule(
        "{'id':'many','revision':1,'sql':'count(distinct delay) + 0 * median(ratio)',"
            + "'key':['carrier'],'window':{'tumble':'10s'}}");
    tasks.rule(
        "{'id':'hop','revision':1,'sql':'avg(ratio) > 1','key':['carrier'],"
            + "'window':{'hop':['20s','10s']},'where':'delay > 0','emit':'all'}");
    tasks.rule("{'id':'all','revision':1,'sql':'array_agg(delay)','window':{'tumble':'15s'}}");
    tasks.rule(
        "{'id':'session','revision':1,'sql':'last_value(delay)','key':['delay % 2'],"
            + "'window':{'session':'4s'}}");
    tasks.rule(
        "{'id':'folded','revision':1,'sql':'sum(delay) + count(*)','window':{'tumble':'15s'}}");
    tasks.rule(
        "{'id':'hops','revision':1,'sql':'max(ratio)','key':['carrier'],"
            + "'window':{'hop':['20s','4s']}}");
    tasks.rule(
        "{'id':'shared','revision':1,'sql':'min(delay) - sum(delay)','key':['carrier'],"
            + "'window':{'tumble':'10s'}}");
    tasks.rule(
        "{'id':'visits','revision':1,'sql':'array_agg(delay)','key':['carrier'],"
            + "'window':{'session':'4s'}}");
    tasks.rule("{'id':'gone','revision':3,'action':'remove'}");
    tasks.rule("{'id':'paused','revision':1,'sql':'delay > 0'}");
    tasks.marker();
    for (int i = 0; i < 9; i++) {
      tasks.event(1_000 + 700 * i, i % 3 == 0 ? "UA" : "AA", (long) i % 7, i / 2.0);
    }
    tasks.watermark(3_000);
    tasks.rule("{'id':'bad','revision':1,'sql':'10 / delay > 1'}");
    tasks.event(8_000, "UA", 0L, 1.0);
    tasks.rule("{'id':'paused','revision':2,'action':'pause'}");
    tasks.rule(
        "{'id':'sum','revision':2,'sql':'sum(delay) + 1000','key':['carrier'],"
            + "'window':{'tumble':'10s'},'effective_from':'1970-01-01T00:00:10Z'}");
    tasks.rule(
        "{'id':'late','revision':1,'sql':'sum(delay)','key':['carrier'],"
            + "'window':{'tumble':'10s'}}");
    tasks.rule("{'id':'row','revision':2,'action':'shadow','sql':'delay > 4'}");
    tasks.event(8_500, "UA", 5L, 2.0);
    for (int i = 0; i < 150; i++) {
      tasks.event(8_600 + i, "DL", i % 6 + 1L, i / 2.0);
    }
  }

  private static List<String> after(RuleTasks tasks) throws Exception {
    tasks.event(9_500, "AA", 6L, 3.0);
    tasks.rule("{'id':'gone','revision':2,'sql':'true'}");
    tasks.rule("{'id':'gone','revision':4,'sql':'true'}");
    tasks.event(12_000, "UA", 0L, 3.0);
    tasks.event(2_000, "UA", 1L, 3.0);
    tasks.watermark(14_000);
    tasks.rule("{'id':'row','revision':3,'sql':'delay > 6'}");
    tasks.event(18_000, "AA", 7L, 4.0);
    tasks.event(19_000, "AA", 2L, null);
    tasks.end();
    List<String> lines = new ArrayList<>(tasks.results());
    lines.addAll(tasks.errors());
    return lines.stream().sorted().toList();
  }
}
