// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.session.SessionContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shadow is evaluated beside what is in force, and shows nowhere in what that answers. */
class ShadowRuleTest {
  private static final String SUM =
      "{'id':'w','revision':%d,'action':'%s','sql':'sum(delay) * %d','where':'delay > %d',"
          + "'key':['carrier'],'window':{'%s':'10s'}}";

  private RuleTasks tasks;

  @AfterEach
  void stop() throws Exception {
    tasks.close();
  }

  private void start(int parallelism, String... rules) throws Exception {
    start(new RuleTasks(parallelism), rules);
  }

  private void start(RuleTasks started, String... rules) throws Exception {
    tasks = started;
    for (String rule : rules) {
      tasks.rule(rule);
    }
    tasks.marker();
  }

  private static String row(long revision, String action, long above) {
    return "{'id':'a','revision':%d,'action':'%s','sql':'delay > %d'}"
        .formatted(revision, action, above);
  }

  private static String sum(long revision, String action, int factor, int above) {
    return SUM.formatted(revision, action, factor, above, "tumble");
  }

  private void delay(long delay) throws Exception {
    tasks.event(1_000, "UA", delay, 1.0);
  }

  private List<String> answers() {
    return shown(tasks.results());
  }

  private List<String> shadows() {
    List<String> lines = tasks.shadow();
    assertThat(lines).allMatch(line -> line.contains(",\"shadow\":true,"));
    return shown(lines);
  }

