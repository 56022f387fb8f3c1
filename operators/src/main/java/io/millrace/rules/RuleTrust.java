// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.json.RuleJson;
import io.millrace.trust.Admission;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.TrustPolicy;
import io.millrace.types.Rule;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What rules may bring along, as one operator judges it. The reader judges new lines, by the clock
 * and the newest key set; every operator judges again what it finds in its state when it starts.
 * What the reader has let in needs no judgement of the others.
 */
final class RuleTrust {
  private static final Logger LOG = LoggerFactory.getLogger(RuleTrust.class);

  /** A line and what is let in with it. */
  record Line(RuleJson json, Rule rule, Admission admission) {}

  private final KeySetFile keySetFile;
  private final Limits limits;
  private final Set<String> revoked = new HashSet<>();
  private TrustPolicy policy;
  private String problem;

  /**
   * @param limits within which expressions are read
   */
  RuleTrust(RuleOptions options, Limits limits) {
    this(options.trust(), options.keySetFile(), limits);
  }

  private RuleTrust(TrustPolicy policy, String keySetFile, Limits limits) {
    this.policy = policy;
    this.limits = limits;
    this.keySetFile = keySetFile == null ? null : new KeySetFile(keySetFile);
  }

  /** For rules without functions of their own. */
  static RuleTrust none() {
    return new RuleTrust(TrustPolicy.none(), null, Limits.DEFAULT);
  }

  TrustPolicy policy() {
    return policy;
  }

  boolean hasKeySetFile() {
    return keySetFile != null;
  }

  /** What a key set once said of keys holds, whatever a later or an older one says. */
  void rememberRevoked(Iterable<String> fingerprints) {
    fingerprints.forEach(revoked::add);
    policy.keys().ifPresent(this::take);
  }

  Set<String> revokedKeys() {
    return revoked;
  }

  /**
   * Reads the key set again; whether it says something else. Whatever the file's time and length
   * are: a key that is retired and revoked within one tick of the file system leaves them the same.
   */
  boolean refresh() {
    if (keySetFile == null) {
      return false;
    }
    try {
      KeySet read = keySetFile.read();
      KeySet before = policy.keys().orElseThrow();
      take(read);
      KeySet now = policy.keys().orElseThrow();
      // The text leaves out secrets, the keys what else the set says.
      return !now.keys().equals(before.keys()) || !now.text().equals(before.text());
    } catch (IOException | MillraceException unreadable) {
      if (!unreadable.toString().equals(problem)) {
        problem = unreadable.toString();
        LOG.warn("Cannot read key set {}, its keys stay as they were: {}", keySetFile, problem);
      }
      return false;
    }
  }

  private void take(KeySet keys) {
    revoked.addAll(keys.revokedFingerprints());
    policy = policy.withKeys(keys.withRevoked(revoked));
  }

  /** The rule of a signed line. */
  Line admit(String text, Instant now) {
    SignedEnvelope envelope = SignedEnvelope.parse(text);
    Admission admission = policy.admit(envelope, now);
    RuleJson json = RuleJson.parse(admission.line());
    Rule rule = json.rule();
    checkNamed(rule, admission.body().orElseThrow());
    return new Line(json, rule.signedAs(envelope.text()), admission);
  }

  private static void checkNamed(Rule rule, SignedBody body) {
    if (!rule.id().equals(body.rule()) || rule.revision() != body.revision()) {
      throw new MillraceException(
          ErrorCode.BAD_SIGNATURE,
          "Cannot take signed rule \"%s\" revision %d: its line is of rule \"%s\" revision %d"
              .formatted(body.rule(), body.revision(), rule.id(), rule.revision()));
    }
  }

  /** Of a rule that is not signed. Throws BAD_SIGNATURE if it needs to be. */
  Admission admitUnsigned(Rule rule) {
    Admission admission = policy.admitUnsigned();
    if (rule.onError() == Rule.OnError.FAIL && policy.keys().isPresent()) {
      throw new MillraceException(
          ErrorCode.BAD_SIGNATURE,
          ("Cannot take revision %d of rule \"%s\": it says \"on_error\":\"fail\" and is not"
                  + " signed, expected a signed envelope, or \"skip\" or \"null\"")
              .formatted(rule.revision(), rule.id()));
    }
    return admission;
  }

  /** What the reader let in, or what was judged when it was found in state. */
  Admission standing(Rule rule) {
    return rule.isSigned() ? policy.admitVerified() : policy.admitStanding();
  }

  /**
   * Why a rule in state may not stay, if so.
   *
   * @throws MillraceException UNTRUSTED_FUNCTION if the job was started with less trust than the
   *     rule needs, STATE_CORRUPT if it is not what was signed: then it must not go on
   */
  Optional<MillraceException> refusal(Rule rule) {
    if (!rule.action().isEvaluated()) {
      return Optional.empty();
    }
    if (!rule.isSigned() || policy.keys().isEmpty()) {
      FunctionsByValue.check(rule, policy.admitStanding(), limits);
      return rule.isSigned() ? Optional.empty() : refusalUnsigned(rule);
    }
    try {
      Admission admission = policy.readmit(SignedEnvelope.parse(rule.envelope().text()));
      checkContent(rule, admission);
      FunctionsByValue.check(rule, admission, limits);
      return Optional.empty();
    } catch (MillraceException e) {
      if (e.code() == ErrorCode.STATE_CORRUPT) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  /** A key set may ask for more signatures than there were asked for when the rule came. */
  private Optional<MillraceException> refusalUnsigned(Rule rule) {
    try {
      admitUnsigned(rule);
      return Optional.empty();
    } catch (MillraceException e) {
      return Optional.of(e);
    }
  }

  private static void checkContent(Rule rule, Admission admission) {
    Rule signed = RuleJson.parse(admission.line()).rule();
    Rule filled = signed.emit() == null ? signed.withEmit(rule.emit()) : signed;
    if (!filled.hasContentOf(rule)) {
      throw new MillraceException(
          ErrorCode.STATE_CORRUPT,
          "Cannot read rule \"%s\" revision %d from state: it is not what was signed"
              .formatted(rule.id(), rule.revision()));
    }
  }
}
