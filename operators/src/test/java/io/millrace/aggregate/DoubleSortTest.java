// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.value.Floats;
import java.util.Comparator;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DoubleSortTest {
  @Test
  void manyAreSortedAsFewWhateverTheyAre() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    DoubleSort sort = new DoubleSort();
    for (DoubleSupplier values :
        new DoubleSupplier[] {
          random::nextDouble,
          random::nextGaussian,
          () -> random.nextInt(7) - 3,
          () -> Double.longBitsToDouble(random.nextLong()),
          () ->
              1e300 + Math.ulp(1e300) * random.nextInt(1 << 20) * (random.nextInt(9) == 0 ? -1 : 1),
          () -> random.nextInt(3) == 0 ? Double.MIN_VALUE * random.nextInt(1 << 20) : 1e308,
          () -> random.nextBoolean() ? -0.0 : 0.0
        }) {
      for (int count : new int[] {1, 100, 2048, 5000}) {
        double[] given = DoubleStream.generate(values).limit(count).toArray();
        double[] expected =
            DoubleStream.of(given)
                .boxed()
                .sorted(Comparator.comparingLong(Floats::place))
                .mapToDouble(value -> value)
                .toArray();
        sort.sort(given, count);
        assertThat(given).as("seed %d", seed).containsExactly(expected);
      }
    }
  }
}