  /** Revision and value. */
  private static List<String> shown(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst(".*\"revision\":(\\d+).*\"value\":([-\\w]+).*", "$1 $2"))
        .toList();
  }

  @Test
  void itsAnswersAreApartFromThoseOfWhatIsInForceUntilAPutPromotesIt() throws Exception {
    start(2, row(1, "put", 1), row(2, "shadow", 3));
    delay(2);
    delay(4);
    assertThat(answers()).containsExactly("1 true", "1 true");
    assertThat(tasks.shadow())
        .containsExactly(
            "{\"rule\":\"a\",\"revision\":2,\"shadow\":true,\"value\":true,\"event\":"
                + "{\"carrier\":\"UA\",\"delay\":4,\"ratio\":1.0}}");

    tasks.rule(row(3, "put", 3));
    delay(2);
    delay(4);
    assertThat(answers()).containsExactly("3 true");
    assertThat(shadows()).isEmpty();
    assertThat(tasks.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'a','revision':6,'action':'pause'}",
        "{'id':'a','revision':6,'action':'remove'}",
        "{'id':'a','revision':6,'action':'remove','effective_from':'2100-01-01'}",
        "{'id':'a','revision':6,'sql':'delay > 9','effective_from':'2100-01-01'}",
        "{'id':'a','revision':6,'action':'shadow','sql':'delay > 9'}"
      })
  void endsWithAnyHigherRevision(String next) throws Exception {
    start(1, row(1, "put", 1), row(5, "shadow", 3));
    tasks.rule(next);
    delay(4);
    assertThat(shadows()).isEmpty();
    tasks.restore(2);
    delay(4);
    assertThat(shadows()).isEmpty();
    tasks.rule(row(5, "shadow", 3));
    assertThat(tasks.errors()).hasSize(1).allMatch(line -> line.contains("REVISION_CONFLICT"));
  }

  @Test
  void lowerRevisionsComeIntoForceBesideIt() throws Exception {
    start(1, row(9, "shadow", 3));
    delay(4);
    assertThat(answers()).isEmpty();
    assertThat(shadows()).containsExactly("9 true");
    tasks.rule(row(4, "put", 1));
    tasks.restore(2);
    delay(4);
    assertThat(answers()).containsExactly("4 true");
    assertThat(shadows()).containsExactly("9 true");
    tasks.rule("{'id':'a','revision':5,'action':'remove'}");
    tasks.restore(1);
    delay(4);
    assertThat(answers()).isEmpty();
    assertThat(shadows()).containsExactly("9 true");
    assertThat(tasks.errors()).isEmpty();
  }

  @Test
  void aNumberIsGivenOnce() throws Exception {
    start(1, row(2, "put", 1), row(3, "shadow", 3));
    tasks.rule(row(3, "shadow", 3));
    assertThat(tasks.errors()).as("the same again").isEmpty();
    for (String other :
        List.of(row(3, "shadow", 4), row(3, "put", 3), row(2, "shadow", 1), row(1, "shadow", 1))) {
      tasks.rule(other);
      assertThat(tasks.errors())
          .as(other)
          .hasSize(1)
          .allMatch(line -> line.contains("REVISION_CONFLICT"));
    }
  }

  @Test
  void whatItCannotAnswerIsSaidApart() throws Exception {
    start(
        1,
        "{'id':'a','revision':1,'sql':'10 / delay','on_error':'fail'}",
        "{'id':'a','revision':2,'action':'shadow','sql':'10 / (delay - 5)'}");
    delay(5);
    assertThat(answers()).containsExactly("1 2");
    assertThat(tasks.errors()).isEmpty();
    assertThat(tasks.shadow())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("{\"rule\":\"a\",\"revision\":2,\"shadow\":true,\"stage\":\"evaluate\"");
  }

  @Test
  void neverEndsTheJob() throws Exception {
    start(1, "{'id':'a','revision':2,'action':'shadow','sql':'1 / delay','on_error':'fail'}");
    delay(0);
    assertThat(tasks.shadow()).isEmpty();
    assertThat(tasks.errors())
        .hasSize(1)
        .first()
        .asString()
        .contains("MALFORMED_JSON", "on_error \\\"fail\\\", expected skip or null of a shadow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tumble", "session"})
  void keepsWindowsOfItsOwn(String kind) throws Exception {
    start(
        2,
        SUM.formatted(1, "put", 1, 0, kind),
        SUM.formatted(2, "shadow", 100, 0, kind),
        "{'id':'v','revision':1,'action':'shadow','sql':'count(*)','key':['carrier'],"
            + "'window':{'tumble':'10s'}}");
    delay(1);
    delay(2);
    tasks.restore(1);
    delay(4);
    tasks.end();
    assertThat(answers()).containsExactly("1 7");
    assertThat(shadows()).containsExactlyInAnyOrder("2 700", "1 3");
    assertThat(tasks.errors()).isEmpty();
  }

  @Test
  void whatPromotesItGoesOnWithItsWindows() throws Exception {
    start(2, sum(1, "put", 1, 0));
    delay(1);
    tasks.rule(sum(2, "shadow", 1, 1));
    delay(2);
    delay(3);
    tasks.restore(1);
    tasks.rule(sum(3, "put", 1, 1));
    delay(4);
    tasks.restore(2);
    tasks.end();
    assertThat(answers()).containsExactly("3 9");
    assertThat(shadows()).isEmpty();
  }

  @Test
  void windowsInForceGoOnRatherThanItsOwn() throws Exception {
    start(1, sum(1, "put", 1, 0));
    delay(1);
    tasks.rule(sum(2, "shadow", 10, 0));
    delay(2);
    tasks.rule(sum(3, "put", 100, 0));
    delay(4);
    tasks.end();
    assertThat(answers()).containsExactly("3 700");
  }

  @Test
  void theNextShadowGoesOnWithItsWindows() throws Exception {
    for (String kind : List.of("tumble", "session")) {
      try (RuleTasks own = new RuleTasks(1)) {
        start(own, SUM.formatted(1, "put", 1, 2, kind));
        tasks.rule(SUM.formatted(2, "shadow", 1, 0, kind));
        delay(1);
        tasks.rule(SUM.formatted(3, "shadow", 10, 0, kind));
        delay(2);
        tasks.rule(SUM.formatted(4, "shadow", 100, 1, kind));
        delay(4);
        tasks.end();
        assertThat(answers()).as(kind).containsExactly("1 4");
        assertThat(shadows()).as(kind).containsExactly("4 400");
      }
    }
  }

  @Test
  void beginsAtAnEventTime() throws Exception {
    start(
        1,
        "{'id':'a','revision':2,'action':'shadow','sql':'delay','effective_from':"
            + "'1970-01-01T00:00:02Z'}");
    tasks.event(1_999, "UA", 1L, 1.0);
    tasks.event(2_000, "UA", 2L, 1.0);
    assertThat(shadows()).containsExactly("2 2");
  }

  @Test
  void quarantineHoldsForItAlone() throws Exception {
    start(
        new RuleTasks(1, 2),
        "{'id':'a','revision':1,'sql':'delay'}",
        "{'id':'a','revision':2,'action':'shadow','sql':'10 / delay'}");
    for (int i = 0; i < 4; i++) {
      delay(0);
    }
    assertThat(answers()).hasSize(4);
    assertThat(tasks.errors()).isEmpty();
    assertThat(tasks.shadow())
        .hasSize(3)
        .last()
        .asString()
        .contains("LIMIT_EXCEEDED", "revision 2: 2 failures");
    tasks.rule("{'id':'a','revision':3,'action':'shadow','sql':'20 / delay'}");
    delay(5);
    assertThat(shadows()).containsExactly("3 4");
  }

  @Test
  void isCountedAmongTheRules() throws Exception {
    Limits limits = Limits.DEFAULT.with(Limit.RULES, 2);
    RuleOptions options =
        Rules.over(RuleTasks.SCHEMA)
            .withSessions(() -> SessionContext.create().withLimits(limits))
            .options();
    start(new RuleTasks(1, options), row(2, "shadow", 1), sum(1, "put", 1, 0));
    tasks.rule(sum(2, "shadow", 1, 1));
    assertThat(tasks.errors()).hasSize(1).allMatch(line -> line.contains("3 rules, expected"));
    tasks.restore(1);
    tasks.rule("{'id':'b','revision':1,'sql':'1'}");
    assertThat(tasks.errors()).hasSize(1).allMatch(line -> line.contains("3 rules, expected"));
    tasks.rule(row(3, "put", 1));
    assertThat(tasks.errors()).as("the shadow ended").isEmpty();
    delay(2);
    assertThat(answers()).containsExactly("3 true");
  }

  @Test
  void isAcknowledged() throws Exception {
    start(1, row(1, "put", 1));
    tasks.acks();
    tasks.rule(row(2, "shadow", 1));
    assertThat(tasks.acks())
        .containsExactlyInAnyOrder("a 2 shadow router 0/1", "a 2 shadow windows 0/1");
  }

  @Test
  void leavesNothingBehind() throws Exception {
    start(1, row(1, "put", 1), row(2, "shadow", 1), sum(2, "shadow", 1, 0));
    delay(4);
    assertThat(tasks.rulesKeptBehindTheReader()).isEqualTo(3);
    tasks.rule("{'id':'a','revision':3,'action':'remove'}");
    tasks.rule("{'id':'w','revision':3,'action':'remove'}");
    tasks.watermark(2_000);
    assertThat(tasks.rulesKeptBehindTheReader()).isZero();
    assertThat(tasks.keysKept()).isZero();
    assertThat(tasks.timersKept()).isZero();
    assertThat(tasks.windowsCounted("droppedWindows")).isEqualTo(1);
  }
}
