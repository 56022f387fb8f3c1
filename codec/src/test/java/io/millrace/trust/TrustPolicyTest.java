// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrustPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String LINE = "{\"id\":\"late\",\"revision\":3,\"sql\":\"delay > 60\"}";
  private static final SigningKey ANN = SigningKey.generate("ann", Algorithm.ED25519);
  private static final SigningKey BOB = SigningKey.generate("bob", Algorithm.ED25519);
  private static final SigningKey GATE = SigningKey.generate("gate", Algorithm.HMAC_SHA256);
  private static final KeySet KEYS = KeySet.of(ANN.trusted(), BOB.trusted(), GATE.trusted());

  private static SignedBody body() {
    return SignedBody.rule("flights", NOW, NOW.plus(Duration.ofDays(30)), LINE);
  }

  private static TrustPolicy policy(KeySet keys) {
    return TrustPolicy.signedBy(keys, "flights");
  }

  private static KeySet with(SigningKey key, TrustedKey.Status status) {
    return KEYS.with(key.trusted().withStatus(status));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MillraceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void whatIsSignedByATrustedKeyIsTaken() {
    for (SigningKey key : List.of(ANN, GATE)) {
      String text = SignedEnvelope.sign(body(), key).text();

      Admission admission = policy(KEYS).admit(SignedEnvelope.parse(text), NOW);

      assertThat(admission.line()).isEqualTo(LINE);
      assertThat(admission.signers()).containsExactly(key.id());
      assertThat(admission.byValue()).isEqualTo(Admission.ByValue.LET_IN);
      assertThat(admission.body().orElseThrow().revision()).isEqualTo(3);
    }
  }

  @Test
  void theBytesOfAnExpressionAreSignedAsTheyAre() {
    byte[] bytes = {0, 1, -1, 127, 34};
    SignedBody body = SignedBody.expression("flights", NOW, NOW, bytes);

    Admission admission = policy(KEYS).admit(SignedEnvelope.sign(body, ANN), NOW);

    assertThat(admission.body().orElseThrow().payload()).isEqualTo(bytes);
  }

  @Test
  void unsignedFunctionsAreRefusedButUnderThePolicyThatSaysSo() {
    for (TrustPolicy policy : List.of(TrustPolicy.none(), TrustPolicy.byName(), policy(KEYS))) {
      assertRefused(
          ErrorCode.UNTRUSTED_FUNCTION,
          () -> policy.admitUnsigned().checkFunction("DFJVUDF", "risk"));
    }
    TrustPolicy.unsigned("a test").admitUnsigned().checkFunction("DFJVUDF", "risk");
    assertThat(TrustPolicy.unsigned("a test").unsafeReason()).contains("a test");
    assertThatIllegalArgumentException().isThrownBy(() -> TrustPolicy.unsigned(" "));
  }

  @Test
  void everythingHasToBeSignedIfTheKeySetSaysSo() {
    assertRefused(ErrorCode.BAD_SIGNATURE, policy(KEYS.withSign(KeySet.Sign.ALL))::admitUnsigned);
  }

  @Test
  void withoutKeysNothingSignedIsTaken() {
    SignedEnvelope envelope = SignedEnvelope.sign(body(), ANN);
    assertRefused(ErrorCode.BAD_SIGNATURE, () -> TrustPolicy.none().admit(envelope, NOW));
    assertRefused(
        ErrorCode.BAD_SIGNATURE, () -> TrustPolicy.unsigned("a test").admit(envelope, NOW));
  }

  @Test
  void wrongSignaturesAreRefusedInTheSameWords() {
    SigningKey stranger = SigningKey.generate("eve", Algorithm.ED25519);
    SigningKey impostor = SigningKey.generate("ann", Algorithm.ED25519);
    SignedEnvelope good = SignedEnvelope.sign(body(), ANN, GATE);
    byte[] other = good.body().clone();
    other[other.length - 3] ^= 1;
    SignedEnvelope.Signature ann = good.signatures().get(0);
    SignedEnvelope.Signature gate = good.signatures().get(1);
    List<SignedEnvelope> wrong =
        List.of(
            SignedEnvelope.sign(body()),
            SignedEnvelope.sign(body(), stranger),
            SignedEnvelope.sign(body(), impostor),
            new SignedEnvelope(SignedEnvelope.PAYLOAD_TYPE, other, good.signatures()),
            new SignedEnvelope("application/vnd.in-toto+json", good.body(), good.signatures()),
            new SignedEnvelope(
                SignedEnvelope.PAYLOAD_TYPE,
                good.body(),
                List.of(
                    new SignedEnvelope.Signature("gate", ann.bytes()),
                    new SignedEnvelope.Signature("ann", gate.bytes()))));

    List<String> said = new ArrayList<>();
    for (SignedEnvelope each : wrong) {
      assertThatThrownBy(() -> policy(KEYS).admit(SignedEnvelope.parse(each.text()), NOW))
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_SIGNATURE);
                said.add(e.getMessage());
              });
    }

    assertThat(said).hasSize(wrong.size()).containsOnly(said.get(0));
  }

  @Test
  void aTypeOfPayloadThatWasSignedIsStillNotOurs() {
    SignedEnvelope foreign =
        new SignedEnvelope("application/vnd.in-toto+json", body().bytes(), List.of())
            .signedAlsoBy(ANN);
    assertRefused(ErrorCode.BAD_SIGNATURE, () -> policy(KEYS).admit(foreign, NOW));
  }

  @Test
  void aPublicKeyIsNoSecret() {
    // The oldest confusion: a MAC under bytes that everybody knows.
    SigningKey forger =
        SigningKey.parse(
            new JsonText()
                .field("id", "ann")
                .field("algorithm", "HMAC-SHA256")
                .field(
                    "secret",
                    java.util.Base64.getEncoder().encodeToString(ANN.trusted().material()))
                .end());
    assertRefused(
        ErrorCode.BAD_SIGNATURE,
        () -> policy(KEYS).admit(SignedEnvelope.sign(body(), forger), NOW));
  }

  @Test
  void whatIsPastItsDateIsRefusedByTheClockOfTheReceiver() {
    SignedEnvelope envelope = SignedEnvelope.sign(body(), ANN);
    Instant last = NOW.plus(Duration.ofDays(30));

    policy(KEYS).admit(envelope, last);
    assertRefused(ErrorCode.EXPIRED, () -> policy(KEYS).admit(envelope, last.plusMillis(1)));
    assertThat(policy(KEYS).readmit(envelope).line()).isEqualTo(LINE);
  }

  @Test
  void whatIsMeantForOthersIsRefused() {
    SignedEnvelope envelope = SignedEnvelope.sign(body(), ANN);
    TrustPolicy other = TrustPolicy.signedBy(KEYS, "payments");
    assertRefused(ErrorCode.WRONG_AUDIENCE, () -> other.admit(envelope, NOW));
    assertRefused(ErrorCode.WRONG_AUDIENCE, () -> other.readmit(envelope));
  }

  @Test
  void revokedKeysAreGoodForNothing() {
    SignedEnvelope envelope = SignedEnvelope.sign(body(), ANN);
    TrustPolicy policy = policy(with(ANN, TrustedKey.Status.REVOKED));
    assertRefused(ErrorCode.REVOKED_KEY, () -> policy.admit(envelope, NOW));
    assertRefused(ErrorCode.REVOKED_KEY, () -> policy.readmit(envelope));
  }

  @Test
  void retiredKeysAreGoodForWhatWasLetInBefore() {
    SignedEnvelope envelope = SignedEnvelope.sign(body(), ANN);
    TrustPolicy policy = policy(with(ANN, TrustedKey.Status.RETIRED));
    assertRefused(ErrorCode.REVOKED_KEY, () -> policy.admit(envelope, NOW));
    assertThat(policy.readmit(envelope).signers()).containsExactly("ann");
  }

  @Test
  void aRevokedKeyIsNamedOnlyToWhoeverHasIt() {
    SigningKey impostor = SigningKey.generate("ann", Algorithm.ED25519);
    TrustPolicy policy = policy(with(ANN, TrustedKey.Status.REVOKED));
    assertRefused(
        ErrorCode.BAD_SIGNATURE, () -> policy.admit(SignedEnvelope.sign(body(), impostor), NOW));
  }

  @Test
  void asManyKeysAsTheThresholdSaysHaveToSign() {
    TrustPolicy two = TrustPolicy.signedBy(KEYS, "flights", 2);
    SignedEnvelope once = SignedEnvelope.sign(body(), ANN);
    SignedEnvelope.Signature signature = once.signatures().get(0);
    SignedEnvelope same =
        new SignedEnvelope(
            SignedEnvelope.PAYLOAD_TYPE, once.body(), List.of(signature, signature, signature));

    assertRefused(ErrorCode.BAD_SIGNATURE, () -> two.admit(once, NOW));
    assertRefused(ErrorCode.BAD_SIGNATURE, () -> two.admit(same, NOW));
    assertThat(two.admit(once.signedAlsoBy(BOB), NOW).signers()).containsExactly("ann", "bob");
    assertRefused(
        ErrorCode.REVOKED_KEY,
        () ->
            TrustPolicy.signedBy(with(BOB, TrustedKey.Status.RETIRED), "flights", 2)
                .admit(once.signedAlsoBy(BOB), NOW));
  }

  @Test
  void anotherDataFusionAndClassFilesOfALaterJavaAreRefused() {
    SignedBody newer =
        new SignedBody(SignedBody.Kind.RULE, "flights", "late", 3, NOW, NOW, 56, 0, new byte[0]);
    assertRefused(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        () -> policy(KEYS).admit(SignedEnvelope.sign(newer, ANN), NOW));
    assertRefused(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        () ->
            policy(KEYS)
                .admit(
                    SignedEnvelope.sign(body().withClassLevel(SignedBody.CLASS_LEVEL + 1), ANN),
                    NOW));
  }

  @Test
  void aSignedBodyIsReadStrictly() {
    for (String body :
        List.of(
            "[]",
            "{",
            "{\"format\":2}",
            "{\"format\":1,\"format\":1}",
            new String(body().bytes(), StandardCharsets.UTF_8).replace("\"kind\"", "\"kin\""),
            new String(body().bytes(), StandardCharsets.UTF_8)
                .replace("{\"format\":1", "{\"format\":1,\"audience\":\"payments\""))) {
      SignedEnvelope envelope =
          new SignedEnvelope(
                  SignedEnvelope.PAYLOAD_TYPE, body.getBytes(StandardCharsets.UTF_8), List.of())
              .signedAlsoBy(ANN);
      assertThatThrownBy(() -> policy(KEYS).admit(envelope, NOW))
          .isInstanceOfSatisfying(
              MillraceException.class,
              e ->
                  assertThat(e.code())
                      .isIn(ErrorCode.MALFORMED_JSON, ErrorCode.UNSUPPORTED_EXPRESSION));
    }
  }

  @Test
  void theAllowListIsASecondLine() {
    AllowList list = new AllowList(List.of("risk"), List.of("DFJVUDF"), List.of("com.acme.rules"));
    Admission admission =
        policy(KEYS.withAllowed(list)).admit(SignedEnvelope.sign(body(), ANN), NOW);

    admission.checkFunction("DFJVUDF", "risk");
    admission.checkClass("risk", "com.acme.rules.Risk$1");
    assertRefused(ErrorCode.UNTRUSTED_FUNCTION, () -> admission.checkFunction("DFJVUDF", "other"));
    assertRefused(ErrorCode.UNTRUSTED_FUNCTION, () -> admission.checkFunction("DFPYUDF", "risk"));
    assertRefused(
        ErrorCode.UNTRUSTED_FUNCTION,
        () -> admission.checkClass("risk", "com.acme.rulesandmore.Risk"));
  }

  @Test
  void whatIsSignedTravelsInsideOnly() {
    String outside =
        new String(body().bytes(), StandardCharsets.UTF_8)
            .replace("\"payloads\":[]", "\"payloads\":[\"ab\"]");
    SignedEnvelope envelope =
        new SignedEnvelope(
                SignedEnvelope.PAYLOAD_TYPE, outside.getBytes(StandardCharsets.UTF_8), List.of())
            .signedAlsoBy(ANN);
    assertRefused(ErrorCode.UNSUPPORTED_EXPRESSION, () -> policy(KEYS).admit(envelope, NOW));
  }

  @Test
  void aLineSaysItsIdAndRevisionItself() {
    String line = "{\"emit\":true,\"revision\":7,\"id\":\"a\",\"sql\":\"1 > 0\",\"where\":null}";
    SignedBody body = SignedBody.rule("flights", NOW, NOW, line);
    assertThat(body.rule()).isEqualTo("a");
    assertThat(body.revision()).isEqualTo(7);
    for (String none :
        List.of(
            "{",
            "[]",
            "{\"id\":\"a\"}",
            "{\"id\":1,\"revision\":1}",
            "{\"id\":\"a\",\"revision\":0}")) {
      assertRefused(ErrorCode.MALFORMED_JSON, () -> SignedBody.rule("flights", NOW, NOW, none));
    }
  }

  @Test
  void aWayRoundIsToldOnceForEachReason() {
    List<String> told = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            told.add(String.valueOf(record.getParameters()[0]));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    java.util.logging.Logger log = java.util.logging.Logger.getLogger(TrustPolicy.class.getName());
    log.addHandler(handler);
    try {
      for (String reason : List.of("told once", "told once", "told as well", "told once")) {
        TrustPolicy.unsigned(reason);
      }
    } finally {
      log.removeHandler(handler);
    }
    assertThat(told).containsExactly("told once", "told as well");
  }

  @Test
  void policiesTravelWithTheJob() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(policy(KEYS));
    }
    TrustPolicy travelled;
    try (ObjectInputStream objects =
        new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      travelled = (TrustPolicy) objects.readObject();
    }
    assertThat(travelled.admit(SignedEnvelope.sign(body(), GATE), NOW).line()).isEqualTo(LINE);
  }
}
