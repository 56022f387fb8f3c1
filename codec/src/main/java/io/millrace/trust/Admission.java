// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a {@link TrustPolicy} says of what came: who signed it, and which functions by value may be
 * let in. Whoever defines functions asks it first, for each of them. Immutable.
 */
@PublicEvolving
public final class Admission {
  /** What becomes of a function that comes by value. */
  public enum ByValue {
    /** It is refused. */
    REFUSED,
    /** Its code is not looked at: the receiver's own function of that name takes its place. */
    BY_NAME,
    /** It is let in as far as the allow-list goes. */
    LET_IN
  }

  private final ByValue byValue;
  private final AllowList allowed;
  private final SignedBody body;
  private final List<String> signers;

  private Admission(ByValue byValue, AllowList allowed, SignedBody body, List<String> signers) {
    this.byValue = byValue;
    this.allowed = allowed;
    this.body = body;
    this.signers = List.copyOf(signers);
  }

  static Admission unsigned(ByValue byValue) {
    return new Admission(byValue, AllowList.ANY, null, List.of());
  }

  static Admission signed(AllowList allowed, SignedBody body, List<String> signers) {
    return new Admission(ByValue.LET_IN, allowed, body, signers);
  }

  static Admission verified(AllowList allowed) {
    return new Admission(ByValue.LET_IN, allowed, null, List.of());
  }

  public ByValue byValue() {
    return byValue;
  }

  /** The ids of the keys whose signatures hold; none of what came unsigned. */
  public List<String> signers() {
    return signers;
  }

  /** What was signed; absent if nothing was. */
  public Optional<SignedBody> body() {
    return Optional.ofNullable(body);
  }

  /** The line of a signed rule: of the bytes that were verified. */
  public String line() {
    if (body == null || body.kind() != SignedBody.Kind.RULE) {
      throw new IllegalStateException("no signed rule");
    }
    return body.line();
  }

  /**
   * Refuses a function by value that may not be let in. Throws UNTRUSTED_FUNCTION.
   *
   * @param family of its payload, as {@code DFJVUDF}
   */
  public void checkFunction(String family, String name) {
    switch (byValue) {
      case LET_IN -> {
        if (!allowed.hasFunction(name)) {
          throw untrusted(name, "it is not on the allow-list of the key set");
        }
        if (!allowed.hasFamily(family)) {
          throw untrusted(name, "family " + family + " is not on the allow-list of the key set");
        }
      }
      case REFUSED, BY_NAME ->
          throw untrusted(
              name,
              "it comes with its code, unsigned; expected a signed envelope by a trusted key,"
                  + " or its name only and the function registered here");
    }
  }

  /** Refuses a class that comes along and does not lie in an allowed package. */
  public void checkClass(String function, String className) {
    if (!allowed.hasClass(className)) {
      throw untrusted(
          function, "class " + className + " lies in no package on the allow-list of the key set");
    }
  }

  /**
   * Refuses bytes of an expression that are not those which were signed as one: what is decoded has
   * to be what was verified. Throws BAD_SIGNATURE.
   */
  public void checkExpression(byte[] bytes) {
    boolean isOne = body != null && body.kind() == SignedBody.Kind.EXPRESSION;
    if (isOne && !Arrays.equals(body.payload(), bytes)) {
      throw new MillraceException(
          ErrorCode.BAD_SIGNATURE,
          "Cannot decode expression: other bytes than those that were signed, expected them");
    }
  }

  private static MillraceException untrusted(String name, String why) {
    return new MillraceException(
        ErrorCode.UNTRUSTED_FUNCTION, "Cannot let in function '%s': %s".formatted(name, why));
  }

  @Override
  public String toString() {
    String what = body == null ? "unsigned" : body.payload().length + " bytes signed by " + signers;
    return what + ", functions by value " + byValue;
  }
}
