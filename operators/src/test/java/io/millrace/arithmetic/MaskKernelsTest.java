// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.value.Floats;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What kernels compute without a branch or a division, against what it means. */
class MaskKernelsTest {
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    -2,
    3,
    99,
    100,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    Long.MAX_VALUE - 1,
    Long.MAX_VALUE
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.5,
    -1.5,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.longBitsToDouble(0xFFF8000000000000L)
  };

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void longsCompareAlikeInBothForms() {
    for (LongComparison each : LongComparison.values()) {
      for (int i = 0; i < 10_000; i++) {
        long a = someLong();
        long b = random.nextInt(5) == 0 ? a : someLong();
        assertThat(each.mask(a, b))
            .as("seed %d: %d %s %d", seed, a, each, b)
            .isEqualTo(each.apply(a, b) ? -1 : 0);
      }
    }
  }

  @Test
  void doublesCompareAlikeInBothForms() {
    for (DoubleComparison each : DoubleComparison.values()) {
      for (int i = 0; i < 10_000; i++) {
        double a = someDouble();
        double b = random.nextInt(5) == 0 ? a : someDouble();
        assertThat(each.mask(a, b))
            .as("seed %d: %s %s %s", seed, a, each, b)
            .isEqualTo(each.apply(a, b) ? -1 : 0);
      }
    }
  }

  @Test
  void longsBecomeTheNearestDoubles() {
    for (int i = 0; i < 100_000; i++) {
      long value = someLong() >> random.nextInt(Long.SIZE);
      assertThat(Double.doubleToRawLongBits(Floats.of(value)))
          .as("seed %d: %d", seed, value)
          .isEqualTo(Double.doubleToRawLongBits((double) value));
    }
  }

  @Test
  void aConstantDivisorDivides() {
    for (int i = 0; i < 2000; i++) {
      long divisor = Math.max(2, Math.abs(i < 200 ? i : someLong() >> random.nextInt(62)));
      if (i > 1500) {
        divisor = (2L + random.nextInt(1 << 22)) << random.nextInt(40);
      }
      ConstantDivisor constant = ConstantDivisor.of(divisor);
      for (int j = 0; j < 200; j++) {
        long number = someLong() >> (random.nextInt(3) * 20);
        assertThat(constant.quotient(number))
            .as("seed %d: %d / %d", seed, number, divisor)
            .isEqualTo(number / divisor);
        assertThat(constant.remainder(number)).isEqualTo(number % divisor);
        assertThat(constant.floorMod(number)).isEqualTo(Math.floorMod(number, divisor));
        assertThat(constant.floorMultiple(number))
            .as("seed %d: multiple of %d in %d", seed, divisor, number)
            .isEqualTo(number - Math.floorMod(number, divisor));
      }
    }
  }

  private long someLong() {
    return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
  }

  private double someDouble() {
    return random.nextBoolean()
        ? DOUBLES[random.nextInt(DOUBLES.length)]
        : Double.longBitsToDouble(random.nextLong());
  }
}
