// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Limits;
import io.millrace.expr.Expr;
import io.millrace.expr.Payload;
import io.millrace.json.RuleJson;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import io.millrace.trust.TrustedKey;
import io.millrace.wire.ExprCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader lets in, what stays after a restore, and what goes when a key is revoked. */
class RuleTrustTest {
  private static final Instant START = Instant.EPOCH;
  private static final Instant END = START.plusSeconds(100);
  private static final SigningKey ANN = SigningKey.generate("ann", Algorithm.ED25519);
  private static final SigningKey BOB = SigningKey.generate("bob", Algorithm.ED25519);
  private static final KeySet KEYS = KeySet.of(ANN.trusted(), BOB.trusted());

  private static RuleOptions signedBy(KeySet keys) {
    return trusting(TrustPolicy.signedBy(keys, "job"));
  }

  private static RuleOptions trusting(TrustPolicy policy) {
    return Rules.over(RuleTasks.SCHEMA).withTrust(policy).options();
  }

  private static KeySet with(SigningKey key, TrustedKey.Status status) {
    return KEYS.with(key.trusted().withStatus(status));
  }

  private static String line(String id, long revision, String sql) {
    return "{\"id\":\"%s\",\"revision\":%d,\"sql\":\"%s\"}".formatted(id, revision, sql);
  }

  private static SignedBody body(String id, long revision, String line) {
    return body("job", id, revision, SignedBody.DATAFUSION, line);
  }

  private static SignedBody body(
      String audience, String id, long revision, int dataFusion, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new SignedBody(
        SignedBody.Kind.RULE, audience, id, revision, START, END, dataFusion, 0, bytes);
  }

  private static String signed(String id, long revision, String sql, SigningKey... keys) {
    return SignedEnvelope.sign(body(id, revision, line(id, revision, sql)), keys).text();
  }

  /** Calls a function whose code comes along. */
  private static String byValue(String id, long revision) {
    byte[] code = "DFJVUDF and more".getBytes(StandardCharsets.US_ASCII);
    Expr call = new Expr.ScalarCall("risk", List.of(), Payload.of(code));
    return "{\"id\":\"%s\",\"revision\":%d,\"expr\":\"%s\"}"
        .formatted(
            id, revision, Base64.getEncoder().encodeToString(ExprCodec.create().encode(call)));
  }

  private static void assertRefused(RuleTasks tasks, String code) {
    assertThat(tasks.errors()).hasSize(1).first().asString().contains("\"code\":\"" + code + "\"");
  }

  private static List<String> answers(RuleTasks tasks) throws Exception {
    tasks.event(0, "UA", 5L, null);
    return tasks.results().stream()
        .map(each -> each.replaceFirst("\\{\"rule\":\"(\\w+)\",\"revision\":(\\d+).*", "$1 $2"))
        .toList();
  }

  @Test
  void functionsByValueAreRefusedUnlessSigned() throws Exception {
    for (TrustPolicy policy :
        List.of(TrustPolicy.none(), TrustPolicy.byName(), TrustPolicy.signedBy(KEYS, "job"))) {
      try (RuleTasks tasks = new RuleTasks(2, trusting(policy))) {
        tasks.rule(byValue("a", 1));
        assertThat(tasks.errors())
            .hasSize(1)
            .first()
            .asString()
            .contains("\"rule\":\"a\"", "\"stage\":\"trust\"", "UNTRUSTED_FUNCTION", "'risk'");
      }
    }
  }

