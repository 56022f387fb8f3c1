// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.RuleChange;
import io.millrace.types.SlotValues;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of rules without a key are folded before they are sent to the one task that has them. */
class PartialRowsTest {
  private static final String RULE =
      "{'id':'%s','revision':%d,'sql':'%s','window':{'hop':['10s','5s']}}";

  private static List<String> results(RuleTasks tasks) {
    return tasks.results().stream()
        .map(
            line ->
                line.replaceAll(
                    ".*\"rule\":\"(.)\".*\"end\":\"(.*?)\".*\"value\":(.*)}", "$1 $2 $3"))
        .toList();
  }

  @Test
  void aRouterSendsOneForEachSlice() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2)) {
      tasks.rule(RULE.formatted("a", 1, "sum(delay)"));
      tasks.rule(RULE.formatted("b", 1, "last_value(delay)"));
      tasks.marker();
      for (int i = 0; i < 100; i++) {
        tasks.event(i * 50, "UA", (long) i, null);
      }
      assertThat(tasks.rowsSent()).isZero();
      tasks.watermark(4_999);
      assertThat(tasks.rowsSent()).isEqualTo(2);
      assertThat(results(tasks))
          .containsExactlyInAnyOrder("a 1970-01-01T00:00:05Z 4950", "b 1970-01-01T00:00:05Z 99");

      tasks.event(6_000, "UA", 1L, null);
      tasks.event(7_000, "UA", 2L, null);
      tasks.restore(3);
      tasks.end();
      assertThat(results(tasks))
          .containsExactlyInAnyOrder(
              "a 1970-01-01T00:00:10Z 4953",
              "b 1970-01-01T00:00:10Z 2",
              "a 1970-01-01T00:00:15Z 3",
              "b 1970-01-01T00:00:15Z 2");
    }
  }

  @Test
  void aRuleThatComesMeanwhileSeesRowsFromThenOn() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(RULE.formatted("a", 1, "sum(delay)"));
      tasks.marker();
      tasks.event(6_000, "UA", 1L, null);
      tasks.rule(RULE.formatted("b", 1, "sum(delay)"));
      tasks.event(7_000, "UA", 2L, null);
      tasks.end();

      assertThat(results(tasks))
          .containsExactlyInAnyOrder(
              "a 1970-01-01T00:00:10Z 3",
              "a 1970-01-01T00:00:15Z 3",
              "b 1970-01-01T00:00:10Z 2",
              "b 1970-01-01T00:00:15Z 2");
    }
  }

  /** As a row that can not be added; the window is not begun anew with what comes after. */
  @Test
  void whatCanNotBeMergedIsAnErrorAndStaysOut() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      RuleChange change =
          tasks
              .changesOf("{'id':'a','revision':1,'sql':'sum(delay)','window':{'tumble':'10s'}}")
              .get(0);
      tasks.changeAtRouter(0, change);
      tasks.changeAtWindows(0, change);
      tasks.marker();
      tasks.event(1_000, "UA", 1L, null);
      tasks.watermark(500);
      SlotValues.Builder none = new SlotValues.Builder(1);
      none.add(change.version().slots().get(0), List.of("no sum"));
      GroupKey key = GroupKey.of(change.version().group(), List.of());
      tasks.rowAtWindows(
          new GroupRow(key, change.number(), 0, 2_000, 500, SlotValues.EMPTY, null)
              .ofStates(none.build()));
      assertThat(tasks.errors()).singleElement().asString().contains("STATE_CORRUPT");
      tasks.event(3_000, "UA", 4L, null);
      tasks.end();
      assertThat(results(tasks)).containsExactly("a 1970-01-01T00:00:10Z 5");
    }
  }

  @Test
  void whatKeepsAllItsRowsIsNotFoldedBefore() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(RULE.formatted("a", 1, "array_agg(delay)"));
      tasks.marker();
      for (int i = 0; i < 10; i++) {
        tasks.event(i, "UA", 1L, null);
      }
      assertThat(tasks.rowsSent()).isEqualTo(10);
    }
  }
}
