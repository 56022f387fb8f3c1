// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class ByteWordsTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** Where an array ends with them, as where it goes on. */
  @RepeatedTest(1000)
  void bytesGiveTheSameWhereverTheyLie() {
    byte[] bytes = new byte[random.nextInt(30)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= 0x7F;
      }
    }
    int before = random.nextInt(10);
    byte[] all = new byte[before + bytes.length + random.nextInt(2) * 20];
    random.nextBytes(all);
    System.arraycopy(bytes, 0, all, before, bytes.length);
    int end = before + bytes.length;
    String as = "seed " + seed + ": " + Arrays.toString(bytes) + " in " + Arrays.toString(all);
    assertThat(ByteWords.head(all, before, end)).as(as).isEqualTo(word(bytes, 0));
    assertThat(ByteWords.tail(all, before, end))
        .as(as)
        .isEqualTo(word(bytes, Math.max(0, bytes.length - Long.BYTES)));
    assertThat(ByteWords.hash(all, before, end))
        .as(as)
        .isEqualTo(ByteWords.hash(bytes, 0, bytes.length));
    boolean ascii = true;
    for (byte each : bytes) {
      ascii &= each >= 0;
    }
    assertThat(ByteWords.isAscii(all, before, end)).as(as).isEqualTo(ascii);
  }

  /** The first eight from a place on, or as many as there are. */
  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = Math.min(bytes.length, from + Long.BYTES) - 1; i >= from; i--) {
      word = word << 8 | (bytes[i] & 0xFF);
    }
    return word;
  }
}
