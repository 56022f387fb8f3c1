// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class NeedleTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** Bytes that end with their array, or go on, are searched alike. */
  @RepeatedTest(1000)
  void theFirstPlaceIsFoundWhereverTheBytesLie() {
    String wanted = text(random.nextInt(12));
    String text = text(random.nextInt(40));
    int before = random.nextInt(3) * random.nextInt(20);
    int behind = random.nextInt(3) * random.nextInt(20);
    byte[] bytes = (text(before) + text + text(behind)).getBytes(StandardCharsets.US_ASCII);
    int expected = text.indexOf(wanted);
    assertThat(Needle.of(wanted).indexOf(bytes, before, before + text.length()))
        .as(
            "seed %d: '%s' in %s from %d, %d bytes",
            seed, wanted, Arrays.toString(bytes), before, text.length())
        .isEqualTo(expected < 0 ? -1 : before + expected);
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("aab".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
