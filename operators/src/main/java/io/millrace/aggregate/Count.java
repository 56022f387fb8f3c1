// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.signature.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Counts the rows in which no argument is null. State: the count. */
final class Count implements Reversible {
  private final Call call;
  private long[] counts = new long[0];

  Count(Call call) {
    this.call = call;
  }

  @Override
  public void resize(int count) {
    counts = Arrays.copyOf(counts, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (noneNull(args, i)) {
        counts[slots[i]]++;
      }
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    if (call.arity() == 1 && !(call.type(0) instanceof DataType.Union)) {
      counts[slots[0]] += args[0].countValid(rows);
    } else {
      update(args, slots, rows);
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (noneNull(args, i)) {
        counts[slots[i]]--;
      }
    }
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new Count(call));
  }

  /** What is behind the arguments is there for ORDER BY alone. */
  private boolean noneNull(Block[] args, int row) {
    for (int i = 0; i < call.arity(); i++) {
      if (LogicalNulls.isNull(args[i], row, call.type(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(counts[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    counts[slot] = (Long) state.get(0);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    counts[slot] += (Long) state.get(0);
  }

  @Override
  public void result(int slot, Block out, int row) {
    out.setValid(row);
    ((LongBlock) out).values[row] = counts[slot];
  }
}
