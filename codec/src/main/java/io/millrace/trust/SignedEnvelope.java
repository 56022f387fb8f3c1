// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import io.millrace.Limit;
import io.millrace.Limits;
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
    check(Limit.ENVELOPE_LENGTH, text.length(), "characters");
    JsonObject json = JsonObject.parse(WHAT, text);
    byte[] body = json.bytes("payload");
    List<Signature> signatures = new ArrayList<>();
    for (JsonObject each : json.objects("signatures")) {
      signatures.add(signature(each));
    }
    check(Limit.SIGNATURES, signatures.size(), "signatures");
    return new SignedEnvelope(json.text("payloadType"), body, signatures);
  }

  /** They are kept in state with what they sign, also those that do not hold. */
  private static Signature signature(JsonObject json) {
    String keyId = json.has("keyid") ? json.text("keyid") : "";
    check(Limit.KEY_ID_LENGTH, keyId.length(), "characters of a key's id");
    byte[] bytes = json.bytes("sig");
    check(Limit.SIGNATURE_BYTES, bytes.length, "bytes of a signature");
    return new Signature(keyId, bytes);
  }

  private static void check(Limit limit, long found, String things) {
    Limits.DEFAULT.check(limit, "read " + WHAT, found, things);
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
