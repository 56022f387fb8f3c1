// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.MillraceException;
import io.millrace.rules.KeySetFile;
import io.millrace.rules.Rules;
import io.millrace.trust.TrustPolicy;
import java.io.IOException;

/**
 * What {@code --trust} and {@code --audience} say.
 *
 * @param keySet null but for {@code signed:FILE}
 */
record Trust(TrustPolicy policy, KeySetFile keySet) {
  private static final String SIGNED = "signed:";

  static Trust of(Options options) throws BadOption {
    String text = options.text(Option.TRUST);
    String audience = options.text(Option.AUDIENCE);
    if (text.startsWith(SIGNED)) {
      return signed(text.substring(SIGNED.length()), audience);
    }
    if (audience != null) {
      throw new BadOption(
          Option.AUDIENCE, "it with --trust " + text, "it with --trust signed:FILE only");
    }
    return switch (text) {
      case "none" -> new Trust(TrustPolicy.none(), null);
      case "by-name" -> new Trust(TrustPolicy.byName(), null);
      case "unsigned" -> new Trust(TrustPolicy.unsigned("--trust unsigned"), null);
      default ->
          throw new BadOption(
              Option.TRUST, "\"" + text + "\"", "none, by-name, signed:FILE or unsigned");
    };
  }

  private static Trust signed(String file, String audience) throws BadOption {
    if (audience == null) {
      throw new BadOption(
          Option.AUDIENCE, "nothing", "whom signed rules must be meant for, with --trust signed");
    }
    try {
      KeySetFile keySet = KeySetFile.of(file);
      return new Trust(TrustPolicy.signedBy(keySet.read(), audience), keySet);
    } catch (IOException unreadable) {
      throw new BadOption(
          Option.TRUST,
          "no readable file \"" + file + "\"",
          "a key set; ./millrace keys new makes one");
    } catch (MillraceException refused) {
      throw new BadOption(Option.TRUST, refused.getMessage());
    }
  }

  Rules applyTo(Rules rules) {
    return keySet == null ? rules.withTrust(policy) : rules.withTrust(policy, keySet.uri());
  }
}
