// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import java.nio.charset.StandardCharsets;

/** An input as two texts with the first zero between them; both are well-formed. */
record TwoTexts(String first, String second) {
  static TwoTexts of(byte[] input) {
    int zero = 0;
    while (zero < input.length && input[zero] != 0) {
      zero++;
    }
    int behind = Math.min(zero + 1, input.length);
    return new TwoTexts(
        new String(input, 0, zero, StandardCharsets.UTF_8),
        new String(input, behind, input.length - behind, StandardCharsets.UTF_8));
  }

  byte[] secondBytes() {
    return second.getBytes(StandardCharsets.UTF_8);
  }
}
