// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import org.apache.flink.annotation.Internal;

/**
 * A column of as many rows as come, in one block; room for very many is given back when cleared.
 */
@Internal
public final class GrownColumn {
  /** Rows for which there is always room after there were as many. */
  private static final int USUAL = 64 * Block.CAPACITY;

  private final Lane lane;
  private Block block;
  private int rows;
  private int[] places = new int[0];

  public GrownColumn(Lane lane) {
    this.lane = lane;
    block = Block.of(lane, Block.CAPACITY);
  }

  /** Adds the first rows of {@code source}; those that failed are null. */
  public void add(Block source, RowErrors failed, int count) {
    reserve(rows + count);
    if (places.length < count) {
      places = new int[Math.max(count, Block.CAPACITY)];
    }
    for (int i = 0; i < count; i++) {
      places[i] = rows + i;
    }
    block.copyRows(places, source, null, count);
    for (int row = failed.next(0); row >= 0; row = failed.next(row + 1)) {
      block.setNull(rows + row);
    }
    rows += count;
  }

  private void reserve(int count) {
    if (count > block.capacity()) {
      Block larger = Block.of(lane, Math.max(count, 2 * block.capacity()));
      larger.copyRows(null, block, null, rows);
      block = larger;
    }
  }

  public void clear() {
    rows = 0;
    if (block.capacity() > USUAL) {
      block = Block.of(lane, Block.CAPACITY);
    }
    block.reset();
  }

  /** Of this column until rows are added or cleared. */
  public Block block() {
    return block;
  }
}
