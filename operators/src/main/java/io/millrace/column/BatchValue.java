// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import org.apache.flink.annotation.Internal;

/** A result of the rows of a batch, of which one after another is the row at hand. */
@Internal
public final class BatchValue extends RowValue {
  private final RowErrors errors;
  private final BytesView view = new BytesView();

  /** For what is handed out as row 0 of a block. */
  private final Block one;

  private Block block;
  private int row;

  /**
   * @param errors of each block that it looks at
   */
  public BatchValue(DataType type, RowErrors errors) {
    this.errors = errors;
    one = Block.of(Lane.of(type), 1);
  }

  /** Looks at row 0 of a block from now on. */
  public void over(Block next) {
    block = next;
    row = 0;
  }

  /** Looks at the next row. */
  public void next() {
    row++;
  }

  @Override
  public boolean compute() {
    if (errors.failed(row)) {
      throw errors.cause(row);
    }
    return !block.isNull(row);
  }

  @Override
  public boolean getBoolean() {
    return ((BoolBlock) block).values[row] != 0;
  }

  @Override
  public long getLong() {
    return ((LongBlock) block).values[row];
  }

  @Override
  public double getDouble() {
    return ((DoubleBlock) block).values[row];
  }

  @Override
  public BytesView getBytes() {
    view.move((BytesBlock) block, row);
    return view;
  }

  @Override
  public Block getBlock() {
    one.reset();
    one.copy(0, block, row);
    return one;
  }
}
