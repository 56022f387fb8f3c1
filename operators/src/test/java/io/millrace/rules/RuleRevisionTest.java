// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.RuleChange;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of rows and open windows when rules change. */
class RuleRevisionTest {
  private static final String TUMBLE = "'key':['carrier'],'window':{'tumble':'10s'}";
  private static final String SESSION = "'key':['carrier'],'window':{'session':'5s'}";
  private RuleTasks tasks;

  @BeforeEach
  void start() throws Exception {
    tasks = new RuleTasks(2);
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(tasks.errors()).as("errors that no test asked for").isEmpty();
    tasks.close();
  }

  private void put(String id, int revision, String sql, String rest) throws Exception {
    tasks.rule(put(id, revision, sql) + "," + rest + "}");
  }

  private static String put(String id, int revision, String sql) {
    return "{'id':'%s','revision':%d,'sql':'%s'".formatted(id, revision, sql);
  }

  private void row(long second, long delay) throws Exception {
    tasks.event(1_000 * second, "UA", delay, 0.5);
  }

  /** rule revision start..end=value, in order. */
  private List<String> answers() throws Exception {
    tasks.end();
    return tasks.results().stream()
        .map(
            line ->
                line.replaceAll(".*\"rule\":\"(.*?)\",\"revision\":(\\d+).*", "$1$2 ")
                    + RuleAnswersTest.windowAndValue(line))
        .sorted()
        .toList();
  }

  @Test
  void aChangedThresholdKeepsItsWindows() throws Exception {
    put("a", 1, "sum(delay) > 5", TUMBLE + ",'emit':'all'");
    tasks.marker();
    row(1, 1);
    put("a", 2, "sum(delay) > 50", TUMBLE + ",'emit':'all','on_error':'null'");
    row(2, 10);

    assertThat(answers()).containsExactly("a2 0s..10s=false");
  }

