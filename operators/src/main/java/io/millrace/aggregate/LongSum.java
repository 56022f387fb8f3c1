// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Adds up what counts in longs; null until the first value. State: the sum. */
final class LongSum implements Accumulator {
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
    LongBlock values = (LongBlock) args[0];
    for (int i = 0; i < rows; i++) {
      if (!values.isNull(i)) {
        add(slots[i], values.values[i]);
      }
    }
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
