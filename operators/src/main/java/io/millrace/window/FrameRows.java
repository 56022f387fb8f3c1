// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Masks;
import java.util.Arrays;

/** Rows that come into a frame or leave it, as blocks of their own. */
final class FrameRows {
  private final Block[] values;
  private int[] chosen = new int[0];
  private int[] slots = new int[0];
  private int count;

  FrameRows(int columns) {
    values = new Block[columns];
  }

  /**
   * Becomes the rows {@code from .. to}.
   *
   * @param filter lets through the rows for which it is true; may be null
   * @return whether there are any
   */
  boolean gather(Block[] args, BoolBlock filter, int from, int to) {
    count = 0;
    if (from >= to) {
      return false;
    }
    reserve(args, to - from);
    for (int row = from; row < to; row++) {
      if (filter == null || (filter.values[row] != 0 && !filter.isNull(row))) {
        chosen[count++] = row;
      }
    }
    for (int i = 0; i < values.length && count > 0; i++) {
      values[i].gather(args[i], chosen, count);
    }
    return count > 0;
  }

  private void reserve(Block[] args, int rows) {
    if (chosen.length < rows) {
      int room = Masks.words(Math.max(rows, 2 * chosen.length)) << 6;
      chosen = new int[room];
      slots = new int[room];
      for (int i = 0; i < values.length; i++) {
        values[i] = Block.of(args[i].lane(), room);
      }
    }
  }

  /** Gives back the room for more rows than those of a batch. */
  void trim() {
    if (chosen.length > Block.CAPACITY) {
      chosen = new int[0];
      slots = new int[0];
      Arrays.fill(values, null);
    }
  }

  Block[] values() {
    return values;
  }

  /** All of them the first. */
  int[] slots() {
    return slots;
  }

  int count() {
    return count;
  }
}
