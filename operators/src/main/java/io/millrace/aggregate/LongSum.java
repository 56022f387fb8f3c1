// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.column.Masks;
import io.millrace.column.ValidRows;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Adds up what counts in longs; null until the first value. State: the sum. */
final class LongSum implements Accumulator {
  /** Of whole numbers, which wrap. */
  static final LongBinaryOperator PLUS = Long::sum;

  private final LongBinaryOperator plus;
  private long[] sums = new long[0];
  private boolean[] seen = new boolean[0];

  LongSum(LongBinaryOperator plus) {
    this.plus = plus;
  }

  @Override
  public void resize(int count) {
    sums = Arrays.copyOf(sums, count);
    seen = Arrays.copyOf(seen, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    long[] values = ((LongBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      add(slots[row], values[row]);
    }
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
    add(slots[0], sum - (count == rows ? 0 : underNulls(args[0], values, rows)));
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

  private void add(int slot, long value) {
    sums[slot] = plus.applyAsLong(sums[slot], value);
    seen[slot] = true;
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(seen[slot] ? sums[slot] : null);
  }

  @Override
  public void load(int slot, List<Object> state) {
    sums[slot] = 0;
    seen[slot] = false;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      add(slot, (Long) state.get(0));
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    if (seen[slot]) {
      out.setValid(row);
      ((LongBlock) out).values[row] = sums[slot];
    } else {
      out.setNull(row);
    }
  }
}
