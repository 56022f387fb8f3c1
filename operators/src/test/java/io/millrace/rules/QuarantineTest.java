// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.session.SessionContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineTest {
  private static final String LINE =
      "{\"rule\":\"q\",\"revision\":%d,\"stage\":\"limit\",\"code\":\"LIMIT_EXCEEDED\",\"message\":"
          + "\"Cannot go on evaluating rule \\\"q\\\" revision %d:"
          + " %s failures, limit %s (--quarantine-after)\"}";

  private RuleTasks tasks;

  @AfterEach
  void stop() throws Exception {
    tasks.close();
  }

  private void start(int parallelism, int limit, String... rules) throws Exception {
    tasks = new RuleTasks(parallelism, limit);
    for (String rule : rules) {
      tasks.rule(rule);
    }
    tasks.marker();
  }

  private void rows(int count, long time, long delay) throws Exception {
    for (int i = 0; i < count; i++) {
      tasks.event(time, "a", delay, 1.0);
    }
  }

  private static List<String> limits(List<String> errors) {
    return errors.stream().filter(line -> line.contains("\"stage\":\"limit\"")).toList();
  }

  private static String line(int revision, String failures) {
    return LINE.formatted(revision, revision, failures, failures);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delay > 1", "length(carrier) = 2", "delay % 7 = 5"})
  void rulesThatTakeTooLongAnswerWithTheCodeOfTheirDeadline(String sql) throws Exception {
    Limits limits = Limits.DEFAULT.with(Limit.BATCH_MILLIS, 0);
    RuleOptions options =
        Rules.over(RuleTasks.SCHEMA)
            .withQuarantineAfter(2)
            .withSessions(() -> SessionContext.create().withLimits(limits))
            .options();
    tasks = new RuleTasks(1, options);
    tasks.rule("{\"id\":\"a\",\"revision\":1,\"sql\":\"" + sql + "\"}");
    tasks.marker();
    for (int i = 0; i < 3; i++) {
      tasks.event(1_000, "UA", 5L, 1.0);
    }
    assertThat(tasks.results()).isEmpty();
    assertThat(tasks.errors())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"rule\":\"a\""))
        .first()
        .asString()
        .contains("DEADLINE_EXCEEDED", "maxBatchMillis = 0");
  }

  @Test
  void aRevisionThatFailsTooOftenIsSaidOnceAndNotEvaluatedUntilTheNext() throws Exception {
    start(
        1,
        3,
        "{'id':'q','revision':1,'sql':'10 / delay'}",
        "{'id':'other','revision':1,'sql':'delay'}");
    rows(2, 0, 0L);
    rows(1, 0, 5L);
    assertThat(tasks.results()).filteredOn(line -> line.contains("\"q\"")).hasSize(1);
    assertThat(tasks.errors()).hasSize(2).allMatch(line -> line.contains("EVALUATION"));

    rows(5, 0, 0L);
    rows(1, 0, 5L);
    List<String> errors = tasks.errors();
    assertThat(errors).hasSize(2);
    assertThat(errors.get(0)).contains("EVALUATION");
    assertThat(errors.get(1)).isEqualTo(line(1, "3"));
    assertThat(tasks.results()).hasSize(6).allMatch(line -> line.contains("\"other\""));

    tasks.rule("{'id':'q','revision':2,'sql':'20 / delay'}");
    rows(1, 0, 5L);
    assertThat(tasks.results()).anyMatch(line -> line.contains("\"q\",\"revision\":2,\"value\":4"));
    rows(4, 0, 0L);
    assertThat(limits(tasks.errors())).containsExactly(line(2, "3"));
  }

  @Test
  void failuresThatBecomeNullCount() throws Exception {
    start(1, 1_000, "{'id':'q','revision':1,'sql':'10 / delay','on_error':'null'}");
    rows(1_002, 0, 0L);

    assertThat(tasks.results()).hasSize(1_000);
    assertThat(tasks.errors()).containsExactly(line(1, "1,000"));
  }

  @Test
  void aPredicateThatFailsCounts() throws Exception {
    start(1, 2, "{'id':'q','revision':1,'sql':'delay','where':'10 / delay > 0'}");
    rows(4, 0, 0L);

    assertThat(tasks.errors()).hasSize(3).last().isEqualTo(line(1, "2"));
  }

  @Test
  void anArgumentThatFailsQuarantinesTheWindowsThatAreOpen() throws Exception {
    String windowed = "'sql':'sum(10 / delay)','window':{'tumble':'10s'}";
    start(
        2,
        2,
        "{'id':'q','revision':1," + windowed + "}",
        "{'id':'n','revision':1,'sql':'count(*)','window':{'tumble':'10s'}}");
    rows(4, 1_000, 5L);
    tasks.eventAt(0, 1_000, "a", 0L, 1.0);
    tasks.eventAt(0, 1_000, "a", 0L, 1.0);
    tasks.end();

    assertThat(limits(tasks.errors())).containsExactly(line(1, "2"));
    assertThat(tasks.results()).singleElement().asString().contains("\"n\"", "\"value\":6");
  }

  @Test
  void aRuleThatSharesTheAccumulatorsGoesOn() throws Exception {
    String shared = "'revision':1,'key':['carrier'],'window':{'tumble':'10s'},'sql':'";
    start(
        1,
        2,
        "{'id':'q'," + shared + "10 / (sum(delay) - sum(delay))'}",
        "{'id':'s'," + shared + "sum(delay)'}");
    for (int window = 0; window < 5; window++) {
      rows(1, 10_000L * window, 7L);
    }
    tasks.end();

    List<String> errors = tasks.errors();
    assertThat(errors).hasSize(3);
    assertThat(errors.get(2)).isEqualTo(line(1, "2"));
    assertThat(tasks.results()).hasSize(5).allMatch(line -> line.contains("\"value\":7"));
  }

  @Test
  void aHavingThatFailsCounts() throws Exception {
    start(
        1,
        2,
        "{'id':'q','revision':1,'sql':'count(*)','having':'1 / sum(delay) > 0',"
            + "'window':{'tumble':'10s'}}");
    for (int window = 0; window < 5; window++) {
      rows(1, 10_000L * window, window < 4 ? 0L : 1L);
    }
    tasks.end();

    assertThat(tasks.errors()).hasSize(3).last().isEqualTo(line(1, "2"));
    assertThat(tasks.results()).isEmpty();
  }

  @Test
  void countsAreKeptInACheckpointAndAreNotAddedUp() throws Exception {
    start(2, 5, "{'id':'q','revision':1,'sql':'10 / delay'}");
    rows(6, 0, 0L);
    tasks.restore(2);
    tasks.restore(3);
    assertThat(tasks.errors()).hasSize(6).noneMatch(line -> line.contains("LIMIT"));

    tasks.eventAt(2, 0, "a", 0L, 1.0);
    assertThat(tasks.errors()).hasSize(1);
    tasks.eventAt(2, 0, "a", 0L, 1.0);
    assertThat(tasks.errors()).hasSize(2).last().isEqualTo(line(1, "5"));
  }

  @Test
  void whatIsQuarantinedAtOneInstanceIsSoAtAllAfterARestore() throws Exception {
    start(
        2,
        2,
        "{'id':'q','revision':1,'sql':'10 / delay'}",
        "{'id':'w','revision':1,'sql':'sum(10 / delay)','window':{'tumble':'10s'}}");
    tasks.eventAt(0, 0, "a", 0L, 1.0);
    tasks.eventAt(0, 0, "a", 0L, 1.0);
    assertThat(limits(tasks.errors())).hasSize(2);
    tasks.eventAt(1, 0, "a", 5L, 1.0);
    assertThat(tasks.results()).as("an instance that saw no failure").hasSize(1);

    tasks.restore(3);
    for (int router = 0; router < 3; router++) {
      tasks.eventAt(router, 0, "a", 5L, 1.0);
      tasks.eventAt(router, 0, "a", 0L, 1.0);
    }
    tasks.watermark(9_999);
    assertThat(tasks.results()).isEmpty();
    assertThat(tasks.errors()).isEmpty();

    tasks.rule("{'id':'q','revision':2,'sql':'5 / delay'}");
    tasks.rule("{'id':'w','revision':2,'sql':'1 + sum(10 / delay)','window':{'tumble':'10s'}}");
    tasks.eventAt(2, 10_000, "a", 5L, 1.0);
    tasks.end();
    assertThat(tasks.results())
        .hasSize(2)
        .anyMatch(line -> line.contains("\"q\",\"revision\":2,\"value\":1"))
        .anyMatch(line -> line.contains("\"w\",\"revision\":2") && line.contains("\"value\":3"));
  }

  @Test
  void newsMayComeBeforeTheRevisionItself() throws Exception {
    start(1, 1);
    var change = tasks.changesOf(windowed()).get(0);
    tasks.changeAtRouter(0, change);
    tasks.eventAt(0, 1_000, "a", 0L, 1.0);
    tasks.changeAtWindows(0, change);
    tasks.end();
    assertThat(limits(tasks.errors())).containsExactly(line(1, "1"));
    assertThat(tasks.results()).isEmpty();
  }

  private static String windowed() {
    return "{'id':'q','revision':1,'sql':'sum(10 / delay)','window':{'tumble':'10s'}}";
  }

  @Test
  void theLimitIsAtLeastOne() throws Exception {
    start(1, 1);
    assertThatThrownBy(() -> Rules.over(RuleTasks.SCHEMA).withQuarantineAfter(0))
        .hasMessageContaining("expected at least 1");
  }
}
