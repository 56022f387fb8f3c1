// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import java.util.Arrays;
import java.util.List;

/** A stable sort of row numbers by keys that are longs, byte by byte, in linear time. */
final class RadixSort {
  private static final int BITS = 8;
  private static final int MASK = (1 << BITS) - 1;

  private int[] rows;
  private int[] otherRows;
  private long[] keys;
  private long[] otherKeys;

  private RadixSort(int count) {
    rows = new int[count];
    Arrays.setAll(rows, i -> i);
    otherRows = new int[count];
    keys = new long[count];
    otherKeys = new long[count];
  }

  /** The rows before {@code count} in the order of the first key, then the second, and so on. */
  static int[] sorted(List<OrderKey> order, List<Block> blocks, int count) {
    RadixSort sort = new RadixSort(count);
    for (int key = order.size() - 1; key >= 0; key--) {
      sort.by(order.get(key), blocks.get(key));
    }
    return sort.rows;
  }

  private void by(OrderKey order, Block block) {
    order.places(block, rows, keys);
    boolean hasNulls = block.hasNulls(rows.length);
    for (int i = 0; i < rows.length && hasNulls; i++) {
      keys[i] = block.isNull(rows[i]) ? keys[0] : keys[i];
    }
    long varying = 0;
    for (long key : keys) {
      varying |= key ^ keys[0];
    }
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      if ((varying >>> shift & MASK) != 0) {
        pass(shift);
      }
    }
    if (hasNulls) {
      moveNulls(order, block);
    }
  }

  private void pass(int shift) {
    int[] next = new int[MASK + 2];
    for (long key : keys) {
      next[(int) (key >>> shift & MASK) + 1]++;
    }
    for (int i = 1; i < next.length; i++) {
      next[i] += next[i - 1];
    }
    for (int i = 0; i < keys.length; i++) {
      int place = next[(int) (keys[i] >>> shift & MASK)]++;
      otherKeys[place] = keys[i];
      otherRows[place] = rows[i];
    }
    swap();
  }

  private void moveNulls(OrderKey order, Block block) {
    int nulls = rows.length - block.countValid(rows.length);
    int nextNull = order.nullsFirst() ? 0 : rows.length - nulls;
    int next = order.nullsFirst() ? nulls : 0;
    for (int row : rows) {
      otherRows[block.isNull(row) ? nextNull++ : next++] = row;
    }
    swap();
  }

  private void swap() {
    int[] sortedRows = otherRows;
    otherRows = rows;
    rows = sortedRows;
    long[] sortedKeys = otherKeys;
    otherKeys = keys;
    keys = sortedKeys;
  }
}
