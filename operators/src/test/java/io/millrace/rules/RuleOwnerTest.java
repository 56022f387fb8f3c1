// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write plain lines takes nothing from who signs. */
class RuleOwnerTest {
  private static final SigningKey ANN = SigningKey.generate("ann", Algorithm.ED25519);
  private static final SigningKey OTHER = SigningKey.generate("other", Algorithm.ED25519);
  private static final KeySet KEYS = KeySet.of(ANN.trusted());
  private static final KeySet ALL = KEYS.withSign(KeySet.Sign.ALL);
  private static final String SUM =
      "\"sql\":\"sum(delay) * %d\",\"key\":[\"carrier\"],\"window\":{\"%s\":\"10s\"}";

  private static Rules rules() {
    return Rules.over(RuleTasks.SCHEMA);
  }

  private static RuleOptions signedBy(KeySet keys) {
    return rules().withTrust(TrustPolicy.signedBy(keys, "job")).options();
  }

  private static String line(long revision, String fields) {
    return "{\"id\":\"a\",\"revision\":%d,%s}".formatted(revision, fields);
  }

  private static String row(long revision, long above) {
    return line(revision, "\"sql\":\"delay > " + above + "\"");
  }

  private static String signed(String line) {
    Instant start = Instant.EPOCH;
    return SignedEnvelope.sign(SignedBody.rule("job", start, start.plusSeconds(100), line), ANN)
        .text();
  }

  private static List<String> answers(RuleTasks tasks, long time) throws Exception {
    tasks.event(time, "UA", 5L, null);
    return values(tasks);
  }

  private static List<String> values(RuleTasks tasks) {
    return tasks.results().stream()
        .map(
            each ->
                each.replaceFirst(
                    "\\{\"rule\":\"a\",\"revision\":(\\d+).*\"value\":(\\w+).*", "$1 $2"))
        .toList();
  }

  private static void assertRefused(RuleTasks tasks, String code, String... parts) {
    List<String> errors = tasks.errors();
    assertThat(errors).hasSize(1).first().asString().contains("\"code\":\"" + code + "\"");
    for (String part : parts) {
      assertThat(errors.get(0)).contains(part);
    }
  }

