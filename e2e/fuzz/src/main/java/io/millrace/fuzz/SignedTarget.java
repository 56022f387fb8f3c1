// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.MillraceException;
import io.millrace.json.RuleJson;
import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.annotation.Internal;

/** Text as a line of rules, as a signed envelope, as a key set and as a private key. */
@Internal
public final class SignedTarget {
  private static final TrustPolicy POLICY =
      TrustPolicy.signedBy(
          KeySet.of(SigningKey.generate("k", Algorithm.HMAC_SHA256).trusted()), "job");

  private SignedTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.SIGNED);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    Allocation.check(
        input.length,
        4 << 20,
        1_024,
        () -> {
          SignedEnvelope.isMeantBy(text);
          attempt(() -> RuleJson.parse(text).rule());
          attempt(() -> KeySet.parse(text, name -> text));
          attempt(() -> SigningKey.parse(text));
          attempt(() -> envelope(text));
        });
  }

  private static void envelope(String text) {
    SignedEnvelope envelope = SignedEnvelope.parse(text);
    SignedEnvelope again = SignedEnvelope.parse(envelope.text());
    if (!again.text().equals(envelope.text())) {
      throw new AssertionError("an envelope is not what it was written from");
    }
    POLICY.admit(envelope, Instant.EPOCH);
    throw new AssertionError("an envelope was taken that nobody signed");
  }

  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (MillraceException refused) {
      // The one way to say no.
    }
  }
}
