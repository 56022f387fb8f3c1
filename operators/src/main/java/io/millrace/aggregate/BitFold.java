// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** Folds the bits of integers or booleans; null until the first value. State: the result so far. */
final class BitFold extends LongFold {
  /** The only one that is its own inverse. */
  static final LongBinaryOperator XOR = (a, b) -> a ^ b;

  private final DataType type;
  private final LongBinaryOperator fold;

  BitFold(DataType type, LongBinaryOperator fold) {
    super(type, fold, SumResult.SUM);
    this.type = type;
    this.fold = fold;
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      add(slots[row], bits(args[0], row), 1);
    }
  }

  /** As in DataFusion, no bits are left then, not null. */
  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    update(args, slots, rows);
  }

  /** Of nulls alone DataFusion takes none back. */
  @Override
  public Optional<Retractable> sliding() {
    return fold == XOR && !type.isNull() ? Optional.of(new BitFold(type, fold)) : Optional.empty();
  }
}