  @Test
  void aSignedRuleTakesTheIdFromAnyThatIsNot() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
      tasks.rule(row(Long.MAX_VALUE, 2));
      tasks.marker();
      assertThat(answers(tasks, 0)).containsExactly(Long.MAX_VALUE + " true");
      tasks.rule(signed(row(1, 1)));
      for (int i = 0; i < 2; i++) {
        assertThat(tasks.errors()).isEmpty();
        assertThat(answers(tasks, 0)).containsExactly("1 true");
        tasks.rule(row(Long.MAX_VALUE, 2));
        assertRefused(tasks, "BAD_SIGNATURE");
        tasks.restore(3);
      }
    }
  }

  @Test
  void rulesThatAreNotSignedTakeNoRoomFromThoseThatAre() throws Exception {
    Limits limits = Limits.DEFAULT.with(Limit.RULES, 2).with(Limit.RULE_BYTES, 2_000);
    SessionFactory sessions = () -> SessionContext.create().withLimits(limits);
    RuleOptions options =
        rules().withTrust(TrustPolicy.signedBy(KEYS, "job")).withSessions(sessions).options();
    String rule = "{\"id\":\"%s\",\"revision\":%d,\"sql\":\"delay > %s\"}";
    String large = "1" + " ".repeat(900);
    try (RuleTasks tasks = new RuleTasks(1, options)) {
      tasks.rule(rule.formatted("x", 1, large));
      tasks.rule(rule.formatted("y", 1, large));
      tasks.marker();
      tasks.rule(rule.formatted("z", 1, "1"));
      assertRefused(tasks, "LIMIT_EXCEEDED", "3 rules, expected at most maxRules = 2");
      tasks.restore(1);
      tasks.rule(rule.formatted("y", 2, large + " ".repeat(300)));
      assertRefused(tasks, "LIMIT_EXCEEDED", "bytes of rules, expected at most maxRuleBytes");
      tasks.rule(signed(rule.formatted("a", 1, "1")));
      tasks.rule(signed(rule.formatted("y", 1, "1")));
      assertThat(tasks.errors()).isEmpty();
      tasks.rule(signed(rule.formatted("b", 1, "1")));
      assertRefused(tasks, "LIMIT_EXCEEDED", "3 rules that came signed, expected at most");
      tasks.rule(rule.formatted("z", 1, "1"));
      assertThat(tasks.errors()).as("signed y left room").isEmpty();
      tasks.rule(signed(rule.formatted("a", 2, large + " ".repeat(900))));
      assertRefused(tasks, "LIMIT_EXCEEDED", "bytes of rules that came signed");
    }
  }

  @Test
  void shadowsHaveOwners() throws Exception {
    String shadow = "\"action\":\"shadow\",\"sql\":\"delay > 1\"";
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.rule(line(Long.MAX_VALUE, shadow));
      tasks.rule(signed(line(2, shadow)));
      tasks.marker();
      tasks.rule(row(1, 1));
      assertRefused(tasks, "BAD_SIGNATURE");
      tasks.rule(line(3, shadow));
      assertRefused(tasks, "BAD_SIGNATURE");
      tasks.rule(signed(row(1, 1)));
      assertThat(answers(tasks, 0)).containsExactly("1 true");
      assertThat(tasks.shadow()).hasSize(1).first().asString().contains("\"revision\":2,");
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void aShadowGoesWithItsKey() throws Exception {
    String shadow = signed(line(2, "\"action\":\"shadow\",\"sql\":\"delay > 1\""));
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.rule(shadow);
      tasks.marker();
      assertThat(answers(tasks, 0)).isEmpty();
      assertThat(tasks.shadow()).hasSize(1);
      tasks.restore(1, signedBy(KeySet.of(OTHER.trusted())));
      assertThat(answers(tasks, 0)).as("its key is gone").isEmpty();
      assertThat(tasks.shadow()).isEmpty();
      assertThat(tasks.errors()).hasSize(1);
      tasks.rule(row(1, 1));
      assertThat(answers(tasks, 0)).containsExactly("1 true");
    }
  }

  @Test
  void alsoFromARemovalThatIsNotSigned() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.rule(line(Long.MAX_VALUE, "\"action\":\"remove\""));
      tasks.marker();
      tasks.rule(signed(row(1, 1)));
      assertThat(answers(tasks, 0)).containsExactly("1 true");
    }
  }

  @Test
  void theSameRevisionSignedSaysWhatWasSigned() throws Exception {
    for (String window : List.of("tumble", "session")) {
      try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
        tasks.rule(line(1, SUM.formatted(100, window)));
        tasks.marker();
        answers(tasks, 1_000);
        tasks.rule(signed(line(1, SUM.formatted(2, window))));
        tasks.restore(1);
        answers(tasks, 2_000);
        tasks.end();
        assertThat(tasks.errors()).isEmpty();
        assertThat(values(tasks)).as(window + "s go on").containsExactly("1 20");
      }
    }
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.rule(row(1, 100));
      tasks.marker();
      assertThat(answers(tasks, 0)).isEmpty();
      tasks.rule(signed(row(1, 1)));
      assertThat(answers(tasks, 0)).containsExactly("1 true");
    }
  }

  @Test
  void theSameRevisionSignedWithATimeIsTheOnlyOneOfItsNumber() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.rule(row(1, 1));
      tasks.marker();
      tasks.rule(
          signed(line(1, "\"sql\":\"delay > 2\",\"effective_from\":\"1970-01-01T00:00:10Z\"")));
      assertThat(answers(tasks, 9_000)).isEmpty();
      assertThat(answers(tasks, 10_000)).containsExactly("1 true");
    }
  }

  @Test
  void plainRevisionsTakeNoRoomFromSignedOnes() throws Exception {
    String dated = "\"sql\":\"delay > 1\",\"effective_from\":\"%d-01-01\"";
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      for (int i = 1; i <= 100; i++) {
        tasks.rule(line(i, dated.formatted(2000 + i)));
      }
      tasks.rule(line(101, dated.formatted(2101)));
      assertRefused(tasks, "LIMIT_EXCEEDED");
      tasks.rule(signed(line(1, dated.formatted(2050))));
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void aPlainRuleGoesOnUntilTheTimeOfTheSignedOne() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.rule(row(9, 1));
      tasks.marker();
      tasks.rule(
          signed(line(1, "\"sql\":\"delay > 2\",\"effective_from\":\"1970-01-01T00:00:10Z\"")));
      assertThat(answers(tasks, 9_000)).containsExactly("9 true");
      assertThat(answers(tasks, 10_000)).containsExactly("1 true");
    }
  }

  @Test
  void theQuarantineOfAPlainRevisionIsNotThatOfTheSignedOne() throws Exception {
    RuleOptions once =
        rules().withTrust(TrustPolicy.signedBy(KEYS, "job")).withQuarantineAfter(1).options();
    String failing = "\"sql\":\"sum(1 / (delay - 5))\",\"window\":{\"tumble\":\"10s\"}";
    String fine = "\"sql\":\"sum(delay)\",\"window\":{\"tumble\":\"10s\"}";
    try (RuleTasks tasks = new RuleTasks(2, once)) {
      tasks.rule(line(1, failing));
      tasks.marker();
      answers(tasks, 1_000);
      assertThat(tasks.errors()).anyMatch(each -> each.contains("Cannot go on evaluating"));
      tasks.rule(signed(line(1, fine)));
      answers(tasks, 2_000);
      tasks.end();
      assertThat(values(tasks)).containsExactly("1 5");
    }
  }

  @Test
  void aLineThatChangesNothingAndIsNotKnownIsRefused() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(row(2, 1));
      tasks.rule(row(2, 1));
      assertThat(tasks.errors()).isEmpty();
      tasks.rule(row(1, 1));
      assertRefused(tasks, "REVISION_CONFLICT", "revision 1 of rule", "expected a higher one");
    }
  }

  @Test
  void onlySignedRulesMayEndTheJobWhereThereAreKeys() throws Exception {
    String fail = line(1, "\"sql\":\"10 / delay\",\"on_error\":\"fail\"");
    try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
      tasks.rule(fail);
      assertRefused(tasks, "BAD_SIGNATURE", "on_error", "expected a signed envelope");
      tasks.rule(signed(fail));
      tasks.marker();
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks, 0)).containsExactly("1 2");
      tasks.restore(1);
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks, 0)).containsExactly("1 2");
    }
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(fail);
      tasks.marker();
      assertThat(answers(tasks, 0)).containsExactly("1 2");

      tasks.restore(2, signedBy(KEYS));
      assertRefused(tasks, "BAD_SIGNATURE", "on_error");
      assertThat(answers(tasks, 0)).isEmpty();
    }
  }

  @Test
  void whereEverythingIsToBeSignedPlainRulesInStateGo() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
      tasks.rule(row(1, 1));
      tasks.rule("{'id':'b','revision':1,'sql':'delay > 1'}");
      tasks.marker();
      tasks.rule(signed(row(1, 1)));

      tasks.restore(3, signedBy(ALL));
      assertRefused(tasks, "BAD_SIGNATURE", "\"rule\":\"b\"");
      assertThat(answers(tasks, 0)).containsExactly("1 true");
      tasks.restore(1);
      assertThat(tasks.errors()).as("told once").isEmpty();
      assertThat(answers(tasks, 0)).containsExactly("1 true");
    }
  }

  @Test
  void alsoWhenTheKeySetSaysSoWhileTheJobRuns(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("keys.json"), KEYS.text());
    RuleOptions options =
        rules().withTrust(TrustPolicy.signedBy(KEYS, "job"), file.toUri().toString()).options();
    try (RuleTasks tasks = new RuleTasks(2, options)) {
      tasks.rule(row(1, 1));
      tasks.marker();
      assertThat(answers(tasks, 0)).containsExactly("1 true");
      Files.writeString(file, ALL.text());
      tasks.readerTime(1_000);
      assertRefused(tasks, "BAD_SIGNATURE", "\"rule\":\"a\"");
      assertThat(answers(tasks, 0)).isEmpty();
      tasks.rule(signed(row(1, 1)));
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks, 0)).containsExactly("1 true");
    }
  }
}
