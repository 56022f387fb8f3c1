// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;

/** How a key signs. A key has one algorithm; what a message says about it is never heeded. */
@PublicEvolving
public enum Algorithm {
  /** A pair of keys: who verifies can not sign. For everything that crosses teams. */
  ED25519("Ed25519"),
  /** A shared secret: who verifies can sign as well. For sender and receiver of one owner. */
  HMAC_SHA256("HMAC-SHA256");

  private final String spelled;

  Algorithm(String spelled) {
    this.spelled = spelled;
  }

  /** As key files write it. */
  public String spelled() {
    return spelled;
  }

  /** Throws MALFORMED_JSON for any other spelling. */
  public static Algorithm of(String spelled) {
    return Stream.of(values())
        .filter(each -> each.spelled.equals(spelled))
        .findFirst()
        .orElseThrow(
            () ->
                JsonObject.malformed(
                    "key",
                    "algorithm \"" + spelled + "\"",
                    Stream.of(values()).map(Algorithm::spelled).toList().toString()));
  }
}
