// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What signs. Its file is {@code {"id":…,"algorithm":"Ed25519","private":…,"public":…}}, base64 of
 * PKCS #8 and of RFC 8410, or {@code {"id":…,"algorithm":"HMAC-SHA256","secret":…}}: for the eyes
 * of its owner only. Immutable and thread-safe; its text shows no secret.
 */
@PublicEvolving
public final class SigningKey {
  private static final String FILE = "private key";
  private static final int SECRET = 32;
  private static final byte[] PROBE = "millrace".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;
  private final TrustedKey trusted;

  private SigningKey(byte[] secret, TrustedKey trusted) {
    this.secret = secret;
    this.trusted = trusted;
    // A private key beside another public key would give itself away.
    if (!trusted.verifies(PROBE, sign(PROBE))) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES,
          "Cannot use key \"%s\": its public key is that of another".formatted(trusted.id()));
    }
  }

  /** A new key. */
  public static SigningKey generate(String id, Algorithm algorithm) {
    try {
      return switch (algorithm) {
        case ED25519 -> {
          KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
          byte[] known = pair.getPublic().getEncoded();
          yield new SigningKey(pair.getPrivate().getEncoded(), active(id, algorithm, known));
        }
        case HMAC_SHA256 -> {
          byte[] secret = new byte[SECRET];
          new SecureRandom().nextBytes(secret);
          yield new SigningKey(secret, active(id, algorithm, secret));
        }
      };
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Java 17 has the algorithm", e);
    }
  }

  private static TrustedKey active(String id, Algorithm algorithm, byte[] material) {
    return new TrustedKey(id, algorithm, TrustedKey.Status.ACTIVE, material);
  }

  /** From its file; throws MALFORMED_JSON or MALFORMED_BYTES. */
  public static SigningKey parse(String text) {
    JsonObject json =
        JsonObject.parse(FILE, text).only(Set.of("id", "algorithm", "private", "public", "secret"));
    Algorithm algorithm = Algorithm.of(json.text("algorithm"));
    return switch (algorithm) {
      case ED25519 ->
          new SigningKey(
              json.bytes("private"), active(json.text("id"), algorithm, json.bytes("public")));
      case HMAC_SHA256 ->
          new SigningKey(
              json.bytes("secret"), active(json.text("id"), algorithm, json.bytes("secret")));
    };
  }

  /** Its file. */
  public String text() {
    JsonText json =
        new JsonText().field("id", id()).field("algorithm", trusted.algorithm().spelled());
    return switch (trusted.algorithm()) {
      case ED25519 ->
          json.field("private", base64(secret)).field("public", base64(trusted.material())).end();
      case HMAC_SHA256 -> json.field("secret", base64(secret)).end();
    };
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public String id() {
    return trusted.id();
  }

  /** What a key set says of it, ACTIVE. */
  public TrustedKey trusted() {
    return trusted;
  }

  byte[] sign(byte[] message) {
    try {
      return switch (trusted.algorithm()) {
        case ED25519 -> {
          Signature signer = Signature.getInstance("Ed25519");
          signer.initSign(privateKey());
          signer.update(message);
          yield signer.sign();
        }
        case HMAC_SHA256 -> TrustedKey.mac(secret, message);
      };
    } catch (GeneralSecurityException e) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES,
          "Cannot use key \"%s\": no private key of %s"
              .formatted(id(), trusted.algorithm().spelled()),
          e);
    }
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret));
  }

  @Override
  public String toString() {
    return trusted.toString();
  }
}
