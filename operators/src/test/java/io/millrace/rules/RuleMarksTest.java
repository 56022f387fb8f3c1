// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of rules that are removed: enough that they stay so, and no more. */
class RuleMarksTest {
  private static final Instant START = Instant.EPOCH;
  private static final SigningKey KEY = SigningKey.generate("gate", Algorithm.HMAC_SHA256);
  private static final RuleOptions SIGNED =
      Rules.over(RuleTasks.SCHEMA)
          .withTrust(TrustPolicy.signedBy(KeySet.of(KEY.trusted()), "job"))
          .options();

  private static String put(String id, long revision) {
    return "{\"id\":\"%s\",\"revision\":%d,\"sql\":\"delay > 1\"}".formatted(id, revision);
  }

  private static String remove(String id, long revision) {
    return "{\"id\":\"%s\",\"revision\":%d,\"action\":\"remove\"}".formatted(id, revision);
  }

  private static String removeAt(String id, long revision, String time) {
    return "{\"id\":\"%s\",\"revision\":%d,\"action\":\"remove\",\"effective_from\":\"%s\"}"
        .formatted(id, revision, time);
  }

  private static String signed(String line, long second) {
    SignedBody body =
        SignedBody.rule("job", START.plusSeconds(second), START.plusSeconds(100), line);
    return SignedEnvelope.sign(body, KEY).text();
  }

  private static List<String> answers(RuleTasks tasks, long time) throws Exception {
    tasks.event(time, "UA", 5L, null);
    return tasks.results().stream()
        .map(each -> each.replaceFirst("\\{\"rule\":\"(\\w+)\",\"revision\":(\\d+).*", "$1 $2"))
        .toList();
  }

  private static void assertRefused(RuleTasks tasks, String code) {
    assertThat(tasks.errors()).hasSize(1).first().asString().contains("\"code\":\"" + code + "\"");
  }

  @Test
  void nothingIsLeftWhereRowsAndWindowsAre() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2)) {
      tasks.rule(put("a", 1));
      tasks.rule(put("b", 1));
      tasks.marker();
      tasks.rule(remove("a", 2));
      tasks.rule("{'id':'b','revision':2,'action':'pause'}");
      tasks.rule(remove("never", 2));
      assertThat(tasks.rulesKeptBehindTheReader()).isZero();
      assertThat(tasks.rulesKeptByTheReader()).isEqualTo(3);

      tasks.restore(3);
      assertThat(tasks.rulesKeptBehindTheReader()).isZero();
      assertThat(tasks.rulesKeptByTheReader()).isEqualTo(3);
      tasks.rule(put("b", 3));
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks, 0)).containsExactly("b 3");
    }
  }

  @Test
  void marksThatTasksOnceKeptAreDroppedWhenTheyStart() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(put("a", 1));
      tasks.rule(remove("b", 2));
      tasks.marker();
      tasks.restoreRoutersAsReader();
      assertThat(tasks.rulesKeptBehindTheReader()).isEqualTo(1);
      assertThat(answers(tasks, 0)).containsExactly("a 1");
    }
  }

  @Test
  void aRemovalWinsOverLowerRevisionsThatComeAfterIt() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(put("a", 1));
      tasks.rule(remove("a", 3));
      tasks.rule(remove("b", 3));
      tasks.marker();
      for (int i = 0; i < 2; i++) {
        tasks.rule(put("a", 2));
        assertRefused(tasks, "REVISION_CONFLICT");
        tasks.rule(put("b", 2));
        assertRefused(tasks, "REVISION_CONFLICT");
        tasks.restore(2);
      }
      assertThat(answers(tasks, 0)).isEmpty();
      tasks.rule(remove("a", 3));
      assertThat(tasks.errors()).as("the same again").isEmpty();
    }
  }

  @Test
  void aRemovalWithATimeThatComesFirstHoldsFromThereOn() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(removeAt("a", 5, "1970-01-01T00:00:10Z"));
      tasks.marker();
      tasks.restore(2);
      tasks.rule(put("a", 3));
      assertThat(answers(tasks, 9_999)).containsExactly("a 3");
      assertThat(answers(tasks, 10_000)).isEmpty();
    }
  }

  @Test
  void theOldestAreForgottenFirst() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.marker();
      for (int i = 0; i < Marks.MOST; i++) {
        tasks.changesOf(remove("r" + i, 2));
      }
      tasks.rule(put("r0", 1));
      assertRefused(tasks, "REVISION_CONFLICT");
      tasks.changesOf(remove("more", 2));
      assertThat(tasks.rulesKeptByTheReader()).isEqualTo(Marks.MOST);
      assertThat(tasks.changesOf(put("r0", 1))).hasSize(1);
      tasks.rule(put("r1", 1));
      assertRefused(tasks, "REVISION_CONFLICT");

      tasks.restore(1);
      tasks.changesOf(remove("evenmore", 2));
      assertThat(tasks.changesOf(put("r1", 1))).hasSize(1);
      tasks.rule(put("r2", 1));
      assertRefused(tasks, "REVISION_CONFLICT");
    }
  }

  @Test
  void nobodyWhoMayNotSignMakesASignedOneBeForgotten() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, SIGNED)) {
      String first = signed(put("a", 1), 1);
      tasks.rule(first);
      tasks.rule(signed(remove("a", 2), 2));
      for (int i = 0; i <= Marks.MOST; i++) {
        tasks.changesOf(remove("r" + i, 2));
      }
      assertThat(tasks.errors()).isEmpty();
      tasks.rule(first);
      assertRefused(tasks, "REVISION_CONFLICT");
      tasks.rule(put("a", 3));
      assertRefused(tasks, "BAD_SIGNATURE");
    }
  }

  @Test
  void whatWasSignedBeforeAMarkThatIsForgottenHasToBeSignedAgain() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, SIGNED)) {
      tasks.readerTime(60_000);
      String first = signed(put("a", 1), 1);
      tasks.rule(first);
      tasks.rule(signed(remove("a", 2), 2));
      for (int i = 0; i < Marks.MOST; i++) {
        tasks.changesOf(signed(remove("r" + i, 2), 10));
      }
      assertThat(tasks.errors()).isEmpty();
      for (int i = 0; i < 2; i++) {
        tasks.rule(first);
        assertRefused(tasks, "EXPIRED");
        tasks.restore(1);
      }
      tasks.rule(signed(put("b", 1), 3));
      tasks.rule(signed(put("a", 1), 3));
      tasks.marker();
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks, 0)).containsExactlyInAnyOrder("a 1", "b 1");
    }
  }

  @Test
  void signersWhoseClockIsWrongDoNotKeepOthersOut() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, SIGNED)) {
      tasks.readerTime(20_000);
      for (int i = 0; i <= Marks.MOST; i++) {
        tasks.changesOf(signed(remove("r" + i, 2), 90));
      }
      tasks.rule(signed(put("b", 1), 21));
      tasks.marker();
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks, 0)).containsExactly("b 1");
    }
  }

  @Test
  void idsWithChangesToComeAreRules() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      for (int i = 0; i < 10_000; i++) {
        tasks.changesOf(removeAt("r" + i, 1, "2030-01-01"));
      }
      assertThat(tasks.changesOf(removeAt("more", 1, "2030-01-01"))).isEmpty();
      assertThat(tasks.changesOf(remove("r0", 2))).hasSize(1);
      assertThat(tasks.changesOf(remove("never", 2))).hasSize(1);
      assertThat(tasks.changesOf(put("more", 1))).hasSize(1);
      tasks.marker();
      assertRefused(tasks, "LIMIT_EXCEEDED");
    }
  }
}
