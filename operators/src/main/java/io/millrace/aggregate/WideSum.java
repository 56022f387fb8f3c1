// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Int128;
import io.millrace.column.Int128Block;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Adds up decimals of up to 128 bits in two's complement of their width, as DataFusion does, and
 * counts them; null until the first value.
 */
final class WideSum implements Reversible {
  private final DataType resultType;
  private final int bits;
  private final SumResult kept;
  private final BiFunction<BigInteger, Long, BigInteger> result;
  private long[] high = new long[0];
  private long[] low = new long[0];
  private long[] counts = new long[0];

  /**
   * @param result of sum and count; may throw {@link io.millrace.column.EvaluationError}
   */
  WideSum(
      DataType type,
      DataType resultType,
      SumResult kept,
      BiFunction<BigInteger, Long, BigInteger> result) {
    this(type.id().bits(), resultType, kept, result);
  }

  private WideSum(
      int bits,
      DataType resultType,
      SumResult kept,
      BiFunction<BigInteger, Long, BigInteger> result) {
    this.resultType = resultType;
    this.bits = bits;
    this.kept = kept;
    this.result = result;
  }

  @Override
  public void resize(int count) {
    high = Arrays.copyOf(high, count);
    low = Arrays.copyOf(low, count);
    counts = Arrays.copyOf(counts, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    Int128Block values = (Int128Block) args[0];
    ValidRows left = new ValidRows(values, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      add(slots[row], values.high[row], values.low[row], 1);
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    Int128Block values = (Int128Block) args[0];
    long upper = 0;
    long lower = 0;
    ValidRows left = new ValidRows(values, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      long sum = lower + values.low[row];
      upper += values.high[row] + carry(lower, values.low[row], sum);
      lower = sum;
    }
    add(slots[0], upper, lower, values.countValid(rows));
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    Int128Block values = (Int128Block) args[0];
    ValidRows left = new ValidRows(values, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      long lower = -values.low[row];
      add(slots[row], ~values.high[row] + (lower == 0 ? 1 : 0), lower, -1);
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new WideSum(bits, resultType, kept, result));
  }

  private void add(int slot, long upper, long lower, long count) {
    long sum = low[slot] + lower;
    high[slot] += upper + carry(low[slot], lower, sum);
    low[slot] = sum;
    counts[slot] += count;
  }

  /** 1 if the unsigned sum of two words overflows. */
  private static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }

  /** Only the bits of the type count; those above are the sign. */
  private BigInteger sum(int slot) {
    return switch (bits) {
      case 32 -> BigInteger.valueOf((int) low[slot]);
      case 64 -> BigInteger.valueOf(low[slot]);
      default -> Int128.toBigInteger(high[slot], low[slot]);
    };
  }

  @Override
  public List<Object> state(int slot) {
    return kept.state(counts[slot], sum(slot));
  }

  @Override
  public void load(int slot, List<Object> state) {
    high[slot] = 0;
    low[slot] = 0;
    counts[slot] = 0;
    merge(slot, state);
  }

  @Override
  public List<Object> frame(int slot) {
    return List.of(counts[slot], sum(slot));
  }

  @Override
  public void loadFrame(int slot, List<Object> frame) {
    counts[slot] = (Long) frame.get(0);
    BigInteger sum = (BigInteger) frame.get(1);
    high[slot] = sum.shiftRight(64).longValue();
    low[slot] = sum.longValue();
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public void mergeFrame(int slot, List<Object> frame) {
    BigInteger sum = (BigInteger) frame.get(1);
    add(slot, sum.shiftRight(64).longValue(), sum.longValue(), (Long) frame.get(0));
  }

  @Override
  public void merge(int slot, List<Object> state) {
    long count = kept.count(state);
    if (count > 0) {
      BigInteger sum = (BigInteger) kept.sum(state);
      add(slot, sum.shiftRight(64).longValue(), sum.longValue(), count);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    Object value = counts[slot] == 0 ? null : result.apply(sum(slot), counts[slot]);
    Cells.set(out, row, resultType, value);
  }
}
