// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import java.util.Arrays;

/** A stable sort of row numbers; rows that are in order already are only looked at once. */
final class RowSort {
  private static final int SHORT = 16;

  /** Which of two rows comes first. */
  @FunctionalInterface
  interface Order {
    int compare(int row, int other);
  }

  private final Order order;

  private RowSort(Order order) {
    this.order = order;
  }

  /** The rows before {@code count}, in order. */
  static int[] sorted(int count, Order order) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    if (!isSorted(count, order)) {
      new RowSort(order).sort(rows.clone(), rows, 0, count);
    }
    return rows;
  }

  private static boolean isSorted(int count, Order order) {
    for (int i = 1; i < count; i++) {
      if (order.compare(i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Sorts {@code from .. to} of both, which are the same there, into {@code target}. */
  private void sort(int[] source, int[] target, int from, int to) {
    if (to - from <= SHORT) {
      insert(target, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(target, source, from, middle);
    sort(target, source, middle, to);
    if (order.compare(source[middle - 1], source[middle]) <= 0) {
      System.arraycopy(source, from, target, from, to - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takesLeft =
          right == to || (left < middle && order.compare(source[left], source[right]) <= 0);
      target[i] = takesLeft ? source[left++] : source[right++];
    }
  }

  private void insert(int[] rows, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int place = i;
      while (place > from && order.compare(rows[place - 1], row) > 0) {
        rows[place] = rows[place - 1];
        place--;
      }
      rows[place] = row;
    }
  }
}
