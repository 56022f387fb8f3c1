// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** Folds the bits of integers or booleans; null until the first value. State: the result so far. */
final class BitFold implements Retractable {
  /** The only one that is its own inverse. */
  static final LongBinaryOperator XOR = (a, b) -> a ^ b;

  private final DataType type;
  private final LongBinaryOperator fold;
  private final Block one;
  private long[] folded = new long[0];
  private boolean[] seen = new boolean[0];

  BitFold(DataType type, LongBinaryOperator fold) {
    this.type = type;
    this.fold = fold;
    one = Block.of(Lane.of(type), 1);
  }

  @Override
  public void resize(int count) {
    folded = Arrays.copyOf(folded, count);
    seen = Arrays.copyOf(seen, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      add(slots[row], bits(args[0], row));
    }
  }

  /** As in DataFusion, no bits are left then, not null. */
  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    update(args, slots, rows);
  }

  @Override
  public Optional<Retractable> sliding() {
    return fold == XOR ? Optional.of(new BitFold(type, fold)) : Optional.empty();
  }

  private void add(int slot, long bits) {
    folded[slot] = seen[slot] ? fold.applyAsLong(folded[slot], bits) : bits;
    seen[slot] = true;
  }

  private static long bits(Block block, int row) {
    return block instanceof BoolBlock booleans
        ? booleans.values[row]
        : ((LongBlock) block).values[row];
  }

  @Override
  public List<Object> state(int slot) {
    result(slot, one, 0);
    return Collections.singletonList(Cells.get(one, 0, type));
  }

  @Override
  public void load(int slot, List<Object> state) {
    seen[slot] = false;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      Cells.set(one, 0, type, state.get(0));
      add(slot, bits(one, 0));
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    if (!seen[slot]) {
      out.setNull(row);
      return;
    }
    out.setValid(row);
    if (out instanceof BoolBlock booleans) {
      booleans.values[row] = (byte) folded[slot];
    } else {
      ((LongBlock) out).values[row] = folded[slot];
    }
  }
}
