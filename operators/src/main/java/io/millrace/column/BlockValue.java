// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/** A result that lies in row 0 of a block, which another takes the place of for each row. */
@Internal
public final class BlockValue extends RowValue {
  private final Supplier<Block> source;
  private final RowErrors errors;
  private final BytesView view = new BytesView();
  private Block block;

  /**
   * @param source gives the block of the row at hand
   * @param errors of that block; row 0 tells whether there is an answer
   */
  public BlockValue(Supplier<Block> source, RowErrors errors) {
    this.source = source;
    this.errors = errors;
  }

  @Override
  public boolean compute() {
    block = source.get();
    if (errors.failed(0)) {
      throw errors.cause(0);
    }
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
    view.move((BytesBlock) block, 0);
    return view;
  }

  @Override
  public Block getBlock() {
    return block;
  }
}
