// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Which functions by value are let in: code that comes with an expression runs with all rights of
 * the process. The boundary is the signature; allow-lists are a second line. Immutable.
 */
@PublicEvolving
public final class TrustPolicy implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(TrustPolicy.class.getName());

  /**
   * Reasons that were told: the same is told once, however many tasks take the way round. Texts, so
   * nothing of a user's is kept alive.
   */
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  /** Of reasons that are remembered; more than a program has. */
  private static final int MOST_TOLD = 1_000;

  private static final TrustPolicy NONE =
      new TrustPolicy(Admission.ByValue.REFUSED, null, null, null);
  private static final TrustPolicy BY_NAME =
      new TrustPolicy(Admission.ByValue.BY_NAME, null, null, null);

  private final Admission.ByValue unsigned;
  private final KeySet keys;
  private final String audience;
  private final String reason;

  private TrustPolicy(Admission.ByValue unsigned, KeySet keys, String audience, String reason) {
    this.unsigned = unsigned;
    this.keys = keys;
    this.audience = audience;
    this.reason = reason;
  }

  /** The default: no function by value. Built-in and registered functions are called by name. */
  public static TrustPolicy none() {
    return NONE;
  }

  /**
   * As {@link #none}, but instead of a function by value the registered one of its name is taken,
   * if there is one; also of one inside the envelope of an extension codec, which then is not
   * asked.
   */
  public static TrustPolicy byName() {
    return BY_NAME;
  }

  /**
   * Functions by value in signed envelopes only, by as many keys as the key set's threshold says.
   *
   * @param audience who the envelopes have to be meant for: this receiver's name
   */
  public static TrustPolicy signedBy(KeySet keys, String audience) {
    return new TrustPolicy(
        Admission.ByValue.REFUSED,
        Objects.requireNonNull(keys),
        Objects.requireNonNull(audience),
        null);
  }

  /** As {@link #signedBy(KeySet, String)}, with another threshold. */
  public static TrustPolicy signedBy(KeySet keys, String audience, int threshold) {
    return signedBy(keys.withThreshold(threshold), audience);
  }

  /**
   * An escape hatch: whoever can send an expression can run code here. Warns, once for each reason.
   *
   * @param reason why that is right here, for the log
   */
  public static TrustPolicy unsigned(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("Cannot let in unsigned functions: no reason given");
    }
    if (TOLD.size() >= MOST_TOLD || TOLD.add(reason)) {
      LOG.log(
          Logger.Level.WARNING,
          "Functions by value are let in without a signature, whoever sends them runs code here:"
              + " {0}",
          reason);
    }
    return new TrustPolicy(Admission.ByValue.LET_IN, null, null, reason);
  }

  /** Why functions are let in without a signature; empty unless they are. */
  public Optional<String> unsafeReason() {
    return Optional.ofNullable(reason);
  }

  /** Empty unless signatures are asked for. */
  public Optional<KeySet> keys() {
    return Optional.ofNullable(keys);
  }

  /** The same with other keys, as when one was revoked. */
  public TrustPolicy withKeys(KeySet newKeys) {
    if (keys == null) {
      throw new IllegalStateException("no policy of signatures");
    }
    return signedBy(newKeys, audience);
  }

  /**
   * What may be in something that came without a signature. Throws BAD_SIGNATURE if nothing may
   * come so.
   */
  public Admission admitUnsigned() {
    if (keys != null && keys.sign() == KeySet.Sign.ALL) {
      throw new MillraceException(
          ErrorCode.BAD_SIGNATURE,
          "Cannot take what is not signed: the key set says \"sign\":\"all\", expected a signed"
              + " envelope");
    }
    return Admission.unsigned(unsigned);
  }

  /**
   * What is signed, and by whom, of an envelope that is new. Throws BAD_SIGNATURE, REVOKED_KEY (for
   * a retired one, too), WRONG_AUDIENCE, EXPIRED, UNSUPPORTED_EXPRESSION or MALFORMED_JSON; all but
   * the first only when the signatures hold.
   *
   * @param now the receiver's clock
   */
  public Admission admit(SignedEnvelope envelope, Instant now) {
    List<TrustedKey> held = signers(envelope);
    List<String> signers = enough(held, TrustedKey.Status.ACTIVE);
    SignedBody body = SignedBody.parse(envelope.body());
    checkReceiver(body);
    if (now.isAfter(body.notAfter())) {
      throw new MillraceException(
          ErrorCode.EXPIRED,
          "Cannot take signed %s: it is %s, expected at most %s"
              .formatted(subject(body), now, body.notAfter()));
    }
    return Admission.signed(keys.allowed(), body, signers);
  }

  /**
   * The same for what was let in before, as after a restore: retired keys count, and no clock.
   * Throws as {@link #admit}.
   */
  public Admission readmit(SignedEnvelope envelope) {
    List<String> signers = enough(signers(envelope), TrustedKey.Status.RETIRED);
    SignedBody body = SignedBody.parse(envelope.body());
    checkReceiver(body);
    return Admission.signed(keys.allowed(), body, signers);
  }

  /**
   * What may be in something whose signatures were verified for this receiver by another part of
   * it, whose word counts.
   */
  public Admission admitVerified() {
    return keys == null ? Admission.unsigned(unsigned) : Admission.verified(keys.allowed());
  }

  /** What may be in something that was let in unsigned before. */
  public Admission admitStanding() {
    return Admission.unsigned(unsigned);
  }

  private List<TrustedKey> signers(SignedEnvelope envelope) {
    if (keys == null) {
      throw new MillraceException(
          ErrorCode.BAD_SIGNATURE,
          "Cannot take signed envelope: no keys are known here, expected a policy with a key set");
    }
    List<TrustedKey> held = HeldSignatures.ofProcess().signers(envelope, keys);
    if (held.size() < keys.threshold()) {
      // The same words whatever is wrong: an answer must not help in the making of signatures.
      throw new MillraceException(
          ErrorCode.BAD_SIGNATURE,
          "Cannot take signed envelope: its signatures do not hold, expected %d by trusted keys"
              .formatted(keys.threshold()));
    }
    return held;
  }

  /** Signers whose status is at least as good, if there are enough of them. */
  private List<String> enough(List<TrustedKey> held, TrustedKey.Status worst) {
    List<String> good =
        held.stream()
            .filter(key -> key.status().compareTo(worst) <= 0)
            .map(TrustedKey::id)
            .toList();
    if (good.size() < keys.threshold()) {
      List<String> bad =
          held.stream()
              .filter(key -> key.status().compareTo(worst) > 0)
              .map(key -> "\"%s\" is %s".formatted(key.id(), key.status()))
              .toList();
      throw new MillraceException(
          ErrorCode.REVOKED_KEY,
          "Cannot take signed envelope: key %s, expected %d signed by keys that are %s"
              .formatted(
                  String.join(", ", bad),
                  keys.threshold(),
                  worst == TrustedKey.Status.ACTIVE ? "ACTIVE" : "ACTIVE or RETIRED"));
    }
    return good;
  }

  private void checkReceiver(SignedBody body) {
    if (!body.audience().equals(audience)) {
      throw new MillraceException(
          ErrorCode.WRONG_AUDIENCE,
          "Cannot take signed %s: it is meant for \"%s\", expected \"%s\""
              .formatted(subject(body), body.audience(), audience));
    }
    if (body.dataFusion() != SignedBody.DATAFUSION) {
      throw unsupported(body, "its expressions are those of DataFusion " + body.dataFusion(), "55");
    }
    if (body.classLevel() > SignedBody.CLASS_LEVEL) {
      throw unsupported(
          body,
          "its class files are of level " + body.classLevel(),
          "at most " + SignedBody.CLASS_LEVEL + ", which this JVM reads");
    }
  }

  private static MillraceException unsupported(SignedBody body, String found, String expected) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot take signed %s: %s, expected %s".formatted(subject(body), found, expected));
  }

  private static String subject(SignedBody body) {
    return body.kind() == SignedBody.Kind.RULE
        ? "rule \"%s\" revision %d".formatted(body.rule(), body.revision())
        : "expression";
  }

  @Override
  public String toString() {
    if (keys != null) {
      return "signed for \"" + audience + "\" by " + keys;
    }
    return switch (unsigned) {
      case REFUSED -> "none";
      case BY_NAME -> "by-name";
      case LET_IN -> "unsigned: " + reason;
    };
  }
}
