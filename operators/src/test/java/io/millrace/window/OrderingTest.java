// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.value.CellOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderingTest {
  @Test
  void manyRowsWithoutEqualKeysAreSortedAsFew() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int count = 1 + random.nextInt(1000);
      List<Block> blocks = List.of(longs(random, count), doubles(random, count), numbers(count));
      List<OrderKey> keys =
          List.of(
              key(random, random.nextBoolean() ? DataType.INT64 : DataType.UINT64),
              key(random, DataType.FLOAT64),
              key(random, DataType.INT64));
      Comparator<Integer> order =
          comparator(keys.get(0), blocks.get(0))
              .thenComparing(comparator(keys.get(1), blocks.get(1)))
              .thenComparing(comparator(keys.get(2), blocks.get(2)));
      int[] sorted = IntStream.range(0, count).boxed().sorted(order).mapToInt(row -> row).toArray();
      int[] places = new Ordering(List.of(), keys, blocks, count).places();
      for (int i = 0; i < count; i++) {
        assertThat(places[sorted[i]]).as("seed %d, round %d", seed, round).isEqualTo(i);
      }
    }
  }

  private static Comparator<Integer> comparator(OrderKey key, Block block) {
    CellOrder order = key.order();
    return (row, other) -> order.compare(block, row, block, other);
  }

  private static OrderKey key(Random random, DataType type) {
    return new OrderKey(type, random.nextBoolean(), random.nextBoolean());
  }

  private static Block longs(Random random, int count) {
    LongBlock block = new LongBlock(count);
    boolean few = random.nextBoolean();
    for (int row = 0; row < count; row++) {
      block.values[row] = few ? random.nextInt(5) - 2 : random.nextLong();
      if (random.nextInt(8) == 0) {
        block.setNull(row);
      }
    }
    return block;
  }

  private static Block numbers(int count) {
    LongBlock block = new LongBlock(count);
    Arrays.setAll(block.values, row -> (row * 7919L) % 10_007);
    return block;
  }

  private static Block doubles(Random random, int count) {
    DoubleBlock block = new DoubleBlock(count);
    for (int row = 0; row < count; row++) {
      block.values[row] = random.nextInt(9) == 0 ? Double.NaN : random.nextInt(30) - 15;
      if (random.nextInt(30) == 0) {
        block.setNull(row);
      }
    }
    return block;
  }
}
