// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A body and its signatures, in the JSON form of DSSE 1.0.2. What is signed is the body with its
 * type, so that nothing signed for another purpose is mistaken for it. A key's id is a hint where
 * to look, its algorithm is that of the key. Nothing of the body is read before {@link
 * TrustPolicy#admit}. Immutable.
 */
@PublicEvolving
public final class SignedEnvelope {
  /** Of a {@link SignedBody}. */
  public static final String PAYLOAD_TYPE = "application/vnd.millrace.signed+json";

  /** The longest JSON text, in characters. */
  static final int MAX_TEXT = 16 << 20;

  static final int MAX_BODY = 12 << 20;
  private static final int MAX_SIGNATURES = 16;

  /** They are kept in state with what they sign, also those that do not hold. */
  private static final int MAX_KEY_ID = 256;

  private static final int MAX_SIGNATURE = 1_024;
  private static final String WHAT = "signed envelope";

  /**
   * A signature.
   *
   * @param keyId nothing but a hint: it is not signed
   */
  record Signature(String keyId, byte[] bytes) {}

  private final String payloadType;
  private final byte[] body;
  private final List<Signature> signatures;

  SignedEnvelope(String payloadType, byte[] body, List<Signature> signatures) {
    this.payloadType = payloadType;
    this.body = body;
    this.signatures = List.copyOf(signatures);
  }

  /** Signed with each of the keys. */
  public static SignedEnvelope sign(SignedBody body, SigningKey... keys) {
    SignedEnvelope envelope = new SignedEnvelope(PAYLOAD_TYPE, body.bytes(), List.of());
    for (SigningKey key : keys) {
      envelope = envelope.signedAlsoBy(key);
    }
    return envelope;
  }

  /** With one more signature, in place of one by a key of that id. */
  public SignedEnvelope signedAlsoBy(SigningKey key) {
    Signature added = new Signature(key.id(), key.sign(signed()));
    return new SignedEnvelope(
        payloadType,
        body,
        Stream.concat(
                signatures.stream().filter(each -> !each.keyId.equals(key.id())), Stream.of(added))
            .toList());
  }

  /** Whether a text is meant to be an envelope; never fails. */
  public static boolean isMeantBy(String text) {
    if (!text.contains("payloadType")) {
      return false;
    }
    try {
      JsonObject json = JsonObject.parse(WHAT, text);
      return json.has("payloadType") && json.has("signatures");
    } catch (MillraceException e) {
      return false;
    }
  }

  /** From its JSON text. Reads nothing of the body. Throws MALFORMED_JSON or LIMIT_EXCEEDED. */
  public static SignedEnvelope parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw exceeded("characters", text.length(), MAX_TEXT);
    }
    JsonObject json = JsonObject.parse(WHAT, text);
    byte[] body = json.bytes("payload");
    if (body.length > MAX_BODY) {
      throw exceeded("bytes of body", body.length, MAX_BODY);
    }
    List<Signature> signatures = new ArrayList<>();
    for (JsonObject each : json.objects("signatures")) {
      signatures.add(signature(each));
    }
    if (signatures.size() > MAX_SIGNATURES) {
      throw exceeded("signatures", signatures.size(), MAX_SIGNATURES);
    }
    return new SignedEnvelope(json.text("payloadType"), body, signatures);
  }

  private static Signature signature(JsonObject json) {
    String keyId = json.has("keyid") ? json.text("keyid") : "";
    if (keyId.length() > MAX_KEY_ID) {
      throw exceeded("characters of a key's id", keyId.length(), MAX_KEY_ID);
    }
    byte[] bytes = json.bytes("sig");
    if (bytes.length > MAX_SIGNATURE) {
      throw exceeded("bytes of signature", bytes.length, MAX_SIGNATURE);
    }
    return new Signature(keyId, bytes);
  }

  private static MillraceException exceeded(String what, long found, int limit) {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot read %s: %d %s, expected at most %d".formatted(WHAT, found, what, limit));
  }

  /** Its JSON text, one line. */
  public String text() {
    return new JsonText()
        .field("payload", Base64.getEncoder().encodeToString(body))
        .field("payloadType", payloadType)
        .objects(
            "signatures",
            signatures.stream()
                .map(
                    each ->
                        new JsonText()
                            .field("keyid", each.keyId)
                            .field("sig", Base64.getEncoder().encodeToString(each.bytes))
                            .end())
                .toList(),
            "")
        .end();
  }

  /** The ids that the signatures name, for logs: anyone may have written them. */
  public List<String> claimedKeyIds() {
    return signatures.stream().map(Signature::keyId).toList();
  }

  List<Signature> signatures() {
    return signatures;
  }

  String payloadType() {
    return payloadType;
  }

  /** Not to be changed, and not to be read before a signature holds. */
  byte[] body() {
    return body;
  }

  /** DSSE's "pre-authentication encoding": what is signed. */
  byte[] signed() {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + type.length + 32);
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(type);
    out.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
