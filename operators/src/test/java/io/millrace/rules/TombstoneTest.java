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

/** A rule that is forgotten was never there. */
class TombstoneTest {
  private static final SigningKey KEY = SigningKey.generate("gate", Algorithm.HMAC_SHA256);
  private static final RuleOptions SIGNED =
      Rules.over(RuleTasks.SCHEMA)
          .withTrust(TrustPolicy.signedBy(KeySet.of(KEY.trusted()), "job"))
          .options();

  private static String put(long revision, long above) {
    return "{\"id\":\"a\",\"revision\":%d,\"sql\":\"delay > %d\"}".formatted(revision, above);
  }

  private static String count(long revision) {
    return ("{\"id\":\"a\",\"revision\":%d,\"sql\":\"count(*)\",\"key\":[\"carrier\"],"
            + "\"window\":{\"tumble\":\"1s\"}}")
        .formatted(revision);
  }

  private static List<String> revisions(RuleTasks tasks) {
    return tasks.results().stream()
        .map(each -> each.replaceFirst(".*\"revision\":(\\d+).*", "$1"))
        .toList();
  }

  @Test
  void itAnswersNothingAndAnyRevisionMayCome() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2)) {
      tasks.rule(put(7, 1));
      tasks.marker();
      tasks.tombstone("a");
      tasks.event(0, "UA", 5L, null);
      assertThat(tasks.results()).isEmpty();

      tasks.restore(3);
      tasks.rule(put(1, 3));
      tasks.event(1, "UA", 5L, null);
      assertThat(revisions(tasks)).containsExactly("1");
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void theMarkOfARemovalGoesWithIt() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(put(1, 1));
      tasks.rule("{'id':'a','revision':9,'action':'remove'}");
      tasks.tombstone("a");
      assertThat(tasks.rulesKeptByTheReader()).isZero();
      tasks.rule(put(1, 2));
      tasks.marker();
      tasks.event(0, "UA", 5L, null);
      assertThat(revisions(tasks)).containsExactly("1");
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void itsWindowsGoAndWhatComesBackStartsEmpty() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2)) {
      tasks.rule(count(1));
      tasks.marker();
      tasks.event(0, "UA", 1L, null);
      tasks.event(1, "UA", 1L, null);
      tasks.tombstone("a");
      tasks.rule(count(1));
      tasks.event(2, "UA", 1L, null);
      tasks.watermark(2_000);
      assertThat(tasks.results()).singleElement().asString().contains("\"value\":1");
    }
  }

  @Test
  void aShadowGoesWithIt() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(put(1, 1));
      tasks.rule("{'id':'a','revision':2,'action':'shadow','sql':'delay > 2'}");
      tasks.marker();
      tasks.tombstone("a");
      tasks.event(0, "UA", 5L, null);
      assertThat(tasks.results()).isEmpty();
      assertThat(tasks.shadow()).isEmpty();
      assertThat(tasks.rulesKeptBehindTheReader()).isZero();
    }
  }

  @Test
  void whatIsNotThereIsForgottenWithoutAWord() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.marker();
      tasks.tombstone("never");
      assertThat(tasks.acks()).isEmpty();
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void instancesTellThatTheyForgot() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(put(1, 1));
      tasks.marker();
      tasks.tombstone("a");
      assertThat(tasks.acks()).contains("a 0 remove router 0/1", "a 0 remove windows 0/1");
    }
  }

  @Test
  void whatCameSignedStays() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, SIGNED)) {
      Instant now = Instant.EPOCH;
      tasks.rule(
          SignedEnvelope.sign(SignedBody.rule("job", now, now.plusSeconds(9), put(1, 1)), KEY)
              .text());
      tasks.marker();
      tasks.tombstone("a");
      tasks.event(0, "UA", 5L, null);
      assertThat(revisions(tasks)).containsExactly("1");
      assertThat(tasks.errors())
          .singleElement()
          .asString()
          .contains("BAD_SIGNATURE", "Cannot forget rule \\\"a\\\"", "rules[0]@7");
    }
  }
}
