// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a signature is verified with: a public key, or the shared secret of an HMAC. Its text never
 * shows a secret. Immutable and thread-safe.
 */
@PublicEvolving
public final class TrustedKey implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHORTEST_SECRET = 32;

  /** What stands before the 32 bytes of a public key in its standard form (RFC 8410). */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Points of small order, sign bit cleared: they verify signatures that nobody made. */
  private static final Set<String> SMALL_ORDER =
      Set.of(
          "00".repeat(32),
          "01" + "00".repeat(31),
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "ec" + "ff".repeat(30) + "7f",
          "ed" + "ff".repeat(30) + "7f",
          "ee" + "ff".repeat(30) + "7f");

  /** What a key is good for. */
  public enum Status {
    /** New rules and those that are there. */
    ACTIVE,
    /** Rules that were let in before, also after a restore. */
    RETIRED,
    /** Nothing: rules that it let in go. */
    REVOKED
  }

  private final String id;
  private final Algorithm algorithm;
  private final Status status;
  private final byte[] material;

  /**
   * @param material the encoded public key (RFC 8410) of Ed25519, the secret of HMAC-SHA256
   */
  public TrustedKey(String id, Algorithm algorithm, Status status, byte[] material) {
    this.id = Objects.requireNonNull(id);
    this.algorithm = Objects.requireNonNull(algorithm);
    this.status = Objects.requireNonNull(status);
    this.material = material.clone();
    if (id.isEmpty() || id.length() > 256) {
      throw refused(id, "an id of " + id.length() + " characters", "1 to 256");
    }
    switch (algorithm) {
      case ED25519 -> checkPublic();
      case HMAC_SHA256 -> {
        if (material.length < SHORTEST_SECRET) {
          throw refused(id, material.length + " bytes of secret", "at least " + SHORTEST_SECRET);
        }
      }
    }
  }

  private void checkPublic() {
    int prefix = ED25519_PREFIX.length;
    if (material.length != prefix + 32
        || !Arrays.equals(ED25519_PREFIX, Arrays.copyOf(material, prefix))) {
      throw refused(id, material.length + " bytes", "an encoded public key of Ed25519");
    }
    byte[] point = point();
    point[31] &= 0x7f;
    if (SMALL_ORDER.contains(HexFormat.of().formatHex(point))) {
      throw refused(id, "a point of small order", "a public key");
    }
  }

  private byte[] point() {
    return Arrays.copyOfRange(material, ED25519_PREFIX.length, material.length);
  }

  private static MillraceException refused(String id, String found, String expected) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES,
        "Cannot use key \"%s\": %s, expected %s".formatted(id, found, expected));
  }

  public String id() {
    return id;
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  public Status status() {
    return status;
  }

  public TrustedKey withStatus(Status other) {
    return new TrustedKey(id, algorithm, other, material);
  }

  /** SHA-256 of the algorithm and what it verifies with. */
  String fingerprint() {
    byte[] named = Arrays.copyOf(material, material.length + 1);
    named[material.length] = (byte) algorithm.ordinal();
    return HexFormat.of().formatHex(HeldSignatures.sha256().digest(named));
  }

  byte[] material() {
    return material.clone();
  }

  /** Whether the secret of one is what everybody may know of the other. */
  boolean isConfusedWith(TrustedKey other) {
    return algorithm != other.algorithm
        && (Arrays.equals(material, other.material)
            || (algorithm == Algorithm.ED25519 && Arrays.equals(point(), other.material))
            || (other.algorithm == Algorithm.ED25519 && Arrays.equals(material, other.point())));
  }

  boolean isSameAs(TrustedKey other) {
    return algorithm == other.algorithm && MessageDigest.isEqual(material, other.material);
  }

  /** Takes the same time wherever the first wrong byte is. */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      return switch (algorithm) {
        case ED25519 -> {
          Signature verifier = Signature.getInstance("Ed25519");
          verifier.initVerify(publicKey());
          verifier.update(message);
          yield signature.length == 64 && verifier.verify(signature);
        }
        case HMAC_SHA256 -> MessageDigest.isEqual(mac(material, message), signature);
      };
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Java 17 has the algorithm", e);
    }
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(material));
  }

  static byte[] mac(byte[] secret, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return mac.doFinal(message);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustedKey that
        && id.equals(that.id)
        && status == that.status
        && isSameAs(that);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "%s key \"%s\", %s".formatted(algorithm.spelled(), id, status);
  }
}
