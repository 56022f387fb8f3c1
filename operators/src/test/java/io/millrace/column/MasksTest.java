// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
  private static final int CAPACITY = 256;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 127, 200, 256})
  void bitsAndMasksSayTheSame(int rows) {
    byte[] masks = masks();
    long[] words = new long[Masks.words(CAPACITY)];
    for (int word = 0; word < Masks.words(rows); word++) {
      words[word] = Masks.pack(masks, word, rows);
    }
    byte[] spread = masks.clone();
    Masks.spread(words, 0L, spread, rows);
    assertThat(spread).as("seed %d", seed).isEqualTo(masks);
    for (int row = 0; row < words.length << 6; row++) {
      assertThat(bit(words, row)).isEqualTo(row < rows && masks[row] != 0);
    }
    Masks.spread(words, -1L, spread, rows);
    for (int row = 0; row < rows; row++) {
      assertThat(spread[row]).isEqualTo((byte) ~masks[row]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 64, 65, 200, 256})
  void rowsThatAreNotValidChangeNothing(int rows) {
    byte[] left = masks();
    byte[] right = masks();
    long[] valid = random.longs(Masks.words(CAPACITY)).toArray();
    byte[] and = left.clone();
    byte[] or = left.clone();
    byte[] cleared = left.clone();
    Masks.and(and, right, valid, rows);
    Masks.or(or, right, valid, rows);
    Masks.clear(cleared, valid, rows);
    for (int row = 0; row < CAPACITY; row++) {
      boolean counts = row < rows && bit(valid, row);
      assertThat(and[row])
          .as("seed %d", seed)
          .isEqualTo(counts ? both(left, right, row) : left[row]);
      assertThat(or[row]).isEqualTo(counts ? (byte) (left[row] | right[row]) : left[row]);
      assertThat(cleared[row]).isEqualTo(row < rows && !counts ? (byte) 0 : left[row]);
    }
  }

  private static byte both(byte[] left, byte[] right, int row) {
    return (byte) (left[row] & right[row]);
  }

  private byte[] masks() {
    byte[] masks = new byte[CAPACITY];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = (byte) -random.nextInt(2);
    }
    return masks;
  }

  private static boolean bit(long[] words, int row) {
    return (words[row >>> 6] >>> row & 1) != 0;
  }
}
