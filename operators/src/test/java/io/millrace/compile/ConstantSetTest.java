// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantSetTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 20, 100, 999, 1001, 5000})
  void longsThatAreElementsAreFoundAndNoOthers(int size) {
    for (long range : new long[] {2, 64, 10_000, 1L << 40, Long.MAX_VALUE, -1}) {
      long[] elements = random.longs(size).map(each -> in(range, each)).toArray();
      long[] values = random.longs(3000).map(each -> in(range, each)).toArray();
      System.arraycopy(elements, 0, values, 0, Math.min(1000, size));
      for (int i = 0; i < Math.min(1000, size); i++) {
        values[1000 + i] = elements[i] ^ Long.MIN_VALUE;
      }
      long[] edges = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1};
      System.arraycopy(edges, 0, values, values.length - edges.length, edges.length);
      byte[] masks = new byte[values.length];
      LongSet.of(Arrays.stream(elements)).test(values, masks, values.length);
      Set<Long> expected = new HashSet<>(Arrays.stream(elements).boxed().toList());
      for (int i = 0; i < values.length; i++) {
        assertThat(masks[i])
            .as("seed %d, range %d, value %d", seed, range, values[i])
            .isEqualTo((byte) (expected.contains(values[i]) ? -1 : 0));
      }
    }
  }

  /** A negative range is that of all longs. */
  private static long in(long range, long value) {
    return range < 0 ? value : Math.floorMod(value, range) - range / 2;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 300})
  void textsThatAreElementsAreFoundAndNoOthers(int size) {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < size; i++) {
      expected.add(text());
    }
    BytesSet set = new BytesSet(expected.stream().map(each -> utf8(each)));
    for (int i = 0; i < 3000; i++) {
      String text = text();
      byte[] around = utf8("xx" + text + (random.nextBoolean() ? "" : "yyyyyyyy"));
      int length = utf8(text).length;
      assertThat(set.mask(around, 2, 2 + length))
          .as("seed %d, %s", seed, text)
          .isEqualTo((byte) (expected.contains(text) ? -1 : 0));
    }
  }

  /** Few letters, so that many share their first and last eight bytes. */
  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextBoolean() ? 4 : 30);
    for (int i = 0; i < length; i++) {
      text.append(random.nextInt(10) == 0 ? '\0' : 'a');
    }
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
