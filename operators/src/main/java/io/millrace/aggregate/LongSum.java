// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.column.Masks;
import io.millrace.column.ValidRows;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** Adds up what counts in longs; null until the first value. State: the sum. */
final class LongSum implements Retractable {
  /** Of whole numbers, which wrap. */
  static final LongBinaryOperator PLUS = Long::sum;

  private static final LongBinaryOperator MINUS = (a, b) -> a - b;

  private final LongBinaryOperator plus;
  private final LongBinaryOperator minus;
  private long[] sums = new long[0];

  /** How many values there are, or states that had some. */
  private long[] counts = new long[0];

  LongSum() {
    this(PLUS, MINUS);
  }

  LongSum(LongBinaryOperator plus, LongBinaryOperator minus) {
    this.plus = plus;
    this.minus = minus;
  }

  @Override
  public void resize(int count) {
    sums = Arrays.copyOf(sums, count);
    counts = Arrays.copyOf(counts, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    long[] values = ((LongBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      add(slots[row], values[row], 1);
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    long[] values = ((LongBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      int slot = slots[row];
      sums[slot] = minus.applyAsLong(sums[slot], values[row]);
      counts[slot]--;
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new LongSum(plus, minus));
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    int count = args[0].countValid(rows);
    if (plus != PLUS || count == 0 || count < rows / 2) {
      update(args, slots, rows);
      return;
    }
    long[] values = ((LongBlock) args[0]).values;
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += values[row];
    }
    add(slots[0], sum - (count == rows ? 0 : underNulls(args[0], values, rows)), count);
  }

  /** What is under nulls is subtracted again: most rows are not null, and all at once is faster. */
  private static long underNulls(Block block, long[] values, int rows) {
    long[] valid = block.validWords();
    long sum = 0;
    for (int word = 0; word < Masks.words(rows); word++) {
      for (long bits = ~valid[word] & Masks.present(word, rows); bits != 0; bits &= bits - 1) {
        sum += values[(word << 6) + Long.numberOfTrailingZeros(bits)];
      }
    }
    return sum;
  }

  private void add(int slot, long value, long count) {
    sums[slot] = plus.applyAsLong(sums[slot], value);
    counts[slot] += count;
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(counts[slot] > 0 ? sums[slot] : null);
  }

  @Override
  public void load(int slot, List<Object> state) {
    sums[slot] = 0;
    counts[slot] = 0;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      add(slot, (Long) state.get(0), 1);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    if (counts[slot] > 0) {
      out.setValid(row);
      ((LongBlock) out).values[row] = sums[slot];
    } else {
      out.setNull(row);
    }
  }
}
