// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;

/** A member of a nested value, which is in the form of literals, as if it were a result itself. */
final class LiteralValue extends RowValue {
  private final DataType type;
  private final Block block;
  private final BytesView bytes = new BytesView();

  LiteralValue(DataType type) {
    this.type = type;
    block = Block.of(Lane.of(type), 1);
  }

  LiteralValue set(Object literal) {
    block.reset();
    Cells.set(block, 0, type, literal);
    return this;
  }

  @Override
  public boolean compute() {
    return !block.isNull(0);
  }

  @Override
  public boolean getBoolean() {
    return ((BoolBlock) block).values[0] != 0;
  }

  @Override
  public long getLong() {
    return ((LongBlock) block).values[0];
  }

  @Override
  public double getDouble() {
    return ((DoubleBlock) block).values[0];
  }

  @Override
  public BytesView getBytes() {
    bytes.move((BytesBlock) block, 0);
    return bytes;
  }

  @Override
  public Block getBlock() {
    return block;
  }
}
