// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** Which blocks of a {@link Scratch} are free at a point of the program that is being compiled. */
final class Registers {
  private final Scratch scratch;
  private final Map<Lane, Deque<Block>> free = new EnumMap<>(Lane.class);
  private final Map<Lane, Integer> used = new EnumMap<>(Lane.class);
  private final Deque<int[]> freeRows = new ArrayDeque<>();
  private int usedRows;

  Registers(Scratch scratch) {
    this.scratch = scratch;
  }

  int capacity() {
    return scratch.capacity();
  }

  Block take(Lane lane) {
    Deque<Block> spare = free.get(lane);
    if (spare != null && !spare.isEmpty()) {
      return spare.pop();
    }
    int next = used.getOrDefault(lane, 0);
    used.put(lane, next + 1);
    return scratch.block(lane, next);
  }

  void release(Block block) {
    Deque<Block> spare = free.get(block.lane());
    if (spare == null) {
      spare = new ArrayDeque<>();
      free.put(block.lane(), spare);
    }
    spare.push(block);
  }

  int[] takeRows() {
    return freeRows.isEmpty() ? scratch.rows(usedRows++) : freeRows.pop();
  }

  void releaseRows(int[] rows) {
    freeRows.push(rows);
  }
}
