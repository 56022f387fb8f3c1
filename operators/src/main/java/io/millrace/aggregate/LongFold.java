// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * A long for each slot into which values are folded, and how many they are; null until the first.
 */
abstract class LongFold implements Reversible {
  private final DataType type;
  private final LongBinaryOperator fold;
  private final SumResult result;
  private final Block one;
  long[] folded = new long[0];

  /** How many values there are, or states that had some. */
  long[] counts = new long[0];

  LongFold(DataType type, LongBinaryOperator fold, SumResult result) {
    this.type = type;
    this.fold = fold;
    this.result = result;
    one = Block.of(Lane.of(type), 1);
  }

  @Override
  public final void resize(int count) {
    folded = Arrays.copyOf(folded, count);
    counts = Arrays.copyOf(counts, count);
  }

  final void add(int slot, long value, long count) {
    boolean isFirst = counts[slot] == 0 && folded[slot] == 0;
    folded[slot] = isFirst ? value : fold.applyAsLong(folded[slot], value);
    counts[slot] += count;
  }

  static long bits(Block block, int row) {
    return block instanceof BoolBlock booleans
        ? booleans.values[row]
        : ((LongBlock) block).values[row];
  }

  @Override
  public final List<Object> state(int slot) {
    write(folded[slot], one, 0);
    return result.state(counts[slot], Cells.get(one, 0, type));
  }

  @Override
  public final void load(int slot, List<Object> state) {
    folded[slot] = 0;
    counts[slot] = 0;
    merge(slot, state);
  }

  @Override
  public final List<Object> frame(int slot) {
    return List.of(counts[slot], folded[slot]);
  }

  @Override
  public final void loadFrame(int slot, List<Object> frame) {
    counts[slot] = (Long) frame.get(0);
    folded[slot] = (Long) frame.get(1);
  }

  /** All folds that take rows back have 0 for none. */
  @Override
  public final boolean isLinear() {
    return true;
  }

  @Override
  public final void mergeFrame(int slot, List<Object> frame) {
    add(slot, (Long) frame.get(1), (Long) frame.get(0));
  }

  @Override
  public final void merge(int slot, List<Object> state) {
    long count = result.count(state);
    if (count > 0) {
      Cells.set(one, 0, type, result.sum(state));
      add(slot, bits(one, 0), count);
    }
  }

  @Override
  public final void result(int slot, Block out, int row) {
    if (counts[slot] == 0) {
      out.setNull(row);
      return;
    }
    write(
        switch (result) {
          case SUM -> folded[slot];
          case MEAN -> folded[slot] / counts[slot];
        },
        out,
        row);
  }

  private static void write(long value, Block out, int row) {
    out.setValid(row);
    if (out instanceof BoolBlock booleans) {
      booleans.values[row] = (byte) value;
    } else {
      ((LongBlock) out).values[row] = value;
    }
  }
}