  @Test
  void signedRulesAnswerAndPlainOnesStillDo() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      tasks.rule(line("b", 1, "delay > 2"));
      tasks.marker();

      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks)).containsExactlyInAnyOrder("a 1", "b 1");
    }
  }

  @Test
  void eachRefusalHasItsCodeAndLeavesTheRestAlone() throws Exception {
    SigningKey eve = SigningKey.generate("eve", Algorithm.ED25519);
    KeySet keys =
        with(BOB, TrustedKey.Status.RETIRED)
            .with(eve.trusted().withStatus(TrustedKey.Status.REVOKED));
    SigningKey stranger = SigningKey.generate("ann", Algorithm.ED25519);
    String line = line("a", 2, "delay > 2");
    SignedBody newer = body("job", "a", 2, 56, line);
    String good = signed("a", 2, "delay > 2", ANN);
    try (RuleTasks tasks = new RuleTasks(1, signedBy(keys))) {
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      tasks.marker();
      String[][] refused = {
        {signed("a", 2, "delay > 2", stranger), "BAD_SIGNATURE"},
        {good.replace("signed+json", "other+json"), "BAD_SIGNATURE"},
        {good.replace("\"keyid\":\"ann\"", "\"keyid\":\"bob\""), "BAD_SIGNATURE"},
        {good.replaceFirst("(\"payload\":\"[^\"]{40}).", "$1A"), "BAD_SIGNATURE"},
        {SignedEnvelope.sign(body("a", 2, line)).text(), "BAD_SIGNATURE"},
        {SignedEnvelope.sign(body("b", 2, line), ANN).text(), "BAD_SIGNATURE"},
        {SignedEnvelope.sign(body("a", 3, line), ANN).text(), "BAD_SIGNATURE"},
        {line, "BAD_SIGNATURE"},
        {signed("a", 2, "delay > 2", BOB), "REVOKED_KEY"},
        {signed("a", 2, "delay > 2", eve), "REVOKED_KEY"},
        {SignedEnvelope.sign(body("other", "a", 2, 55, line), ANN).text(), "WRONG_AUDIENCE"},
        {SignedEnvelope.sign(newer, ANN).text(), "UNSUPPORTED_EXPRESSION"},
        {
          SignedEnvelope.sign(body("a", 2, line).withClassLevel(SignedBody.CLASS_LEVEL + 1), ANN)
              .text(),
          "UNSUPPORTED_EXPRESSION"
        },
        {SignedEnvelope.sign(body("a", 2, "{"), ANN).text(), "MALFORMED_JSON"},
      };
      for (String[] each : refused) {
        tasks.rule(each[0]);
        assertRefused(tasks, each[1]);
      }
      tasks.readerTime(END.toEpochMilli() + 1);
      tasks.rule(good);
      assertRefused(tasks, "EXPIRED");
      assertThat(answers(tasks)).containsExactly("a 1");
    }
  }

  @Test
  void twoPersonsSignIfTheThresholdSaysSo() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS.withThreshold(2)))) {
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      assertRefused(tasks, "BAD_SIGNATURE");
      tasks.rule(signed("a", 1, "delay > 1", ANN, BOB));
      tasks.marker();
      assertThat(answers(tasks)).containsExactly("a 1");
    }
  }

  @Test
  void oldRevisionsCanNotBeSentAgain() throws Exception {
    String first = signed("a", 1, "delay > 1", ANN);
    try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
      tasks.rule(first);
      tasks.rule(
          SignedEnvelope.sign(
                  body("a", 2, "{\"id\":\"a\",\"revision\":2,\"action\":\"remove\"}"), ANN)
              .text());
      tasks.marker();
      tasks.rule(first);
      tasks.restore(3);
      tasks.rule(first);

      assertThat(answers(tasks)).isEmpty();
    }
  }

  @Test
  void theSameRevisionSignedAgainIsTheSame() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      tasks.rule(signed("a", 1, "delay > 1", BOB));
      assertThat(tasks.errors()).isEmpty();
      tasks.rule(signed("a", 1, "delay > 2", BOB));
      assertRefused(tasks, "REVISION_CONFLICT");
    }
  }

  @Test
  void everythingIsSignedWhereTheKeySetSaysSo() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS.withSign(KeySet.Sign.ALL)))) {
      tasks.rule(line("a", 1, "delay > 1"));
      assertRefused(tasks, "BAD_SIGNATURE");
    }
  }

  @Test
  void aRetiredKeyAndThePassingOfTimeLeaveRulesInForce() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      tasks.marker();
      tasks.readerTime(END.toEpochMilli() + 1);
      tasks.restore(3, signedBy(with(ANN, TrustedKey.Status.RETIRED)));

      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks)).containsExactly("a 1");
    }
  }

  @Test
  void rulesOfARevokedKeyAreGoneAfterARestore() throws Exception {
    RuleOptions revoked = signedBy(with(ANN, TrustedKey.Status.REVOKED));
    try (RuleTasks tasks = new RuleTasks(2, signedBy(KEYS))) {
      String again = signed("a", 1, "delay > 1", ANN);
      tasks.rule(again);
      tasks.rule(signed("b", 1, "delay > 1", BOB));
      tasks.marker();

      tasks.restore(2, revoked);

      assertRefused(tasks, "REVOKED_KEY");
      assertThat(answers(tasks)).containsExactly("b 1");
      tasks.restore(1, revoked);
      assertThat(tasks.errors()).isEmpty();
      tasks.rule(line("a", 2, "delay > 1"));
      assertRefused(tasks, "BAD_SIGNATURE");
      tasks.rule(signed("a", 2, "delay > 1", BOB));
      assertThat(answers(tasks)).containsExactlyInAnyOrder("a 2", "b 1");
    }
  }

  @Test
  void aRevokedKeyStaysRevokedWhateverAnOldKeySetSays() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, signedBy(KEYS))) {
      tasks.marker();
      tasks.restore(1, signedBy(with(ANN, TrustedKey.Status.REVOKED)));
      tasks.restore(1, signedBy(KEYS));
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      assertRefused(tasks, "REVOKED_KEY");
    }
  }

  @Test
  void aKeySetThatChangesTakesRulesAwayWhileTheJobRuns(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.json");
    write(file, KEYS, 1_000);
    RuleOptions options =
        Rules.over(RuleTasks.SCHEMA)
            .withTrust(TrustPolicy.signedBy(KEYS, "job"), file.toUri().toString())
            .options();
    try (RuleTasks tasks = new RuleTasks(2, options)) {
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      tasks.rule(
          SignedEnvelope.sign(
                  body(
                      "w",
                      1,
                      "{\"id\":\"w\",\"revision\":1,\"sql\":\"count(*)\","
                          + "\"key\":[\"carrier\"],\"window\":{\"tumble\":\"1s\"}}"),
                  ANN)
              .text());
      tasks.rule(signed("b", 1, "delay > 1", BOB));
      tasks.marker();
      assertThat(answers(tasks)).containsExactlyInAnyOrder("a 1", "b 1");
      assertThat(tasks.keysKept()).isPositive();

      write(file, with(ANN, TrustedKey.Status.REVOKED), 2_000);
      tasks.readerTime(1_000);

      assertThat(tasks.errors()).hasSize(2).allMatch(each -> each.contains("REVOKED_KEY"));
      assertThat(answers(tasks)).containsExactly("b 1");
      tasks.end();
      assertThat(tasks.results()).isEmpty();
      assertThat(tasks.keysKept()).isZero();

      SigningKey cid = SigningKey.generate("cid", Algorithm.ED25519);
      write(file, with(ANN, TrustedKey.Status.REVOKED).with(cid.trusted()), 3_000);
      tasks.readerTime(2_000);
      tasks.rule(signed("c", 1, "delay > 1", cid));
      tasks.restore(3);
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void aKeyIsRevokedWhateverTheFilesTimeAndLengthAre(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.json");
    write(file, with(ANN, TrustedKey.Status.RETIRED), 1_000);
    RuleOptions options =
        Rules.over(RuleTasks.SCHEMA)
            .withTrust(TrustPolicy.signedBy(KEYS, "job"), file.toUri().toString())
            .options();
    RuleTrust trust = new RuleTrust(options, Limits.DEFAULT);
    assertThat(trust.refresh()).isTrue();
    assertThat(trust.refresh()).isFalse();
    write(file, with(ANN, TrustedKey.Status.REVOKED), 1_000);
    assertThat(trust.refresh()).isTrue();
    assertThat(trust.revokedKeys()).hasSize(1);
  }

  @Test
  void aFileThatCanNotBeReadLeavesTheKeysAsTheyWere(@TempDir Path folder) throws Exception {
    RuleOptions options =
        Rules.over(RuleTasks.SCHEMA)
            .withTrust(
                TrustPolicy.signedBy(KEYS, "job"),
                folder.resolve("missing.json").toUri().toString())
            .options();
    try (RuleTasks tasks = new RuleTasks(1, options)) {
      tasks.rule(signed("a", 1, "delay > 1", ANN));
      tasks.readerTime(5_000);
      tasks.marker();
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers(tasks)).containsExactly("a 1");
    }
  }

  private static void write(Path file, KeySet keys, long modified) throws Exception {
    Path next = Files.writeString(file.resolveSibling("next"), keys.text());
    Files.setLastModifiedTime(next, FileTime.fromMillis(modified));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aJobThatTrustsLessThanItsStateNeedsIsNotStarted() throws Exception {
    // What was let in under an escape hatch does not stay without it.
    assertThatThrownBy(
            () -> {
              RuleTrust trust = new RuleTrust(trusting(TrustPolicy.none()), Limits.DEFAULT);
              trust.refusal(RuleJson.parse(byValue("a", 1)).rule());
            })
        .hasMessageContaining("risk");
  }
}
