// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Adds up decimals of 256 bits in two's complement of that width, as DataFusion does, and counts
 * them; null until the first value.
 */
final class WidestSum implements Reversible {
  private final DataType type;
  private final DataType resultType;
  private final int bits;
  private final SumResult kept;
  private final BiFunction<BigInteger, Long, BigInteger> result;
  private BigInteger[] sums = new BigInteger[0];
  private long[] counts = new long[0];

  /**
   * @param result of sum and count; may throw {@link io.millrace.column.EvaluationError}
   */
  WidestSum(
      DataType type,
      DataType resultType,
      SumResult kept,
      BiFunction<BigInteger, Long, BigInteger> result) {
    this.type = type;
    this.resultType = resultType;
    this.bits = type.id().bits();
    this.kept = kept;
    this.result = result;
  }

  @Override
  public void resize(int count) {
    int before = sums.length;
    sums = Arrays.copyOf(sums, count);
    counts = Arrays.copyOf(counts, count);
    for (int i = before; i < count; i++) {
      sums[i] = BigInteger.ZERO;
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        add(slots[i], (BigInteger) Cells.get(args[0], i, type), 1);
      }
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        add(slots[i], ((BigInteger) Cells.get(args[0], i, type)).negate(), -1);
      }
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new WidestSum(type, resultType, kept, result));
  }

  private void add(int slot, BigInteger value, long count) {
    BigInteger sum = sums[slot].add(value);
    if (sum.bitLength() >= bits) {
      BigInteger low = sum.mod(BigInteger.ONE.shiftLeft(bits));
      sum = low.testBit(bits - 1) ? low.subtract(BigInteger.ONE.shiftLeft(bits)) : low;
    }
    sums[slot] = sum;
    counts[slot] += count;
  }

  @Override
  public List<Object> state(int slot) {
    return kept.state(counts[slot], sums[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    counts[slot] = 0;
    sums[slot] = BigInteger.ZERO;
    merge(slot, state);
  }

  @Override
  public List<Object> frame(int slot) {
    return List.of(counts[slot], sums[slot]);
  }

  @Override
  public void loadFrame(int slot, List<Object> frame) {
    counts[slot] = (Long) frame.get(0);
    BigInteger sum = (BigInteger) frame.get(1);
    sums[slot] = sum;
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public void mergeFrame(int slot, List<Object> frame) {
    add(slot, (BigInteger) frame.get(1), (Long) frame.get(0));
  }

  @Override
  public void merge(int slot, List<Object> state) {
    long count = kept.count(state);
    if (count > 0) {
      add(slot, (BigInteger) kept.sum(state), count);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    Cells.set(
        out, row, resultType, counts[slot] == 0 ? null : result.apply(sums[slot], counts[slot]));
  }
}
