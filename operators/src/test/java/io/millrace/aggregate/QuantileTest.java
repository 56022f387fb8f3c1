// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.expr.DataType;
import io.millrace.value.Floats;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against values that are sorted anew each time. */
class QuantileTest {
  private static final int[] FIRST = new int[1];
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 99, 3000})
  void slidesOverFramesOfAnyLength(int length) {
    Rank.Part part = new Rank.Part(DataType.FLOAT64, 0.37);
    Rank.Middle middle = new Rank.Middle(DataType.FLOAT64);
    Retractable parts = new Quantile(part).sliding().orElseThrow();
    Retractable middles = new Quantile(middle).sliding().orElseThrow();
    parts.resize(1);
    middles.resize(1);
    Deque<Double> frame = new ArrayDeque<>();
    for (int i = 0; i < 9000; i++) {
      Block[] value = {block(value())};
      if (frame.size() == length) {
        Block[] gone = {block(frame.removeFirst())};
        parts.retract(gone, FIRST, 1);
        middles.retract(gone, FIRST, 1);
      }
      frame.addLast(((DoubleBlock) value[0]).values[0]);
      parts.updateOne(value, FIRST, 1);
      middles.updateOne(value, FIRST, 1);
      if (i % 7 == 0) {
        List<Double> sorted = sorted(frame);
        assertThat(result(parts)).as("seed %d, row %d", seed, i).isEqualTo(expected(part, sorted));
        assertThat(result(middles))
            .as("seed %d, row %d", seed, i)
            .isEqualTo(expected(middle, sorted));
      }
    }
  }

  @Test
  void findsWhatSortingFinds() {
    for (int count : new int[] {1, 2, 3, 100, 1000}) {
      Block values = Block.of(io.millrace.column.Lane.DOUBLE, count);
      List<Double> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(value());
        ((DoubleBlock) values).values[i] = all.get(i);
      }
      all.sort(Comparator.comparingLong(Floats::place));
      for (double part : new double[] {0, 0.01, 0.5, 0.77, 1}) {
        Rank.Part rank = new Rank.Part(DataType.FLOAT64, part);
        Quantile quantile = new Quantile(rank);
        quantile.resize(1);
        quantile.updateOne(new Block[] {values}, new int[count], count);
        assertThat(result(quantile)).as("seed %d, %d", seed, count).isEqualTo(expected(rank, all));
      }
    }
  }

  @Test
  void decimalsAreCutInTheMiddle() {
    WideMedian median = new WideMedian(DataType.decimal128(10, 0));
    median.resize(1);
    for (int value : new int[] {3, -7, 9, 3, 4}) {
      median.update(new Block[] {wide(value)}, FIRST, 1);
    }
    assertThat(middle(median)).isEqualTo(BigInteger.valueOf(3));
    median.retract(new Block[] {wide(3)}, FIRST, 1);
    assertThat(middle(median)).isEqualTo(BigInteger.valueOf(3));
    median.retract(new Block[] {wide(-7)}, FIRST, 1);
    median.retract(new Block[] {wide(9)}, FIRST, 1);
    median.retract(new Block[] {wide(3)}, FIRST, 1);
    median.retract(new Block[] {wide(4)}, FIRST, 1);
    assertThat(middle(median)).isNull();
  }

  private static Object middle(WideMedian median) {
    Block out = new Int128Block(1);
    median.result(0, out, 0);
    return Cells.get(out, 0, DataType.decimal128(10, 0));
  }

  private static Block wide(int value) {
    Block block = new Int128Block(1);
    Cells.set(block, 0, DataType.decimal128(10, 0), BigInteger.valueOf(value));
    return block;
  }

  /** Few and many different ones, and all kinds. */
  private double value() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(20);
      case 1 -> random.nextGaussian() * 1e9;
      case 2 -> random.nextBoolean() ? -0.0 : Double.NEGATIVE_INFINITY;
      default -> random.nextDouble();
    };
  }

  private static List<Double> sorted(Deque<Double> frame) {
    return frame.stream().sorted(Comparator.comparingLong(Floats::place)).toList();
  }

  private static Double expected(Rank rank, List<Double> sorted) {
    int count = sorted.size();
    double upper = sorted.get(rank.upper(count));
    return rank.between(count)
        ? rank.value(sorted.get(rank.upper(count) - 1), upper, count)
        : upper;
  }

  private static Object result(Accumulator accumulator) {
    Block out = new DoubleBlock(1);
    accumulator.result(0, out, 0);
    return Cells.get(out, 0, DataType.FLOAT64);
  }

  private static Block block(double value) {
    DoubleBlock block = new DoubleBlock(1);
    block.values[0] = value;
    return block;
  }
}
