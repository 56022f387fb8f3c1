// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where the n-th value behind a row stands, row by row. Nulls are skipped with DataFusion's
 * reckoning: it remembers the distances between the next n + 1 values, and where a null follows the
 * last of n that it knows, it learns of no further ones until all of them have passed.
 */
final class ValuesAhead {
  private final Partition partition;
  private final long wanted;

  /** For each row of the partition the first from it on that has a value. */
  private final int[] valid;

  /** From each value to the next, the first from the current row. */
  private final Deque<Integer> distances = new ArrayDeque<>();

  private int total;

  ValuesAhead(Partition partition, Block values, long wanted) {
    this.partition = partition;
    this.wanted = wanted;
    valid = new int[partition.rows() + 1];
    valid[partition.rows()] = partition.to();
    for (int row = partition.to() - 1; row >= partition.from(); row--) {
      int place = row - partition.from();
      valid[place] = values.isNull(row) ? valid[place + 1] : row;
    }
  }

  /** The first row from this on that has a value, or the end of the partition. */
  private int valid(int row) {
    return valid[row - partition.from()];
  }

  /** To be asked of each row in order; -1 if there is none. */
  int next(int row) {
    if (distances.isEmpty()) {
      look(row);
    } else if (distances.size() == wanted) {
      int behind = row + total + 1;
      if (behind < partition.to() && valid(behind) == behind) {
        add(1);
      }
    }
    int place = -1;
    if (distances.size() >= wanted) {
      place = row + total - (distances.size() > wanted ? distances.getLast() : 0);
    }
    step();
    return place;
  }

  private void look(int row) {
    int last = row;
    for (int next = valid(row + 1);
        next < partition.to() && distances.size() <= wanted;
        next = valid(next + 1)) {
      add(next - last);
      last = next;
    }
  }

  private void add(int distance) {
    distances.addLast(distance);
    total += distance;
  }

  private void step() {
    if (!distances.isEmpty()) {
      int first = distances.removeFirst() - 1;
      total--;
      if (first > 0) {
        distances.addFirst(first);
      }
    }
  }
}
