// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedEnvelopeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SigningKey ANN = SigningKey.generate("ann", Algorithm.ED25519);
  private static final SigningKey GATE = SigningKey.generate("gate", Algorithm.HMAC_SHA256);
  private static final TrustPolicy POLICY =
      TrustPolicy.signedBy(KeySet.of(ANN.trusted(), GATE.trusted()), "flights");

  private static final SignedBody BODY =
      SignedBody.rule("flights", NOW, NOW, "{\"id\":\"a\",\"revision\":1,\"sql\":\"1\"}");

  @Test
  void whatIsSignedIsTheExampleOfTheSpecification() {
    SignedEnvelope envelope =
        new SignedEnvelope(
            "http://example.com/HelloWorld",
            "hello world".getBytes(StandardCharsets.UTF_8),
            List.of());
    assertThat(new String(envelope.signed(), StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void noFlippedBitMakesAnotherBody() {
    for (SigningKey key : List.of(ANN, GATE)) {
      byte[] text = SignedEnvelope.sign(BODY, key).text().getBytes(StandardCharsets.ISO_8859_1);
      for (int bit = 0; bit < text.length * 8; bit += key == ANN ? 3 : 1) {
        byte[] flipped = text.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        try {
          SignedEnvelope read =
              SignedEnvelope.parse(new String(flipped, StandardCharsets.ISO_8859_1));
          // A name of a field that nobody reads, or the spare bits at the end of base64.
          assertThat(POLICY.admit(read, NOW).body().orElseThrow().bytes()).isEqualTo(BODY.bytes());
        } catch (MillraceException e) {
          assertThat(e.code()).isIn(ErrorCode.MALFORMED_JSON, ErrorCode.BAD_SIGNATURE);
        }
      }
    }
  }

  @Test
  void aSignatureHasOneForm() {
    SignedEnvelope envelope = SignedEnvelope.sign(BODY, ANN);
    byte[] signature = envelope.signatures().get(0).bytes();
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] s = reversed(signature, 32, 64);
    byte[] more = new BigInteger(1, s).add(order).toByteArray();
    byte[] malleated = signature.clone();
    for (int i = 0; i < 32; i++) {
      malleated[32 + i] = i < more.length ? more[more.length - 1 - i] : 0;
    }

    assertThat(ANN.trusted().verifies(envelope.signed(), signature)).isTrue();
    assertThat(ANN.trusted().verifies(envelope.signed(), malleated)).isFalse();
    assertThat(ANN.trusted().verifies(envelope.signed(), new byte[64])).isFalse();
    assertThat(ANN.trusted().verifies(envelope.signed(), new byte[0])).isFalse();
    assertThat(ANN.trusted().verifies(envelope.signed(), new byte[65])).isFalse();
  }

  private static byte[] reversed(byte[] bytes, int from, int to) {
    byte[] reversed = new byte[to - from];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bytes[to - 1 - i];
    }
    return reversed;
  }

  @Test
  void textsThatAreNoEnvelopeAreRefused() {
    String good = SignedEnvelope.sign(BODY, ANN).text();
    for (String text :
        List.of(
            "",
            "{}",
            "[" + good + "]",
            good + good,
            good.replace("\"payload\"", "\"load\""),
            good.replace("\"payload\":\"", "\"payload\":\"*"),
            good.replace("{\"payload\"", "{\"payload\":\"\",\"payload\""),
            good.replace("\"sig\"", "\"sign\""))) {
      assertThatThrownBy(() -> SignedEnvelope.parse(text))
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_JSON));
    }
    SignedEnvelope.Signature one = new SignedEnvelope.Signature("ann", new byte[64]);
    SignedEnvelope.Signature named = new SignedEnvelope.Signature("a".repeat(257), new byte[64]);
    SignedEnvelope.Signature large = new SignedEnvelope.Signature("ann", new byte[1_025]);
    for (List<SignedEnvelope.Signature> each :
        List.of(Collections.nCopies(17, one), List.of(one, named), List.of(large))) {
      String text = new SignedEnvelope("t", new byte[0], each).text();
      assertThatThrownBy(() -> SignedEnvelope.parse(text))
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }
  }

  @Test
  void envelopesAreToldFromRules() {
    assertThat(SignedEnvelope.isMeantBy(SignedEnvelope.sign(BODY, ANN).text())).isTrue();
    assertThat(SignedEnvelope.isMeantBy("{\"payloadType\":\"x\",\"signatures\":[]}")).isTrue();
    assertThat(SignedEnvelope.isMeantBy("{\"id\":\"payloadType\",\"sql\":\"1\"}")).isFalse();
    assertThat(SignedEnvelope.isMeantBy("payloadType")).isFalse();
  }
}
