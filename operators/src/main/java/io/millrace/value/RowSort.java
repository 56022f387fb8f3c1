// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import org.apache.flink.annotation.Internal;

/**
 * Sorts row numbers with the answer of Rust's {@code sort_unstable_by}, so that rows with equal
 * keys come in the order in which DataFusion has them: as they are given for up to twenty rows and
 * for rows in order already, and else as the pattern of the algorithm leaves them.
 *
 * <p>It is a quicksort whose pivot is a median of medians, whose partition moves the rows in one
 * cycle, which gives rows equal to the pivot before them no second look, and which becomes a heap
 * sort after too many uneven partitions. Few rows are sorted stably, or, where Rust moves them in
 * one register, by a network.
 */
@Internal
public final class RowSort {
  /** What DataFusion moves about for a row. */
  public enum Entry {
    /** No more than eight bytes: a row number, alone or with a key of up to four bytes. */
    SMALL,
    LARGE
  }

  /** Which of two rows comes first. */
  @FunctionalInterface
  public interface Order {
    int compare(int row, int other);
  }

  private static final int INSERTED = 20;
  private static final int FEW = 32;
  private static final int EIGHTH = 8;
  private static final int SAMPLED = 64;
  private static final int NO_ROW = -1;

  private final int[] rows;
  private final Order order;
  private final FewRows few;

  private RowSort(int[] rows, Order order, Entry entry) {
    this.rows = rows;
    this.order = order;
    few = new FewRows(rows, order, entry, FEW);
  }

  /** Sorts {@code rows} in place. */
  public static void sort(int[] rows, Order order, Entry entry) {
    RowSort sort = new RowSort(rows, order, entry);
    if (rows.length <= INSERTED) {
      sort.few.insert(0, 0, rows.length);
    } else if (!sort.isRun()) {
      int limit = 2 * (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(rows.length));
      sort.quicksort(0, rows.length, NO_ROW, limit);
    }
  }

  /** Whether the rows are in order, at the latest now: those in falling order are turned round. */
  private boolean isRun() {
    boolean falls = less(rows[1], rows[0]);
    int end = 2;
    while (end < rows.length && less(rows[end], rows[end - 1]) == falls) {
      end++;
    }
    if (end < rows.length) {
      return false;
    }
    for (int i = 0, j = rows.length - 1; falls && i < j; i++, j--) {
      swap(i, j);
    }
    return true;
  }

  private boolean less(int row, int other) {
    return order.compare(row, other) < 0;
  }

  private void swap(int i, int j) {
    int row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }

  /**
   * @param before the row in front, which none of these comes before, or {@link #NO_ROW}
   * @param limit how many uneven partitions there may be
   */
  private void quicksort(int first, int to, int before, int limit) {
    int from = first;
    int ancestor = before;
    int left = limit;
    while (to - from > FEW) {
      if (left-- == 0) {
        heapsort(from, to);
        return;
      }
      int pivot = pivot(from, to - from);
      if (ancestor != NO_ROW && !less(ancestor, rows[pivot])) {
        from = partition(from, to, pivot, 1) + 1;
        ancestor = NO_ROW;
      } else {
        int middle = partition(from, to, pivot, 0);
        quicksort(from, middle, ancestor, left);
        ancestor = rows[middle];
        from = middle + 1;
      }
    }
    few.sort(from, to);
  }

  private int pivot(int from, int length) {
    int eighth = length / EIGHTH;
    int b = from + eighth * 4;
    int c = from + eighth * 7;
    return length < SAMPLED ? median(from, b, c) : median(from, b, c, eighth);
  }

  /** The median of three places, each the median of its surroundings if they are large. */
  private int median(int a, int b, int c, int length) {
    if (length < SAMPLED / EIGHTH) {
      return median(a, b, c);
    }
    int eighth = length / EIGHTH;
    int four = eighth * 4;
    int seven = eighth * 7;
    return median(
        median(a, a + four, a + seven, eighth),
        median(b, b + four, b + seven, eighth),
        median(c, c + four, c + seven, eighth));
  }

  private int median(int a, int b, int c) {
    boolean belowB = less(rows[a], rows[b]);
    boolean belowC = less(rows[a], rows[c]);
    if (belowB != belowC) {
      return a;
    }
    return less(rows[b], rows[c]) == belowB ? b : c;
  }

  /**
   * Brings what comes before the pivot to the left of it, and returns where the pivot is then.
   *
   * @param bound 1 if what is equal to the pivot goes to the left, too, else 0
   */
  private int partition(int from, int to, int pivot, int bound) {
    swap(from, pivot);
    int middle = rows[from];
    int start = from + 1;
    int saved = rows[start];
    int gap = start;
    int place = start;
    for (int i = start + 1; i < to; i++) {
      int row = rows[i];
      rows[gap] = rows[place];
      rows[place] = row;
      gap = i;
      place += order.compare(row, middle) < bound ? 1 : 0;
    }
    rows[gap] = rows[place];
    rows[place] = saved;
    place += order.compare(saved, middle) < bound ? 1 : 0;
    swap(from, place - 1);
    return place - 1;
  }

  private void heapsort(int from, int to) {
    int length = to - from;
    for (int i = length / 2 - 1; i >= 0; i--) {
      sink(from, i, length);
    }
    for (int i = length - 1; i >= 0; i--) {
      swap(from, from + i);
      sink(from, 0, i);
    }
  }

  private void sink(int from, int top, int length) {
    int node = top;
    for (int child = 2 * node + 1; child < length; child = 2 * node + 1) {
      if (child + 1 < length && less(rows[from + child], rows[from + child + 1])) {
        child++;
      }
      if (!less(rows[from + node], rows[from + child])) {
        return;
      }
      swap(from + node, from + child);
      node = child;
    }
  }
}
