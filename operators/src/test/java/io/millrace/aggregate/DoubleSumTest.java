// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of groups large enough that more than one sum is kept. */
class DoubleSumTest {
  private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 1024, 1025, 1026, 1027, 1028, 5000})
  void whereBlocksAndSnapshotsEndShowsNowhere(int count) {
    Double[] values = values(count);
    DoubleSum rowByRow = sum();
    for (Double value : values) {
      rowByRow.update(block(value), new int[1], 1);
    }
    for (int round = 0; round < 20; round++) {
      DoubleSum other = sum();
      for (int from = 0; from < count; ) {
        int to = Math.min(count, from + 1 + random.nextInt(random.nextBoolean() ? 5 : 1500));
        Double[] some = Arrays.copyOfRange(values, from, to);
        if (random.nextBoolean()) {
          other.update(block(some), new int[some.length], some.length);
        } else {
          other.updateOne(block(some), new int[some.length], some.length);
        }
        if (random.nextInt(3) == 0) {
          DoubleSum restored = sum();
          restored.load(0, other.state(0));
          other = restored;
        }
        from = to;
      }
      assertThat(result(other)).as("seed %d", SEED).isEqualTo(result(rowByRow));
      assertThat(other.state(0)).as("seed %d", SEED).isEqualTo(rowByRow.state(0));
    }
  }

  @Test
  void itLiesAsCloseToTheSumInOrderAsDoublesDo() {
    Double[] values = values(20_000);
    double inOrder = 0;
    for (Double value : values) {
      inOrder += value == null ? 0 : value;
    }
    double sizes =
        Arrays.stream(values).mapToDouble(value -> value == null ? 0 : Math.abs(value)).sum();

    assertThat(result(of(values))).as("seed %d", SEED).isCloseTo(inOrder, within(1e-12 * sizes));
  }

  @Test
  void aSmallGroupHasOneSumAndALargeOneFour() {
    assertThat(of(values(DoubleSum.IN_ORDER)).state(0)).hasSize(2);
    assertThat(of(filled(1.0, DoubleSum.IN_ORDER + 1)).state(0)).hasSize(5);
    assertThat(of(filled(1.0, DoubleSum.IN_ORDER + 2)).state(0))
        .containsExactly(1026L, 1025.0, 1.0, 0.0, 0.0);
  }

  @Test
  void aSlotThatGetsAnotherStateForgetsItsSums() {
    DoubleSum used = of(values(3000));
    used.load(0, List.of(2L, 3.0));

    assertThat(used.state(0)).containsExactly(2L, 3.0);
    assertThat(result(used)).isEqualTo(3.0);
  }

  @Test
  void aStateOfManyValuesInOneSumGoesOn() {
    DoubleSum sum = sum();
    sum.load(0, List.of(10_000L, 5.0));
    sum.update(block(1.0, 2.0, 4.0, 8.0, null, 16.0), new int[6], 6);

    assertThat(sum.state(0)).containsExactly(10_005L, 22.0, 2.0, 4.0, 8.0);
    assertThat(result(sum)).isEqualTo(36.0);
  }

  @Test
  void mergedSumsAreAddedLaneByLane() {
    DoubleSum sum = of(filled(1.0, 1030));
    sum.merge(0, of(filled(2.0, 1031)).state(0));
    sum.merge(0, of(filled(4.0, 3)).state(0));

    assertThat(sum.state(0)).containsExactly(2064L, 3090.0, 6.0, 5.0, 3.0);
    assertThat(result(sum)).isEqualTo(3104.0);
  }

  @Test
  void infinitiesNanAndNullsGiveWhatDataFusionGives() {
    for (int before : new int[] {3, 2000}) {
      Double[] ones = filled(1.5, before);
      assertThat(result(of(join(ones, Double.POSITIVE_INFINITY))))
          .isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(
              result(of(join(ones, Double.POSITIVE_INFINITY, 1.0, 2.0, Double.NEGATIVE_INFINITY))))
          .isNaN();
      assertThat(result(of(join(ones, Double.NaN, 1.0)))).isNaN();
      assertThat(result(of(filled(null, before)))).isNull();
      assertThat(result(of(join(filled(null, before), 2.0)))).isEqualTo(2.0);
      assertThat(result(of(filled(-0.0, before)))).isEqualTo(0.0);
      assertThat(result(of(filled(1e308, before)))).isEqualTo(Double.POSITIVE_INFINITY);
    }
  }

  private static DoubleSum sum() {
    DoubleSum sum = new DoubleSum(SumResult.SUM);
    sum.resize(1);
    return sum;
  }

  private static DoubleSum of(Double... values) {
    DoubleSum sum = sum();
    sum.updateOne(block(values), new int[values.length], values.length);
    return sum;
  }

  private static Double result(DoubleSum sum) {
    DoubleBlock out = new DoubleBlock(1);
    sum.result(0, out, 0);
    return out.isNull(0) ? null : out.values[0];
  }

  private static Block[] block(Double... values) {
    DoubleBlock block = new DoubleBlock(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        block.values[i] = Double.NaN;
        block.setNull(i);
      } else {
        block.values[i] = values[i];
      }
    }
    return new Block[] {block};
  }

  /** Of very different sizes, so that the order of additions shows; some are null. */
  private Double[] values(int count) {
    boolean nulls = random.nextBoolean();
    return DoubleStream.generate(
            () -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-9, 9)))
        .limit(count)
        .mapToObj(value -> nulls && random.nextInt(4) == 0 ? null : value)
        .toArray(Double[]::new);
  }

  private static Double[] filled(Double value, int count) {
    return Collections.nCopies(count, value).toArray(Double[]::new);
  }

  private static Double[] join(Double[] first, Double... then) {
    Double[] all = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, all, first.length, then.length);
    return all;
  }
}
