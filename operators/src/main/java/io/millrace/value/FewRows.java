// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

/** How {@link RowSort} sorts few rows: stably, or by a network and then stably. */
final class FewRows {
  /** Where halves are sorted apart and merged. */
  private static final int HALVED = 18;

  // The shortest known networks for 9 and 13 values, two places after the other.
  private static final byte[] NINE = {
    0, 3, 1, 7, 2, 5, 4, 8, 0, 7, 2, 4, 3, 8, 5, 6, 0, 2, 1, 3, 4, 5, 7, 8, 1, 4, 3, 6, 5, 7, 0, 1,
    2, 4, 3, 5, 6, 8, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6
  };
  private static final byte[] THIRTEEN = {
    0, 12, 1, 10, 2, 9, 3, 7, 5, 11, 6, 8, 1, 6, 2, 3, 4, 11, 7, 9, 8, 10, 0, 4, 1, 2, 3, 6, 7, 8,
    9, 10, 11, 12, 4, 6, 5, 9, 8, 11, 10, 12, 0, 5, 3, 8, 4, 7, 6, 11, 9, 10, 0, 1, 2, 5, 6, 9, 7,
    8, 10, 11, 1, 3, 2, 4, 5, 6, 9, 10, 1, 2, 3, 4, 5, 7, 6, 8, 2, 3, 4, 5, 6, 7, 8, 9, 3, 4, 5, 6
  };

  private final int[] rows;
  private final RowSort.Order order;
  private final RowSort.Entry entry;
  private final int[] left;

  /**
   * @param most how many rows are sorted at once
   */
  FewRows(int[] rows, RowSort.Order order, RowSort.Entry entry, int most) {
    this.rows = rows;
    this.order = order;
    this.entry = entry;
    left = new int[most / 2];
  }

  void sort(int from, int to) {
    if (to - from < HALVED) {
      part(from, to);
      return;
    }
    int middle = from + (to - from) / 2;
    part(from, middle);
    part(middle, to);
    merge(from, middle, to);
  }

  private void part(int from, int to) {
    int length = to - from;
    int sorted = 0;
    if (entry == RowSort.Entry.SMALL && length >= 9) {
      sorted = length >= 13 ? 13 : 9;
      exchange(from, length >= 13 ? THIRTEEN : NINE);
    }
    insert(from, from + sorted, to);
  }

  private void exchange(int from, byte[] network) {
    for (int i = 0; i < network.length; i += 2) {
      int a = from + network[i];
      int b = from + network[i + 1];
      int row = rows[a];
      if (order.compare(rows[b], row) < 0) {
        rows[a] = rows[b];
        rows[b] = row;
      }
    }
  }

  /** Sorts {@code from .. to}, of which those before {@code start} are in order. */
  void insert(int from, int start, int to) {
    for (int i = start; i < to; i++) {
      int row = rows[i];
      int place = i;
      while (place > from && order.compare(row, rows[place - 1]) < 0) {
        rows[place] = rows[place - 1];
        place--;
      }
      rows[place] = row;
    }
  }

  private void merge(int from, int middle, int to) {
    int length = middle - from;
    System.arraycopy(rows, from, left, 0, length);
    int i = 0;
    int j = middle;
    for (int place = from; i < length; place++) {
      boolean takesRight = j < to && order.compare(rows[j], left[i]) < 0;
      rows[place] = takesRight ? rows[j++] : left[i++];
    }
  }
}