  @Test
  void theAggregatesOfExpressionAndHavingAreOneSet() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE + ",'having':'count(*) > 0'");
    tasks.marker();
    row(1, 1);
    put("a", 2, "count(*) * 100", TUMBLE + ",'having':'sum(delay) > 0'");
    row(2, 10);

    assertThat(answers()).containsExactly("a2 0s..10s=200");
  }

  @Test
  void otherAggregatesKeyWindowOrPredicateDropTheWindows() throws Exception {
    for (String id : List.of("a", "b", "c", "d")) {
      put(id, 1, "sum(delay)", TUMBLE);
    }
    tasks.marker();
    row(1, 1);
    put("a", 2, "sum(delay) + max(delay)", TUMBLE);
    put("b", 2, "sum(delay)", "'key':[],'window':{'tumble':'10s'}");
    put("c", 2, "sum(delay)", "'key':['carrier'],'window':{'tumble':'20s'}");
    put("d", 2, "sum(delay)", TUMBLE + ",'where':'delay > 0'");
    row(2, 10);
    tasks.watermark(2_000);

    assertThat(tasks.windowsCounted("droppedWindows")).isEqualTo(4);
    assertThat(tasks.windowsCounted("droppedRows")).isZero();
    assertThat(answers())
        .containsExactly("a2 0s..10s=20", "b2 0s..10s=10", "c2 0s..20s=10", "d2 0s..10s=10");
  }

  @Test
  void aPauseDropsWindowsAndAPutAfterItStartsEmpty() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    put("b", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    row(1, 1);
    tasks.rule("{'id':'a','revision':2,'action':'pause'}");
    row(2, 10);
    put("a", 3, "sum(delay)", TUMBLE);
    row(3, 100);

    assertThat(answers()).containsExactly("a3 0s..10s=100", "b1 0s..10s=111");
  }

  @Test
  void windowsOfARemovedRuleAreDroppedAndCountedAndSoAreRowsOnTheirWay() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    row(1, 1);
    List<RuleChange> removal = tasks.changesOf("{'id':'a','revision':2,'action':'remove'}");
    for (RuleChange change : removal) {
      tasks.changeAtWindows(0, change);
      tasks.changeAtWindows(1, change);
    }
    row(2, 10);
    row(3, 100);

    assertThat(tasks.windowsCounted("droppedWindows")).isEqualTo(1);
    assertThat(tasks.windowsCounted("droppedRows")).isEqualTo(2);
    assertThat(answers()).isEmpty();
  }

  @Test
  void aLowerRevisionThanThatOfARemovalChangesNothing() throws Exception {
    tasks.rule("{'id':'a','revision':2,'action':'remove'}");
    put("a", 1, "sum(delay)", TUMBLE);
    assertThat(tasks.errors()).hasSize(1).first().asString().contains("REVISION_CONFLICT");
    tasks.marker();
    row(1, 1);

    assertThat(answers()).isEmpty();
  }

  @Test
  void aNewRuleSeesRowsFromItsArrivalOnThoughItSharesAccumulators() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    row(1, 1);
    put("b", 1, "sum(delay)", TUMBLE);
    row(2, 10);
    put("c", 1, "sum(delay) + 0", TUMBLE);
    row(3, 100);
    row(11, 1_000);

    assertThat(answers())
        .containsExactly(
            "a1 0s..10s=111",
            "a1 10s..20s=1000",
            "b1 0s..10s=110",
            "b1 10s..20s=1000",
            "c1 0s..10s=100",
            "c1 10s..20s=1000");
  }

  @Test
  void aRouterThatIsBehindSendsRowsToTheRulesThatItKnew() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    List<RuleChange> changes = tasks.changesOf(put("b", 1, "sum(delay)") + "," + TUMBLE + "}");
    tasks.changeAtWindows(0, changes.get(0));
    tasks.changeAtWindows(1, changes.get(0));
    tasks.changeAtRouter(0, changes.get(0));
    tasks.eventAt(0, 1_000, "UA", 1L, 0.5);
    tasks.eventAt(1, 2_000, "UA", 10L, 0.5);
    tasks.changeAtRouter(1, changes.get(0));
    tasks.eventAt(1, 3_000, "UA", 100L, 0.5);

    assertThat(answers()).containsExactly("a1 0s..10s=111", "b1 0s..10s=101");
  }

  @Test
  void aRowWaitsUntilItsChangeIsKnownAndTheWatermarkWithIt() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    row(1, 1);
    List<RuleChange> changes = tasks.changesOf(put("b", 1, "max(delay)") + "," + TUMBLE + "}");
    tasks.changeAtRouter(0, changes.get(0));
    tasks.eventAt(0, 2_000, "UA", 10L, 0.5);
    tasks.watermark(9_999);
    assertThat(tasks.results()).noneMatch(line -> line.contains("\"value\":1}"));
    tasks.changeAtWindows(0, changes.get(0));
    tasks.changeAtWindows(1, changes.get(0));

    assertThat(answers()).containsExactly("a1 0s..10s=11", "b1 0s..10s=10");
  }

  @Test
  void rowsForWindowsThatWereDroppedAreDropped() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    List<RuleChange> changes = tasks.changesOf(put("a", 2, "max(delay)") + "," + TUMBLE + "}");
    tasks.changeAtWindows(0, changes.get(0));
    tasks.changeAtWindows(1, changes.get(0));
    tasks.eventAt(0, 1_000, "UA", 1L, 0.5);

    assertThat(answers()).isEmpty();
    assertThat(tasks.windowsCounted("droppedRows")).isEqualTo(1);
  }

  @Test
  void aWindowBelongsToTheRevisionThatCountsAtItsStart() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    put("a", 2, "sum(delay) + 1000", TUMBLE + ",'effective_from':'1970-01-01T00:00:15Z'");
    tasks.rule("{'id':'a','revision':3,'action':'remove','effective_from':'1970-01-01T00:00:35Z'}");
    tasks.marker();
    for (int second = 1; second < 50; second += 4) {
      row(second, second);
    }

    assertThat(answers())
        .containsExactly("a1 0s..10s=15", "a1 10s..20s=30", "a2 20s..30s=1075", "a2 30s..40s=1070");
  }

  @Test
  void hoppingWindowsOfTwoRevisionsSeeTheSameRow() throws Exception {
    String hop = "'window':{'hop':['20s','10s']}";
    put("a", 1, "sum(delay)", hop);
    put("a", 2, "max(delay) + 1000", hop + ",'effective_from':'1970-01-01T00:00:10Z'");
    tasks.marker();
    row(12, 1);
    row(15, 2);

    assertThat(answers()).containsExactly("a1 0s..20s=3", "a2 10s..30s=1002");
  }

  @Test
  void aLateEffectiveFromDropsWindowsItChangesAndKeepsTheOthers() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    put("b", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    row(5, 1);
    row(15, 2);
    put("a", 2, "max(delay)", TUMBLE + ",'effective_from':'1970-01-01T00:00:10Z'");
    put("b", 2, "-sum(delay)", TUMBLE + ",'effective_from':'1970-01-01T00:00:10Z'");
    row(6, 10);
    row(16, 20);

    assertThat(answers())
        .containsExactly("a1 0s..10s=11", "a2 10s..20s=20", "b1 0s..10s=11", "b2 10s..20s=-22");
  }

  @Test
  void aSessionDoesNotCrossAChange() throws Exception {
    put("a", 1, "sum(delay)", SESSION);
    put("a", 2, "sum(delay)", SESSION + ",'effective_from':'1970-01-01T00:00:10Z'");
    tasks.marker();
    row(6, 1);
    row(9, 2);
    row(11, 4);
    row(13, 8);

    assertThat(answers()).containsExactly("a1 6s..14s=3", "a2 11s..18s=12");
  }

  @Test
  void anOpenSessionKeepsItsRevisionWhenAnEffectiveFromComesLate() throws Exception {
    put("a", 1, "sum(delay)", SESSION);
    put("b", 2, "sum(delay)", SESSION + ",'effective_from':'1970-01-01T00:00:08Z'");
    tasks.marker();
    row(9, 1);
    row(12, 2);
    put("a", 5, "-sum(delay)", SESSION + ",'effective_from':'1970-01-01T00:00:07Z'");
    put("b", 5, "-sum(delay)", SESSION + ",'effective_from':'1970-01-01T00:00:07Z'");
    tasks.restore(3);
    row(6, 4);
    row(11, 8);

    assertThat(answers())
        .containsExactly("a1 6s..17s=7", "a5 11s..16s=-8", "b2 9s..17s=3", "b5 11s..16s=-8");
  }

  @Test
  void whatTakesOverAtOnceTakesOverOpenSessions() throws Exception {
    put("a", 1, "sum(delay)", SESSION);
    put("a", 2, "-sum(delay)", SESSION + ",'effective_from':'1970-01-01T00:00:10Z'");
    put("b", 1, "sum(delay)", SESSION);
    tasks.marker();
    row(8, 1);
    row(11, 2);
    put("a", 3, "sum(delay) * 10", SESSION);
    put("b", 2, "max(delay)", SESSION);
    tasks.restore(1);
    row(9, 4);

    assertThat(answers()).containsExactly("a3 8s..16s=70", "b2 9s..14s=4");
  }

  @Test
  void anEffectiveFromWithinAMillisecondStartsWithTheNextOne() throws Exception {
    tasks.rule("{'id':'n','revision':1,'sql':'delay','effective_from':'1970-01-01T00:00:01.0005'}");
    tasks.marker();
    tasks.event(1_000, "a", 1L, null);
    tasks.event(1_001, "a", 2L, null);

    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":2,");
  }

  @Test
  void rulesOverRowsFollowTheRevisionOfTheRowsTime() throws Exception {
    put("a", 1, "delay + 1", "'effective_from':'1970-01-01T00:00:10Z'");
    put("a", 2, "delay + 2", "'effective_from':'1970-01-01T00:00:20Z'");
    tasks.marker();
    row(5, 0);
    row(10, 0);
    row(19, 0);
    row(20, 0);

    assertThat(tasks.results().stream().map(line -> line.replaceAll(".*?\"value\":(\\d+).*", "$1")))
        .containsExactly("1", "1", "2");
  }

  @Test
  void rulesStayKnownToARestoredReader() throws Exception {
    put("a", 1, "sum(delay)", TUMBLE);
    tasks.marker();
    row(1, 1);
    tasks.restore(2);
    put("a", 1, "sum(delay) + 1", TUMBLE);
    assertThat(tasks.errors()).hasSize(1).first().asString().contains("REVISION_CONFLICT");
    put("a", 2, "sum(delay) + 1", TUMBLE);
    row(2, 10);

    assertThat(answers()).containsExactly("a2 0s..10s=12");
  }
}
